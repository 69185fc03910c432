"""File → documents. A family of formats is one module here with `load`, or `unpack` where a file holds several.

To read more, add a module and name it, with its suffixes, in `FAMILIES` or `CONTAINERS`.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from io import BufferedReader
from pathlib import Path

from index.adding.folders import belongs, files_in
from index.adding.progress import Failure
from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import LARGEST_FILE, LARGEST_TEXT, Bounds
from index.loading.members import Member, inside

__all__ = [
    "LARGEST_FILE",
    "LARGEST_TEXT",
    "SUFFIXES",
    "Bounds",
    "belongs",
    "bytes_of",
    "dated",
    "digest",
    "documents",
    "files_in",
    "is_plain",
    "load",
    "path_is",
    "read",
]

FAMILIES: dict[str, tuple[str, ...]] = {
    "text": (".txt", ".text", ".md", ".markdown", ""),
    "pdf.document": (".pdf",),
    "office.word": (".docx",),
    "office.slides": (".pptx",),
    "office.sheets": (".xlsx", ".xlsm"),
    "opendocument.document": (".odt", ".ods", ".odp"),
    "richtext.document": (".rtf",),
    "csv": (".csv", ".tsv"),
    "web.html": (".html", ".htm", ".xhtml", ".mhtml", ".mht"),
    "web.epub": (".epub",),
    "mail.message": (".eml",),
    "json": (".json", ".jsonl", ".ndjson"),
    "code": tuple(
        ".py .pyi .js .mjs .ts .tsx .jsx .java .c .h .cc .cpp .hpp .cs .go .rs .rb .php .swift .kt .scala .r .jl .lua "
        ".pl .sh .bash .ps1 .sql .css .scss .xml .yaml .yml .toml .ini .cfg .conf .tex .bib .rst .org .log "
        ".srt .vtt".split()
    ),
}
"""A module each → the suffixes of the files that its `load(path, data, bounds)` makes a document of."""

CONTAINERS: dict[str, tuple[str, ...]] = {
    "archive": (".zip",),
    "mail.mailbox": (".mbox",),
    "mail.message": (".eml",),
}
"""A module each → the suffixes of the files that its `unpack(path, data, bounds)` takes further files out of."""

_FAMILY_OF = {suffix: family for family, suffixes in FAMILIES.items() for suffix in suffixes}
_CONTAINER_OF = {suffix: family for family, suffixes in CONTAINERS.items() for suffix in suffixes}
SUFFIXES = frozenset((*_FAMILY_OF, *_CONTAINER_OF))
_TEXT_THROUGHOUT = frozenset({"text", "code", "csv", "json", "web.html", "richtext.document"})
_SIGNATURES = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"PK\x03\x04", ".zip"),
    (b"From ", ".mbox"),
    (b"<!doctype html", ".html"),
    (b"<html", ".html"),
)


def documents(path: Path, data: bytes, bounds: Bounds | None = None) -> Iterator[Document | Failure]:
    """Every document in one file's bytes, and what in it could not be read, in order.

    Raises LoadError when the file itself cannot be read: damaged, of no known kind, beyond its bounds.
    """
    yield from _documents(path, data, bounds or Bounds(), str(path), 0)


def load(path: Path) -> Document:
    """The one document in a file, read here and now. Raises LoadError, for a file that holds several too."""
    found = list(documents(path, read(path)))
    if len(found) != 1 or isinstance(found[0], Failure):
        raise LoadError(str(path), found[0].reason if len(found) == 1 else f"It holds {len(found)} documents.")  # type: ignore[union-attr]
    return found[0]


def dated(found: Document | Failure, modified: float | None) -> Document | Failure:
    """A document with the date of the file it came from, unless it says its own."""
    if isinstance(found, Failure) or found.modified is not None:
        return found
    return replace(found, modified=modified)


def bytes_of(file: Path, data: bytes, wanted: Path) -> bytes:
    """The bytes of the document at `wanted`, which lies in a file's `data`. Raises LoadError when it is not there."""
    if wanted == file:
        return data
    family = _CONTAINER_OF.get(_suffix(file, data))
    for member in import_module(f"index.loading.{family}").unpack(file, data, Bounds()) if family else ():
        path = inside(file, member.name) if isinstance(member, Member) else None
        if path and wanted.is_relative_to(path):
            return bytes_of(path, member.data, wanted)
    raise LoadError(str(wanted), f"It is no longer in {file}.")


def is_plain(path: Path) -> bool:
    """Whether a file is only decoded, not parsed, so that nothing in it can do harm."""
    return path.suffix.lower() in _FAMILY_OF and _FAMILY_OF[path.suffix.lower()] in ("text", "code")


def path_is(path: Path, what: Callable[[Path], bool]) -> bool:
    """What a path is; False for one that the system cannot even look up, such as one too long."""
    try:
        return what(path)
    except (OSError, ValueError):
        return False


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


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    try:
        if path.is_dir():
            raise LoadError(str(path), "This is a folder, not a file.")
        size = path.stat().st_size
        if not size:
            raise LoadError(str(path), "The file is empty.")
        _check_size(path, size)
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise LoadError(str(path), f"The file cannot be read: {error.strerror or error}.") from error


def _check_size(path: Path, size: int) -> None:
    family = _FAMILY_OF.get(path.suffix.lower(), "text" if path.suffix.lower() not in SUFFIXES else "")
    most = LARGEST_TEXT if family in _TEXT_THROUGHOUT else LARGEST_FILE
    if size > most:
        raise LoadError(
            str(path), f"The file has {size / 2**20:,.0f} MB; the most that is read is {most // 2**20} MB. Split it."
        )


def _documents(path: Path, data: bytes, bounds: Bounds, file: str, depth: int) -> Iterator[Document | Failure]:
    suffix = _suffix(path, data)
    if suffix in _FAMILY_OF:
        _check_size(path, len(data))
        yield replace(import_module(f"index.loading.{_FAMILY_OF[suffix]}").load(path, data, bounds), file=file)
    if suffix in _CONTAINER_OF:
        for member in import_module(f"index.loading.{_CONTAINER_OF[suffix]}").unpack(path, data, bounds):
            bounds.member(file)
            yield from [member] if isinstance(member, Failure) else _member(path, member, bounds, file, depth + 1)


def _member(container: Path, member: Member, bounds: Bounds, file: str, depth: int) -> Iterator[Document | Failure]:
    """The documents in one file of a container; that it cannot be read does not stop the others."""
    path = inside(container, member.name)
    try:
        bounds.deep(str(path), depth)
        for found in _documents(path, member.data, bounds, file, depth):
            yield dated(found, member.modified)
    except LoadError as error:
        if error.path == file:  # a bound of the whole file
            raise
        yield Failure(str(path), error.reason)


def _suffix(path: Path, data: bytes) -> str:
    """The suffix that a file is read by: its own, else what its first bytes say, else that of plain text."""
    own = path.suffix.lower()
    if own in SUFFIXES and own:
        return own
    start = data[:64].lstrip().lower()
    told = next((suffix for mark, suffix in _SIGNATURES if start.startswith(mark.lower())), "")
    if told or not own:
        return told
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        known = ", ".join(sorted(suffix for suffix in SUFFIXES if suffix and suffix not in FAMILIES["code"]))
        raise LoadError(str(path), f"Quoth does not read {own} files. It reads {known}, and source code.")
    return ""
