"""A file's bytes → every document in it, each by the module of its format, containers inside containers too."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from index.documents.datatypes import Document, Failure
from index.errors import LoadError, NoTextError
from index.loading.bounds import Bounds
from index.loading.dating import dated
from index.loading.files import check_size, read
from index.loading.members import Member, inside
from index.loading.packages import packaged
from index.loading.registry import PLAIN_TEXT, Format, by_first_bytes, by_suffix, named_suffixes

_LOOKED_AT = 4096  # bytes of a file of no known format that tell whether it is text
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def documents(path: Path, data: bytes, bounds: Bounds | None = None) -> Iterator[Document | Failure]:
    """Every document in one file's bytes, and what in it could not be read, in order.

    Raises LoadError when the file itself cannot be read: damaged, of no known format, beyond its bounds.
    """
    yield from _documents(path, data, bounds or Bounds(), str(path), 0)


def load(path: Path) -> Document:
    """The one document in a file, read here and now. Raises LoadError for a file that holds several, too."""
    loaded = list(documents(path, read(path)))
    if len(loaded) != 1:
        raise LoadError(str(path), f"It holds {len(loaded)} documents, not one. Add it to a library to read them all.")
    if isinstance(loaded[0], Failure):
        raise LoadError(str(path), loaded[0].reason)
    return loaded[0]


def bytes_at(path: Path, file: Path, data: bytes) -> bytes:
    """The bytes of the document at `path`, which lies in `file`, whose bytes are `data`.

    Raises LoadError when it is not there.
    """
    if path == file:
        return data
    container = format_of(file, data)
    for member in container.unpacker().unpack(file, data, Bounds()) if container.is_container else ():
        if isinstance(member, Member) and path.is_relative_to(inside(file, member.name)):
            return bytes_at(path, inside(file, member.name), member.data)
    raise LoadError(str(path), f"It is no longer in {file}.")


def is_plain(path: Path) -> bool:
    """Whether a file is only decoded, not parsed, so that nothing in it can do harm; by its suffix.

    False for a file without a suffix, since its first bytes may make it a PDF or an archive.
    """
    known = by_suffix(path)
    return known is not None and known.is_plain and path.suffix != ""


def format_of(path: Path, data: bytes) -> Format:
    """The format of a file by what is packed in it, its suffix, or its first bytes; plain text where they say nothing.

    Raises LoadError for bytes of a format that is not read, or of an unknown one, that are not text.
    """
    inside_of_it = packaged(path, data)
    if inside_of_it:
        return inside_of_it
    known = by_suffix(path)
    if known and path.suffix:
        return known
    recognised = by_first_bytes(data)
    if recognised or known:
        return recognised or PLAIN_TEXT
    if b"\0" in data[:_LOOKED_AT] and not data.startswith(_UTF16_MARKS):
        named = f"{', '.join(named_suffixes())}, and source code"
        raise LoadError(str(path), f"Quoth does not read {path.suffix.lower()} files. It reads {named}.")
    return PLAIN_TEXT


def _documents(path: Path, data: bytes, bounds: Bounds, file: str, depth: int) -> Iterator[Document | Failure]:
    known = format_of(path, data)
    textless: LoadError | None = None
    if known.is_document:
        check_size(path, len(data))
        try:
            yield replace(known.loader().load(path, data, bounds, known.media_type), file=file)
        except NoTextError as error:
            textless = error
    for member in known.unpacker().unpack(path, data, bounds) if known.is_container else ():
        if textless:
            yield Failure(str(path), textless.reason)
            textless = None
        bounds.member(file)
        yield from [member] if isinstance(member, Failure) else _member(path, member, bounds, file, depth + 1)
    if textless:
        raise textless


def _member(container: Path, member: Member, bounds: Bounds, file: str, depth: int) -> Iterator[Document | Failure]:
    """The documents in one file of a container; one that cannot be read does not stop the others."""
    path = inside(container, member.name)
    try:
        bounds.deep(str(path), depth)
        for loaded in _documents(path, member.data, bounds, file, depth):
            yield dated(loaded, member.modified)
    except LoadError as error:
        if error.path == file:  # a bound of the whole file
            raise
        yield Failure(str(path), error.reason)
