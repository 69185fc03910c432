"""Documents → passages → a library that can be searched by meaning and by words."""

from typing import TYPE_CHECKING, Any

from index.documents.datatypes import Block, Document, Hit, Match, PageLayout, Passage
from index.errors import EmbedderError, LibraryError, LoadError, ModelError, QuothError, UnknownDocumentError

if TYPE_CHECKING:
    from index.library.sqlite import Library
    from index.passage_index import PassageIndex

__all__ = [
    "Block",
    "Document",
    "EmbedderError",
    "Hit",
    "Library",
    "LibraryError",
    "LoadError",
    "Match",
    "ModelError",
    "PageLayout",
    "Passage",
    "PassageIndex",
    "QuothError",
    "UnknownDocumentError",
]


def __getattr__(name: str) -> Any:
    """`Library` and `PassageIndex`, imported when they are first asked for: what only reads files needs no FAISS."""
    if name == "PassageIndex":
        from index.passage_index import PassageIndex

        return PassageIndex
    if name == "Library":
        from index.library.sqlite import Library

        return Library
    raise AttributeError(f"module 'index' has no attribute {name!r}")
