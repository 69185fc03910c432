"""Question and sentence → how far words, names, figures and kinds suggest that the sentence answers."""

import re
from collections.abc import Set

from index.search import lexical
from qa.language.figures import YEAR
from qa.language.kinds import Kind, asks, kind_of, subject_of
from qa.language.names import NATIONALITY, person_names
from qa.language.roles import ASKS_FOR_HOLDER
from qa.language.values import defines, holds
from qa.reading.candidates import Candidate
from qa.reading.reader import Corpus

NAMES = (
    "words",
    "words_nearby",
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
_FIGURES = (Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.DATE)
_FINISHED = re.compile(r"[.!:;。！：；…]['\"”’»)\]]*$")


class AskedQuestion:
    """A question broken down: the stems of its content words with their rarity, its names, and the kind it asks for."""

    def __init__(self, question: str, corpus: Corpus) -> None:
        self.text = question
        self.kind = kind_of(question)
        self.stems = lexical.terms(" ".join(lexical.content_words(question)))
        rarity = corpus.rarity(self.stems)
        self.weights = [rarity[stem] for stem in self.stems]
        self.years = set(YEAR.findall(question))
        self.subject = subject_of(question) if self.kind is Kind.DEFINITION else ""
        self.wants_person = bool(ASKS_FOR_HOLDER.search(question))
        first = question.split()[0].rstrip("?!.,:") if question.split() else ""
        named = [match.group() for match in _NAME.finditer(question)]
        self.figures = {stem for name in named if name[0].isdigit() for stem in lexical.terms(name)}
        names = [name for name in named if name[0].isalpha() and name != first and not NATIONALITY.search(name)]
        self.names = {stem for name in names for stem in lexical.terms(name)}

    def share_in(self, stems: Set[str]) -> float:
        """The share of the question's words, by rarity, that are among these stems, 0 to 1; 0 if it has no words."""
        total = sum(self.weights)
        held = sum(weight for stem, weight in zip(self.stems, self.weights, strict=True) if stem in stems)
        return held / total if total else 0.0


def name_signals(asked: AskedQuestion, candidate: Candidate) -> tuple[float, ...]:
    """Which of the question's names and figures are there.

    The share in the sentence; the share in it or its lead; whether a name, and whether a figure, is nowhere in the
    passage; and whether the sentence is about another year than the question.
    """
    here = set(lexical.terms(candidate.text))
    above = f"{candidate.lead} {candidate.hit.heading} {candidate.hit.context}"
    nearby = here | set(lexical.terms(above))
    years = set(YEAR.findall(candidate.text))
    named = asked.names | asked.figures
    return (
        len(named & here) / len(named) if named else 1.0,
        len(named & nearby) / len(named) if named else 1.0,
        float(not asked.names <= nearby | candidate.around),
        float(not asked.figures <= nearby | candidate.around),
        float(bool(asked.years) and bool(years) and not asked.years & years),
    )


def kind_signals(asked: AskedQuestion, candidate: Candidate) -> tuple[float, ...]:
    """Whether the sentence holds the kind of thing asked for, lacks a figure, defines the subject, lacks a person."""
    person_missing = float(asked.wants_person and all(name in asked.text for name in person_names(candidate.text)))
    defined = float(defines(candidate.text, asked.subject))
    if holds(candidate.text, asked.kind, asked.text):
        return 1.0, 0.0, defined, person_missing
    related = _RELATED.get(asked.kind)
    if related and holds(candidate.text, related, asked.text):
        return 0.4, 0.0, defined, person_missing
    return 0.0, float(asked.kind in _FIGURES), defined, person_missing


def word_signals(asked: AskedQuestion, candidate: Candidate) -> tuple[float, ...]:
    """The share of the question's words in the sentence, and in it or its lead; a lead that asks counts as its own."""
    here = set(lexical.terms(candidate.text))
    nearby = here | set(lexical.terms(candidate.lead))
    return asked.share_in(nearby if asks(candidate.lead) else here), asked.share_in(nearby)


def unfinished(candidate: Candidate) -> float:
    """1 for a sentence without a mark at its end, such as a heading or a line cut short."""
    return float(not _FINISHED.search(candidate.text))


def signals_of(asked: AskedQuestion, candidate: Candidate) -> tuple[float, ...]:
    """One value for each of NAMES, most between 0 and 1."""
    return (
        *word_signals(asked, candidate),
        *name_signals(asked, candidate),
        *kind_signals(asked, candidate),
        unfinished(candidate),
    )
