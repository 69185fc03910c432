"""Documents → passages → a library that can be searched by meaning and by words."""

from index.datatypes import Document, Hit, Passage
from index.errors import EmbedderError, LibraryError, LoadError, ModelError, QuothError, UnknownDocumentError
from index.library import Library
from index.passage_index import PassageIndex

__all__ = [
    "Document",
    "EmbedderError",
    "Hit",
    "Library",
    "LibraryError",
    "LoadError",
    "ModelError",
    "Passage",
    "PassageIndex",
    "QuothError",
    "UnknownDocumentError",
]
