"""Outlook's messages (.msg, MS-OXMSG) → the same mail as an .eml file would be, by python-oxmsg, and read as one."""

from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from oxmsg import Message as OutlookMessage

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.mail.message import attached_files, document_of
from index.loading.mail.parts import parse
from index.loading.members import Member, inside

_ADDRESSEES = {1: "To", 2: "Cc"}  # by PidTagRecipientType
_RECIPIENT_TYPE = 0x0C15
_FIRST_YEAR = 1980  # of a message that was sent; a draft's date is the beginning of Windows' time, 1601
_RTF = 0x1009  # PidTagRtfCompressed


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """The message: who wrote to whom, when and of what, and what it says. Raises LoadError for what is no message."""
    outlook = _opened(path, data)
    body = outlook.body or outlook.html_body
    warnings = ["Its text is kept as rich text alone, and was not read."] if not body and _has_rtf(outlook) else []
    return document_of(_mail(path, outlook), path, data, bounds, media_type, warnings)


def unpack(path: Path, data: bytes, bounds: Bounds) -> Iterator[Member | Failure]:
    """The files attached to a message; a Failure for each that cannot be read, such as a message of Outlook's own."""
    outlook = _opened(path, data)
    yield from attached_files(_mail(path, outlook), path, bounds)
    for number, attachment in enumerate(outlook.attachments, 1):
        if attachment.file_bytes is None:
            name = attachment.file_name or f"attachment {number}"
            yield Failure(
                str(inside(path, name)), "It is kept inside the message as Outlook's own object. Save it apart."
            )


def _opened(path: Path, data: bytes) -> OutlookMessage:
    try:
        return OutlookMessage.load(data)
    except Exception as error:  # olefile and python-oxmsg raise errors of many kinds on damaged files
        raise LoadError(str(path), f"It is not an Outlook message, or it is damaged: {error}.") from error


def _mail(path: Path, outlook: OutlookMessage) -> Any:
    """The message as the email package has it, written out and parsed, so that it is what an .eml file would give."""
    mail = EmailMessage()
    try:
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
                kind = "application", "octet-stream"
                name = attachment.file_name or f"attachment {number}"
                mail.add_attachment(attachment.file_bytes, *kind, filename=name)
        return parse(path, mail.as_bytes())
    except LoadError:
        raise
    except Exception as error:  # python-oxmsg reads lazily: damage shows where a property is asked for
        raise LoadError(str(path), f"The message is damaged: {error}.") from error


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
