"""A file on disk → its bytes or their digest, refused in plain words where it cannot be read or is too large."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from index.errors import LoadError
from index.loading.bounds import LARGEST_FILE, LARGEST_TEXT
from index.loading.registry import by_suffix


def read(path: Path) -> bytes:
    """A file's bytes. Raises LoadError for a file that is missing, unreadable, empty or too large."""
    with _opened(path) as file:
        data = file.read(os.fstat(file.fileno()).st_size)  # and no further, should it grow meanwhile
    if not data.strip():
        raise LoadError(str(path), "The file is empty.")
    return data


def digest(path: Path) -> str:
    """The hex SHA-256 of a file's bytes, read a piece at a time. Raises LoadError as `read` does."""
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_size(path: Path, size: int) -> None:
    """Raises LoadError for a file of more bytes than are read; what has no known suffix may be no larger than text."""
    known = by_suffix(path)
    most = LARGEST_TEXT if known is None or known.is_text else LARGEST_FILE
    if size > most:
        raise LoadError(
            str(path), f"The file is {size / 2**20:,.0f} MB; Quoth reads at most {most // 2**20} MB. Split it."
        )


def path_is(path: Path, what: Callable[[Path], bool]) -> bool:
    """What a path is; False for one that the system cannot even look up, such as one too long."""
    try:
        return what(path)
    except (OSError, ValueError):
        return False


def kind_of(mode: int) -> str | None:
    """What a path is, by its `st_mode`, if it is no file: `a folder`, `a named pipe`; None for a file."""
    if stat.S_ISREG(mode):
        return None
    return next((words for kind, words in _KINDS.items() if stat.S_IFMT(mode) == kind), "something else")


_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """An open file that is one: looked at before it is opened, as opening a device can set it going, and again after.

    Opened without waiting, since a named pipe that took the file's place meanwhile would hold its reader for good.
    """
    try:
        _check_kind(path, path.stat().st_mode)
        with os.fdopen(os.open(path, os.O_RDONLY | _WITHOUT_WAITING), "rb") as file:
            found = os.fstat(file.fileno())
            _check_kind(path, found.st_mode)
            if not found.st_size:
                raise LoadError(str(path), "The file is empty.")
            check_size(path, found.st_size)
            yield file
    except OSError as error:
        raise LoadError(str(path), f"The file cannot be read: {error.strerror or error}.") from error


_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _check_kind(path: Path, mode: int) -> None:
    kind = kind_of(mode)
    if kind:
        raise LoadError(str(path), f"This is {kind}, not a file.")
