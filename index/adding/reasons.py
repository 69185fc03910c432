"""Why a file was not added, whatever went wrong, in words for people."""

from pathlib import Path

from index.errors import LoadError, QuothError

_LONGEST = 300  # characters of an unforeseen error's own words, which can hold a whole file


def reason_of(error: BaseException) -> str:
    """A sentence that says why, without the file's path."""
    if isinstance(error, LoadError):
        return error.reason
    if isinstance(error, QuothError):
        return str(error)
    if isinstance(error, MemoryError):
        return "There is not enough memory to add it."
    if isinstance(error, OSError):
        return f"It could not be added: {error.strerror or type(error).__name__}."
    words = " ".join(str(error).split())[:_LONGEST].rstrip(".")
    return f"Something unforeseen went wrong: {type(error).__name__}{f': {words}' if words else ''}."


def printable(path: Path | str) -> str:
    """A path or a sentence as text that can be written anywhere: bytes that are not Unicode become escapes."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")
