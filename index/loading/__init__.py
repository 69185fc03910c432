"""Path → Document. A family of formats is one module with `SUFFIXES` and `load`; add a module here to read more."""

from collections.abc import Callable, Iterator
from pathlib import Path

from index.datatypes import Document
from index.errors import LoadError
from index.loading import text

Loader = Callable[[Path, bytes], Document]

LARGEST_FILE = 64 * 2**20  # bytes

_LOADERS: dict[str, Loader] = {suffix: family.load for family in (text,) for suffix in family.SUFFIXES}


def load(path: Path) -> Document:
    """Reads one file: `parse(path, read(path))`. Raises LoadError."""
    return parse(path, read(path))


def parse(path: Path, data: bytes) -> Document:
    """A file's bytes as a document, whose id is made of path and bytes and whose title is its own.

    Raises LoadError for bytes that are not what the file's suffix says, and for a kind of file that is not read.
    """
    loader = _LOADERS.get(path.suffix.lower())
    if loader is None:
        known = ", ".join(sorted(suffix for suffix in _LOADERS if suffix))
        raise LoadError(str(path), f"Quoth does not read {path.suffix} files. It reads {known}.")
    return loader(path, data)


def files_in(folder: Path) -> Iterator[Path]:
    """Every file below `folder` in a fixed order; hidden files and links are left out, so none is read twice."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and not path.is_symlink():
            yield path


def path_is(path: Path, what: Callable[[Path], bool]) -> bool:
    """What a path is; False for one that the system cannot even look up, such as one too long."""
    try:
        return what(path)
    except (OSError, ValueError):
        return False


def read(path: Path) -> bytes:
    """A file's bytes. Raises LoadError for a file that is missing, unreadable, empty or too large."""
    try:
        if path.is_dir():
            raise LoadError(str(path), "This is a folder, not a file.")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise LoadError(
                str(path),
                f"The file has {size / 2**20:,.0f} MB; the most that is read is {LARGEST_FILE // 2**20} MB. Split it.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise LoadError(str(path), f"The file cannot be read: {error.strerror or error}.") from error
    if not data.strip():
        raise LoadError(str(path), "The file is empty.")
    return data
