"""What can go wrong between a file and a search. Every message says what happened, where, and what to do."""


class QuothError(Exception):
    """Any error that Quoth raises on purpose; its message can be shown to a user."""


class LoadError(QuothError):
    """A file could not be read as a document. `reason` says why, without the path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class NoTextError(LoadError):
    """A file was read and has no text of its own; other files in it may have."""


class ModelError(QuothError):
    """A model's weights or tokenizer are missing or damaged."""


class EmbedderError(QuothError):
    """An embedding model is missing, or is not the one that made a library's vectors."""


class LibraryError(QuothError):
    """A library cannot be opened or written, or is of another version."""


class NoLibraryError(LibraryError):
    """There is no library at that place, and none was to be created."""


class DamagedLibraryError(LibraryError):
    """A library's file is damaged, or is not one of Quoth's."""


class VectorsGoneError(LibraryError):
    """Vectors that a document was to share have been removed with another document; prepare it again."""


class UnknownDocumentError(QuothError, LookupError):
    """The library has no document with that id or path."""
