"""Hits → the sentences in them that may answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents.datatypes import Hit
from index.documents.sentences import sentences
from index.search import lexical


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: its hit, its span in that passage, and what leads up to it there.

    `lead` is the sentence before it, or the heading; `around` holds the stemmed terms of the whole passage.
    """

    hit: Hit
    start: int
    end: int
    text: str
    lead: str
    around: frozenset[str]


def candidates(hits: Sequence[Hit]) -> list[Candidate]:
    """The sentences of hits that may answer: no questions, no headings, and no repeats."""
    first: dict[tuple[str, int], Candidate] = {}
    for hit in hits:
        for sentence in sentences_of(hit):
            if _may_answer(sentence):
                first.setdefault((hit.passage.document_id, hit.passage.start + sentence.start), sentence)
    return list(first.values())


def sentences_of(hit: Hit) -> Iterator[Candidate]:
    """Every sentence of a hit, in order."""
    lead = hit.heading
    around = frozenset(lexical.terms(hit.text))
    for start, end in sentences(hit.text):
        yield Candidate(hit, start, end, hit.text[start:end], lead, around)
        lead = hit.text[start:end]


def _may_answer(sentence: Candidate) -> bool:
    return (
        len(sentence.text.split()) > 2
        and not sentence.text.rstrip("\"'”’)").endswith(("?", "？"))
        and sentence.text != sentence.hit.heading
    )
