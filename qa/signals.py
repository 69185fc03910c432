"""Question and sentence → what speaks for the sentence being the answer, a number a signal.

No single signal is enough: a sentence near in meaning may lack the one word that matters ("salary"), and one with
every word may be the question itself. They are combined by weights fitted on questions with known answers.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index import lexical
from index.datatypes import Passage
from index.embedding import Vectors, encode_document, encode_query
from index.passage_index import PassageIndex
from qa.kinds import Kind, kind_of, subject_of
from qa.naming import person_names
from qa.values import defines, holds

NAMES = (
    "sentence_similarity",
    "words",
    "words_nearby",
    "soft_words_nearby",
    "names",
    "names_nearby",
    "names_missing",
    "figures_missing",
    "other_year",
    "kind_held",
    "kind_missing",
    "definition_held",
    "person_missing",
    "unfinished",
)
_RELATED = {Kind.MONEY: Kind.NUMBER, Kind.SHARE: Kind.NUMBER, Kind.PLACE: Kind.PERSON}
_NAME = re.compile(r"\b[A-Z][\w.'’-]*|\b\d[\d.,]*%?")
_NATION = re.compile(r"(?:ese|ish|[^J]eans?|[a-z]ians?|[a-z]icans?|French|Dutch|Germans?|Greeks?|Swiss)$")
_FIGURES = (Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.DATE)
_YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-9]{2})\b")
_ROLE = re.compile(
    r"\bwho(?:'s|’s)?\b.*\b(?:found\w*|chair\w*|ceo|cto|head\w*|author|wrote|leads?|leader|led|boss|runs?|ran|start\w*|chief|"
    r"direct\w+|president|minister|created?|invented|owns?|owner|scientist|partner)\b",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"[.!:;。！：；…]['\"”’»)\]]*$")
_REMEMBERED = 20_000  # vectors of words and sentences kept at hand
_ALIKE = 0.45  # cosine similarity of two words from which one may stand for the other

Signals = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: its passage, its span in the passage, and what leads up to it there.

    `around` holds the stemmed terms of the whole passage, `rank` is the passage's, counted from 1.
    """

    passage: Passage
    start: int
    end: int
    text: str
    lead: str
    around: frozenset[str]
    rank: int


