"""What SQLite, the disk or a damaged row says → a sentence that says what happened, where, and what to do."""

import inspect
import os
import shlex
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from index.errors import DamagedLibraryError, LibraryError
from index.search.vector_store import VectorStoreError

FILE_NAME = "library.sqlite"
WAIT = 30.0  # seconds for another process to finish its change
_DAMAGED_CODES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_SCHEMA)
_DAMAGED_WORDS = ("no such ", "malformed", "Could not decode", "wrong number of arguments", "vtable constructor failed")
_LOWER_BYTE = 0xFF  # the primary code of SQLite's extended result codes

Kept = TypeVar("Kept")


class DamagedRowError(ValueError):
    """A row of the library holds what Quoth never writes."""


@contextmanager
def decoding(what: str) -> Iterator[None]:
    """Raises DamagedRowError, with the name of `what` is decoded, where a value is not as Quoth writes it."""
    try:
        yield
    except sqlite3.Error:
        raise
    except Exception as error:  # whatever a decoder makes of bytes that anything may have written
        raise DamagedRowError(f"{what} is not as Quoth writes it ({type(error).__name__}: {error})") from error


def in_words(error: BaseException, folder: Path, done: str = "read") -> LibraryError:
    """The error of a library in `folder` that could not be `done` (opened, read, changed), in words."""
    reason, advice = _reason(error, folder)
    kind = DamagedLibraryError if is_damage(error) else LibraryError
    return kind(f"The library {folder} cannot be {done}: {reason}. {advice}")


def is_damage(error: BaseException) -> bool:
    """Whether an error comes of what the library's file holds, and not of the disk, the rights or other processes."""
    if isinstance(error, DamagedRowError | VectorStoreError | sqlite3.IntegrityError):
        return True
    if not isinstance(error, sqlite3.Error):
        return False
    return _code(error) in _DAMAGED_CODES or str(error).startswith(_DAMAGED_WORDS)


def damage_advice(folder: Path) -> str:
    """What to do about a damaged library."""
    return (
        f"`quoth doctor --check --library {shlex.quote(str(folder))}` says what is wrong and what can be rebuilt; "
        f"or put a copy of {FILE_NAME} back."
    )


def with_words(kept: type[Kept]) -> type[Kept]:
    """The class of a library whose public methods raise LibraryError where SQLite or a damaged row raises its own."""
    for name, method in list(vars(kept).items()):
        if inspect.isfunction(method) and not name.startswith("_"):
            setattr(kept, name, _worded(method))
    return kept


def _worded(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def asked(library: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return method(library, *arguments, **named)
        except (sqlite3.Error, DamagedRowError, VectorStoreError, MemoryError) as error:
            raise in_words(error, library.folder) from error
        except UnicodeEncodeError as error:
            raise LibraryError(
                f"The library cannot hold or look up {error.object!r:.80}: it is not text that can be written as UTF-8."
            ) from error

    return asked


def _reason(error: BaseException, folder: Path) -> tuple[str, str]:
    """Why, and what to do."""
    file, code = folder / FILE_NAME, _code(error)
    if is_damage(error):
        return f"{file} is damaged ({error})", damage_advice(folder)
    if isinstance(error, MemoryError) or code == sqlite3.SQLITE_NOMEM:
        return "there is not enough memory for it", "Close other programs and try again."
    if isinstance(error, OSError):
        return f"{error.filename or folder}: {error.strerror or error}", "Name another library with --library."
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"another process has been changing it for {WAIT:.0f} seconds", "Try again when it has finished."
    if code == sqlite3.SQLITE_READONLY:
        return "it may only be read here", "To change it, copy its folder to one of your own, and name that."
    if code == sqlite3.SQLITE_CANTOPEN:
        return _unopened(file)
    if code == sqlite3.SQLITE_FULL:
        return "the disk is full", "Free some space and try again; what was in the library is still there."
    if code == sqlite3.SQLITE_IOERR:
        return f"the disk reports an error ({error})", "Check the disk, then try again."
    return str(error), "Name another library with --library."


def _unopened(file: Path) -> tuple[str, str]:
    """Why SQLite could not open a file, and what to do."""
    if not os.access(file, os.R_OK):
        return f"you have no right to read {file}", "Get it from whoever owns the file, or name another with --library."
    if file.with_name(f"{FILE_NAME}-wal").exists() and not os.access(file.parent, os.W_OK):
        missing = f"its last changes are in {FILE_NAME}-wal, which can be read only where its folder may be written"
        return missing, "Copy the folder to one of your own, and name that."
    return f"{file} cannot be opened", "Look whether its disk is there, or name another with --library."


def _code(error: BaseException) -> int | None:
    """SQLite's primary result code; None where the error is Python's own."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _LOWER_BYTE
