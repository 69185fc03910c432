"""Documents → passages → a library that can be searched by meaning and by words."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.documents.datatypes import Block, Document, Hit, Match, PageLayout, Passage
from index.errors import EmbedderError, LibraryError, LoadError, ModelError, QuothError, UnknownDocumentError

if TYPE_CHECKING:
    from index.library.opening import open_library
    from index.library.protocol import Library
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
    "open_library",
]


_IMPORTED_LATE = {
    "Library": "index.library.protocol",
    "PassageIndex": "index.passage_index",
    "open_library": "index.library.opening",
}


def __getattr__(name: str) -> Any:
    """Imports what needs a model or a library when it is first used, since reading files needs neither."""
    if name in _IMPORTED_LATE:
        return getattr(import_module(_IMPORTED_LATE[name]), name)
    raise AttributeError(f"module 'index' has no attribute {name!r}")
