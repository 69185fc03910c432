"""What can go wrong between a file and a search, each naming what, where and what to do."""


class QuothError(Exception):
    """Any error that Quoth raises on purpose; its message is fit to be shown to a user."""


class LoadError(QuothError):
    """A file could not be read as a document. `reason` says why, without the path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ModelError(QuothError):
    """A model's weights or tokenizer are missing or damaged."""


class EmbedderError(QuothError):
    """An embedding model is missing, or is not the one that made a library's vectors."""


class LibraryError(QuothError):
    """A library cannot be opened, written or is of another version."""


class NoLibraryError(LibraryError):
    """There is no library at that place, and none was to be made."""


class VectorsGoneError(LibraryError):
    """Vectors that were known when a document was prepared went with another document meanwhile; prepare it again."""


class UnknownDocumentError(QuothError, LookupError):
    """The library has no document of that id or path."""
