"""Mailboxes (.mbox) → their messages, one after the other, as mails; `>From ` unquoted as in mboxrd (RFC 4155)."""

import email.utils
import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from pathlib import Path

from index.documents.datatypes import Failure
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.mail.parts import dated, file_stem, subject
from index.loading.member_names import MemberNames
from index.loading.members import Member

_FROM = re.compile(rb"^From [^\n]*\n(?=[!-9;-~]+:|>From )", re.M)
_TIME = re.compile(rb"\d\d:\d\d")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADERS = 256 * 1024  # bytes


def unpack(path: Path, data: bytes, bounds: Bounds) -> Iterator[Member | Failure]:
    """Each message as a mail named by its number and its subject. Raises LoadError where no message begins."""
    starts = [match.span() for match in _FROM.finditer(data) if _begins_message(data, match)]
    if not starts:
        raise LoadError(str(path), "It is not a mailbox: no line in it begins a message (From …).")
    if data[: starts[0][0]].strip():
        yield Failure(f"{path}/0000", "The text before the first message belongs to no message and was not read.")
    names = MemberNames(path)
    digits = max(4, len(str(len(starts))))
    for index, (start, headers) in enumerate(starts):
        bounds.page(index, len(starts))
        end = starts[index + 1][0] if index + 1 < len(starts) else len(data)
        mail = _QUOTED_FROM.sub(rb"\1", data[headers:end]).rstrip(b"\r\n") + b"\n"
        name, when = _named(mail)
        number = f"{index + 1:0{digits}}"
        yield Member(names.unique(f"{number} {name}".rstrip() + ".eml"), mail, when or _when_put(data[start:headers]))


def _begins_message(data: bytes, match: re.Match[bytes]) -> bool:
    """Whether a line `From …` before a header begins a message: behind a blank line, or with a time in it."""
    before = data[max(0, match.start() - 4) : match.start()]
    return not before or before.endswith((b"\n\n", b"\n\r\n")) or not before.strip() or bool(_TIME.search(match[0]))


def _named(mail: bytes) -> tuple[str, float | None]:
    """A mail's subject as a file's name, and its date, from its headers alone."""
    end = _HEADERS_END.search(mail, 0, _LONGEST_HEADERS)
    try:
        headers = BytesHeaderParser().parsebytes(mail[: end.start() if end else _LONGEST_HEADERS])
    except Exception:  # the email parser raises just anything on damaged headers; the mail itself is read all the same
        return "", None
    return file_stem(subject(headers)), dated(headers)


def _when_put(line: bytes) -> float | None:
    """The date in a line `From …`, which names no zone and is taken for UTC."""
    words = line.decode("latin-1").split(" ", 2)
    parsed = email.utils.parsedate_tz(words[2].strip()) if len(words) > 2 else None
    try:
        return float(email.utils.mktime_tz((*parsed[:9], parsed[9] or 0))) if parsed else None
    except (ValueError, OverflowError):
        return None
