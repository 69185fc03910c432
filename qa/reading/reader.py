"""The `Reader` protocol: question and passages → answer spans. And what a reader needs to know of a library."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from index.documents.datatypes import Passage
from index.embedding.embedder import Embedder
from qa.datatypes import Extraction


class Reader(Protocol):
    """Finds the spans that answer, and says how sure it is of each."""

    refuse_below: float
    """The score under which a span is no answer, unless the user sets another line."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Extraction]:
        """Answer spans, best first; scores are probabilities, comparable across passages."""


class Texts(Protocol):
    """The texts that are read, and how telling a word is among them; a `PassageIndex` is one."""

    def text(self, passage: Passage) -> str:
        """A passage's text."""

    def rarity(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The weight of each stemmed term, higher where fewer passages hold it."""


class EmbeddedTexts(Texts, Protocol):
    """Texts with the embedder that compares them."""

    @property
    def embedder(self) -> Embedder:
        """The embedding model."""
