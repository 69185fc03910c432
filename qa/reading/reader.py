"""The `Reader` protocol: question and hits → answer spans. And what a reader may ask of the library beside the hits."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from index.documents.datatypes import Hit
from index.embedding.embedder import Embedder
from qa.datatypes import Extraction


class Reader(Protocol):
    """Finds the spans that answer, and says how sure it is of each."""

    refuse_below: float
    """The score under which a span is no answer, unless the user sets another line."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        """Answer spans, best first; scores are probabilities, comparable across passages.

        A hit holds all there is to read, and its own rank: given the third hit alone, a reader reads it as the third.
        """


class Corpus(Protocol):
    """All that is searched, as one: how rare its words are, and the embedder that compares its texts.

    A `PassageIndex` is one.
    """

    @property
    def embedder(self) -> Embedder:
        """The embedding model."""

    def rarity(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The weight of each stemmed term, higher where fewer passages hold it."""
