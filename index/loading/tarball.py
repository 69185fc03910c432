"""Tar archives, and what gzip, bzip2 or xz has packed → the files in them, unpacked bit by bit, within bounds."""

import bz2
import gzip
import lzma
import re
import tarfile
import zlib
from collections.abc import Iterator
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import IO, cast

from index.documents.datatypes import Failure
from index.errors import LoadError
from index.loading.bounds import LARGEST_FILE, Bounds
from index.loading.member_names import MemberNames
from index.loading.members import Member, inside, is_hidden

_PACKERS = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\0", lzma.open))
_BROKEN = (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
_TAR_AT, _TAR = 257, b"ustar"
_SHORT_SUFFIXES = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}


def unpack(path: Path, data: bytes, bounds: Bounds) -> Iterator[Member | Failure]:
    """The files in an archive, hidden ones left out, or the one file that was packed; a Failure for what is no file.

    Raises LoadError for an archive that is damaged from its beginning, or a bomb.
    """
    opened = BufferedReader(_Unpacked(path, _opened(data), bounds))
    try:
        is_tar = opened.peek(_TAR_AT + len(_TAR))[_TAR_AT:].startswith(_TAR) or _is_named_tar(path)
        if is_tar:
            yield from _members(path, cast(IO[bytes], opened), bounds)
        else:
            yield Member(_inner_name(path), opened.read(LARGEST_FILE + 1))
    except _BROKEN as error:
        raise LoadError(str(path), f"The file is damaged or cut short: {error}.") from error


class _Unpacked(RawIOBase):
    """A packed file as it unpacks, each of its bytes spent from the bounds."""

    def __init__(self, path: Path, packed: IO[bytes], bounds: Bounds) -> None:
        self._path = str(path)
        self._packed = packed
        self._bounds = bounds

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes; raises LoadError beyond the bounds."""
        piece = self._packed.read(len(buffer))
        self._bounds.unpacked(self._path, len(piece))
        self._bounds.page(0, 1)
        buffer[: len(piece)] = piece
        return len(piece)


def _opened(data: bytes) -> IO[bytes]:
    for start, packer in _PACKERS:
        if data.startswith(start):
            opened: IO[bytes] = packer(BytesIO(data))  # type: ignore[assignment]
            return opened
    return BytesIO(data)


def _members(path: Path, opened: IO[bytes], bounds: Bounds) -> Iterator[Member | Failure]:
    names = MemberNames(path)
    found = 0
    with tarfile.open(fileobj=opened, mode="r|") as archive:
        for member in archive:
            found += 1
            bounds.page(found, found + 1)
            if member.isdir() or is_hidden(member.name):
                continue
            name = names.unique(member.name)
            reason = _why_not(member)
            content = None if reason else archive.extractfile(member)
            if content is None:
                yield Failure(str(inside(path, name)), reason or "It is a link or a device, not a file.")
            else:
                yield Member(name, content.read(), float(member.mtime) if member.mtime > 0 else None)
    if not found:
        raise LoadError(str(path), "The archive is empty, or it is damaged.")


def _why_not(member: tarfile.TarInfo) -> str:
    """Why a member is not read; empty where nothing speaks against it."""
    if not member.isreg():
        return "It is a link or a device, not a file."
    if member.size > LARGEST_FILE:
        return f"It is {member.size / 2**20:,.0f} MB; Quoth reads at most {LARGEST_FILE // 2**20} MB. Split it."
    return ""


def _is_named_tar(path: Path) -> bool:
    name = path.name.lower()
    return path.suffix.lower() in _SHORT_SUFFIXES or re.search(r"\.tar(?:\.\w+)?\Z", name) is not None


def _inner_name(path: Path) -> str:
    """The name of a file that was packed alone: notes.txt of notes.txt.gz."""
    return path.stem if Path(path.stem).suffix else f"{path.stem}.txt"
