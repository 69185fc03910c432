"""A file on disk → its bytes or their digest, refused in plain words where it cannot be read or is too large."""

import hashlib
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
        data = file.read()
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


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    try:
        if path.is_dir():
            raise LoadError(str(path), "This is a folder, not a file.")
        size = path.stat().st_size
        if not size:
            raise LoadError(str(path), "The file is empty.")
        check_size(path, size)
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise LoadError(str(path), f"The file cannot be read: {error.strerror or error}.") from error
