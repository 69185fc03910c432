"""A hit → its sentences, each with what leads up to it."""

from collections.abc import Iterator
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


def sentences_of(hit: Hit) -> Iterator[Candidate]:
    """Every sentence of a hit, in order."""
    lead = hit.heading
    around = frozenset(lexical.terms(hit.text))
    for start, end in sentences(hit.text):
        yield Candidate(hit, start, end, hit.text[start:end], lead, around)
        lead = hit.text[start:end]
