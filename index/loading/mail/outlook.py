"""Outlook's messages (.msg, MS-OXMSG) → the same mail as an .eml file would be, by python-oxmsg, and read as one."""

from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import format_datetime
from pathlib import Path

from oxmsg import Message as OutlookMessage

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.mail.message import attached_files, document_of
from index.loading.mail.parts import parse
from index.loading.members import Member, inside

_ADDRESSEES = {1: "To", 2: "Cc"}  # by PidTagRecipientType
_RECIPIENT_TYPE = 0x0C15
_RTF = 0x1009  # PidTagRtfCompressed
_RICH_TEXT_ALONE = "Its text is kept as rich text alone, and was not read."
_FIRST_YEAR = 1980  # of a message that was sent; a draft's date is the beginning of Windows' time, 1601


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """The message: who wrote to whom, when and of what, and what it says. Raises LoadError for what is no message."""
    mail, warnings, _ = _taken_apart(path, data)
    return document_of(mail, path, data, bounds, media_type, warnings)


def unpack(path: Path, data: bytes, bounds: Bounds) -> Iterator[Member | Failure]:
    """The files attached to a message; a Failure for each that cannot be read, such as a message of Outlook's own."""
    mail, _, unread = _taken_apart(path, data)
    yield from attached_files(mail, path, bounds)
    for name in unread:
        yield Failure(
            str(inside(path, name)), "It is kept in the message as an object of Outlook's own. Save it apart."
        )


def _taken_apart(path: Path, data: bytes) -> tuple[Message, list[str], list[str]]:
    """The message as an .eml file would give it, what is known to be missing in it, and attachments without a file."""
    try:
        outlook = OutlookMessage.load(data)
        is_unread = not outlook.body and not outlook.html_body and _has_rtf(outlook)
        attachments = enumerate(outlook.attachments, 1)
        unread = [each.file_name or f"attachment {number}" for number, each in attachments if each.file_bytes is None]
        mail = _mail(outlook)
    except Exception as error:  # olefile and python-oxmsg raise errors of many kinds on damaged files, when asked
        raise LoadError(str(path), f"It is not an Outlook message, or it is damaged: {error}.") from error
    return parse(path, mail), [_RICH_TEXT_ALONE] * is_unread, unread


def _mail(outlook: OutlookMessage) -> bytes:
    """The message written out as a mail."""
    mail = EmailMessage()
    for name, words in _headers(outlook):
        if words:
            mail[name] = " ".join(words.split())
    if outlook.body:
        mail.set_content(outlook.body, cte="base64")
    if outlook.html_body and outlook.body:
        mail.add_alternative(outlook.html_body, subtype="html", cte="base64")
    elif outlook.html_body:
        mail.set_content(outlook.html_body, subtype="html", cte="base64")
    for number, attachment in enumerate(outlook.attachments, 1):
        if attachment.file_bytes is not None:
            name = attachment.file_name or f"attachment {number}"
            mail.add_attachment(attachment.file_bytes, "application", "octet-stream", filename=name)
    return mail.as_bytes()


def _headers(outlook: OutlookMessage) -> Iterator[tuple[str, str]]:
    written = {name.lower(): words for name, words in outlook.message_headers.items()}
    yield "From", written.get("from") or outlook.sender or ""
    for kind, name in _ADDRESSEES.items():
        yield name, written.get(name.lower()) or ", ".join(_addressed(outlook, kind))
    yield "Date", written.get("date") or _sent(outlook)
    yield "Subject", outlook.subject


def _sent(outlook: OutlookMessage) -> str:
    when = outlook.sent_date
    return format_datetime(when) if when and when.year >= _FIRST_YEAR else ""


def _addressed(outlook: OutlookMessage, kind: int) -> Iterator[str]:
    for recipient in outlook.recipients:
        if recipient.properties.int_prop_value(_RECIPIENT_TYPE) == kind:
            name, address = recipient.name or "", recipient.email_address or ""
            yield f"{name} <{address}>" if name and address and name != address else name or address


def _has_rtf(outlook: OutlookMessage) -> bool:
    return bool(outlook.properties.binary_prop_value(_RTF))
