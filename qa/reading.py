"""Question and passages → answer spans: the `Reader` protocol, and `SentenceReader`, which needs no extra model."""

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Protocol

import numpy as np

from index import lexical
from index.datatypes import Passage
from index.passage_index import PassageIndex
from index.sentences import sentences
from qa.datatypes import Extraction
from qa.narrowing import answer_span
from qa.signals import NAMES, Candidate, SignalReader, Signals

MOST_READ = 24  # sentences looked at closely for a question


class Reader(Protocol):
    """Finds the spans that answer, and says how sure it is of each."""

    refuse_below: float
    """The score under which a span is no answer, unless the user sets another line."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Extraction]:
        """Answer spans, best first; scores are probabilities, comparable across passages."""


class SentenceReader:
    """Picks the sentences that answer, by a logistic combination of signals (`qa/signals.py`).

    The weights and the refusal line stand in `sentence_reader.json`, with the command and the data that made them.
    """

    def __init__(self, index: PassageIndex) -> None:
        fitted = json.loads(files("qa").joinpath("sentence_reader.json").read_text(encoding="utf-8"))
        self._index = index
        self._signals = SignalReader(index)
        self._weights = np.array([fitted["weights"][name] for name in NAMES])
        self._bias = float(fitted["bias"])
        self.refuse_below = float(fitted["refuse_below"])

    def read(self, question: str, passages: Sequence[Passage]) -> list[Extraction]:
        """Every candidate sentence with its probability of answering, best first, ties by place."""
        found = self._signals.promising(question, candidates(self._index, passages), MOST_READ)
        if not found:
            return []
        scores = self._probabilities(self._signals.read(question, found))
        order = sorted(range(len(found)), key=lambda at: (-scores[at], found[at].passage.id, found[at].start))
        return [self._extraction(question, found[at], float(scores[at])) for at in order]

    def _probabilities(self, signals: Signals) -> Signals:
        scores: Signals = 1 / (1 + np.exp(-(signals @ self._weights + self._bias)))
        return scores

    def _extraction(self, question: str, found: Candidate, score: float) -> Extraction:
        start, end = answer_span(question, self._index.text(found.passage), found.start, found.end)
        return Extraction(found.passage, start, end, score)


def candidates(index: PassageIndex, passages: Sequence[Passage]) -> list[Candidate]:
    """The sentences of passages that may answer: no questions, no headings; each once, where it was read first."""
    found: dict[tuple[str, int], Candidate] = {}
    for rank, passage in enumerate(passages, start=1):
        for each in _sentences_of(passage, index.text(passage), rank):
            found.setdefault((passage.document_id, passage.start + each.start), each)
    return list(found.values())


def _sentences_of(passage: Passage, text: str, rank: int) -> Iterator[Candidate]:
    lead = passage.heading
    around = frozenset(lexical.terms(text))
    for start, end in sentences(text):
        sentence = text[start:end]
        if (
            len(sentence.split()) > 2
            and not sentence.rstrip("\"'”’)").endswith(("?", "？"))
            and sentence != passage.heading
        ):
            yield Candidate(passage, start, end, sentence, lead, around, rank)
        lead = sentence
