"""Passages → the sentences in them that may answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents.datatypes import Passage
from index.documents.sentences import sentences
from index.search import lexical
from qa.reading.reader import Texts


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


def candidates(texts: Texts, passages: Sequence[Passage]) -> list[Candidate]:
    """The sentences of passages that may answer: no questions, no headings; each once, where it was read first."""
    found: dict[tuple[str, int], Candidate] = {}
    for rank, passage in enumerate(passages, start=1):
        for each in _sentences_of(passage, texts.text(passage), rank):
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