class SignalReader:
    """Computes signals over one index, remembering the vectors of sentences and words it has met."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self._remembered: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, question: str, candidates: Sequence[Candidate]) -> Signals:
        """Float64 (len(candidates), len(NAMES)), most values between 0 and 1."""
        asked = _Question(question, self._index)
        query = encode_query(self._index.embedder, [question])[0]
        leads = self._encode([each.lead or each.text for each in candidates]) @ query
        answers_lead = [_asks(each.lead) for each in candidates]
        sentences = self._encode([each.text for each in candidates]) @ query
        sentences = np.where(answers_lead, np.maximum(sentences, leads), sentences)
        soft = self._soft_matches(asked, candidates)
        rows = [
            [
                sentences[at],
                *self._word_signals(asked, each, soft),
                *_name_signals(asked, each),
                *_kind_signals(asked, each),
                float(not _FINISHED.search(each.text)),
            ]
            for at, each in enumerate(candidates)
        ]
        return np.asarray(rows, dtype=np.float64).reshape(-1, len(NAMES))

    def promising(self, question: str, candidates: Sequence[Candidate], most: int) -> list[Candidate]:
        """The `most` candidates that share the rarest words with the question or stand in the best passages.

        Cheap, so that only these need be embedded; order is kept.
        """
        if len(candidates) <= most:
            return list(candidates)
        asked = _Question(question, self._index)
        worth = [self._first_glance(asked, each) for each in candidates]
        best = sorted(range(len(candidates)), key=lambda at: (-worth[at], at))[:most]
        return [candidates[at] for at in sorted(best)]

    def _first_glance(self, asked: "_Question", each: Candidate) -> float:
        here = set(lexical.terms(each.text))
        nearby = set(lexical.terms(each.lead))
        total = sum(asked.weights) or 1.0
        shared = sum(
            weight * (1.0 if stem in here else 0.5 if stem in nearby else 0.0)
            for (_, stem), weight in zip(asked.words, asked.weights, strict=True)
        )
        return shared / total + 1 / each.rank + 0.1 * _kind_signals(asked, each)[0]

    def _word_signals(
        self, asked: "_Question", each: Candidate, soft: dict[tuple[str, str], float]
    ) -> tuple[float, ...]:
        """The share of the question's words that the sentence has, that it has with its lead, and so has in kind."""
        here = list(zip(lexical.words(each.text), lexical.terms(each.text), strict=True))
        nearby = here + list(zip(lexical.words(each.lead), lexical.terms(each.lead), strict=True))
        here = nearby if _asks(each.lead) else here
        return (
            _mean([_match(stem, word, here, {}) for word, stem in asked.words], asked.weights),
            _mean([_match(stem, word, nearby, {}) for word, stem in asked.words], asked.weights),
            _mean([_match(stem, word, nearby, soft) for word, stem in asked.words], asked.weights),
        )

    def _soft_matches(self, asked: "_Question", candidates: Sequence[Candidate]) -> dict[tuple[str, str], float]:
        """(question's word, sentence's word) → cosine similarity, where it is high enough to count."""
        seen = {word for each in candidates for text in (each.text, each.lead) for word in lexical.content_words(text)}
        others = sorted(word for word in seen if len(word) > 2)
        wanted = [word for word, _ in asked.words]
        if not others or not wanted:
            return {}
        table = self._encode(wanted) @ self._encode(others).T
        return {
            (wanted[row], others[column]): float(table[row, column])
            for row, column in zip(*np.nonzero(table >= _ALIKE), strict=True)
        }

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, each computed once while it is remembered."""
        with self._lock:
            new = list(dict.fromkeys(text for text in texts if text not in self._remembered))
            if new:
                self._remembered.update(zip(new, encode_document(self._index.embedder, new), strict=True))
            vectors = np.stack([self._remembered[text] for text in texts])
            while len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return vectors


class _Question:
    """A question taken apart: its content words and stems with their rarity, its names, and the kind it asks for."""

    def __init__(self, question: str, index: PassageIndex) -> None:
        self.text = question
        self.kind = kind_of(question)
        found = lexical.content_words(question)
        stems = lexical.terms(" ".join(found))
        self.words = list(zip(found, stems, strict=False))
        rarity = index.rarity(stems)
        self.weights = [rarity[stem] for stem in stems]
        self.years = set(_YEAR.findall(question))
        self.subject = subject_of(question) if self.kind is Kind.DEFINITION else ""
        self.wants_person = bool(_ROLE.search(question))
        first = question.split()[0] if question.split() else ""
        named = [match.group() for match in _NAME.finditer(question)]
        self.figures = {stem for name in named if name[0].isdigit() for stem in lexical.terms(name)}
        names = [name for name in named if name[0].isalpha() and name != first and not _NATION.search(name)]
        self.names = {stem for name in names for stem in lexical.terms(name)}


def _asks(text: str) -> bool:
    return text.endswith(("?", "？"))


def _match(stem: str, word: str, others: list[tuple[str, str]], soft: dict[tuple[str, str], float]) -> float:
    """1 for the same stem, else how alike the most alike word is, 0 below what counts."""
    return max(
        (1.0 if stem == other_stem else soft.get((word, other), 0.0) for other, other_stem in others), default=0.0
    )


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / total if total else 0.0


def _name_signals(asked: _Question, each: Candidate) -> tuple[float, ...]:
    """What becomes of the question's names and figures.

    The share that the sentence has; the share that it has with its lead; whether a name, and whether a figure, stands
    nowhere in the passage; and whether the sentence speaks of another year than the question.
    """
    here = set(lexical.terms(each.text))
    nearby = here | set(lexical.terms(each.lead)) | set(lexical.terms(each.passage.heading))
    years = set(_YEAR.findall(each.text))
    named = asked.names | asked.figures
    return (
        len(named & here) / len(named) if named else 1.0,
        len(named & nearby) / len(named) if named else 1.0,
        float(not asked.names <= nearby | each.around),
        float(not asked.figures <= nearby | each.around),
        float(bool(asked.years) and bool(years) and not asked.years & years),
    )


def _kind_signals(asked: _Question, each: Candidate) -> tuple[float, ...]:
    """Whether the sentence holds the kind of thing asked for, lacks a figure, defines the subject, lacks a person."""
    person_missing = float(asked.wants_person and all(name in asked.text for name in person_names(each.text)))
    defined = float(defines(each.text, asked.subject))
    if holds(each.text, asked.kind, asked.text):
        return 1.0, 0.0, defined, person_missing
    related = _RELATED.get(asked.kind)
    if related and holds(each.text, related, asked.text):
        return 0.4, 0.0, defined, person_missing
    return 0.0, float(asked.kind in _FIGURES), defined, person_missing
