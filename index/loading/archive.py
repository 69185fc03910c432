"""ZIP archives → the files in them, in the archive's order; nothing is written out to disk."""

import calendar
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from index.documents.datatypes import Failure
from index.errors import LoadError
from index.loading.bounds import LARGEST_FILE, Bounds
from index.loading.member_names import MemberNames
from index.loading.members import Member, inside, is_hidden

_MEMBER = b"PK\x03\x04"  # begins a member, and so an archive with nothing in front of it
_ENCRYPTED = 0x1
_NAME_IN_UTF8 = 0x800
_UNIX = 3  # a member's `create_system`
_CHINESE = re.compile(rb"[\x20-\x7e]*(?:(?:[\xb0-\xf7][\xa1-\xfe]){2,}[\x20-\x7e]*)+")  # GB 2312's words among ASCII


def unpack(path: Path, data: bytes, bounds: Bounds) -> Iterator[Member | Failure]:
    """The files in an archive, hidden ones left out; a Failure for each that cannot be read.

    Raises LoadError for an archive that is damaged as a whole, or a bomb.
    """
    archive = bounds.zipped(str(path), data)
    members = archive.infolist()
    if data.startswith(_MEMBER) and min((member.header_offset for member in members), default=0) > 0:
        # cut short behind an archive in it, whose list of members `zipfile` takes for that of the whole
        raise LoadError(str(path), "The file is damaged or cut short.")
    names = MemberNames(path)
    for number, member in enumerate(members):
        bounds.page(number, len(members))
        name = _name(member)
        if not member.is_dir() and not is_hidden(name):
            yield _member(archive, member, names.unique(name), path)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, path: Path) -> Member | Failure:
    reason = _why_not(member)
    if not reason:
        try:
            return Member(name, archive.read(member), _modified(member))
        except NotImplementedError:
            reason = "It is compressed in a way that Quoth does not know. Unpack the archive first."
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, ArithmeticError) as error:
            reason = f"It is damaged in the archive: {error}."
        except Exception as error:  # lzma and bz2 raise errors of their own, and more on hostile streams
            reason = f"It is damaged in the archive: {error}."
    return Failure(str(inside(path, name)), reason)


def _why_not(member: zipfile.ZipInfo) -> str:
    """Why a member is not read; empty where nothing speaks against it."""
    if member.flag_bits & _ENCRYPTED:
        return "It is protected by a password. Unpack the archive first."
    if member.create_system == _UNIX and stat.S_ISLNK(member.external_attr >> 16):
        return "It is a link, not a file."
    if member.file_size > LARGEST_FILE:
        size, most = member.file_size / 2**20, LARGEST_FILE // 2**20
        return f"It is {size:,.0f} MB; Quoth reads at most {most} MB. Split it."
    return ""


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name, that of an old archive in UTF-8 or Chinese where it can be nothing else, else in DOS's cp437."""
    if member.flag_bits & _NAME_IN_UTF8 or member.filename.isascii():
        return member.filename
    try:
        written = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb2312") if _CHINESE.fullmatch(written) else ("utf-8",):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _modified(member: zipfile.ZipInfo) -> float | None:
    """The date that the archive gives, taken for UTC since it names no zone; None for the year that means no date."""
    try:
        return float(calendar.timegm((*member.date_time, 0, 0, 0))) if member.date_time[0] > 1980 else None
    except (ValueError, OverflowError):
        return None
