"""The `Reader` protocol: question and hits → answer spans; and what else a reader may ask the library for."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from index.documents.datatypes import Hit
from qa.datatypes import Extraction


class Reader(Protocol):
    """Finds the spans that answer, and how sure it is of each."""

    refuse_below: float
    """The refusal line: the score below which a span is not an answer, unless the user sets another."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        """Answer spans, best first; scores are probabilities, comparable across passages.

        A hit has everything there is to read, and its rank: given only the third hit, a reader treats it as the third.
        """


class Corpus(Protocol):
    """Everything that is searched, and how rare its words are. A `PassageIndex` is one."""

    def rarity(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The weight of each stemmed term, higher where fewer passages hold it."""
