"""A mail's headers and parts: which are its text, which are files attached to it, which are neither.

The email package is made for mails that keep the rules; here damaged ones are read as far as they go.
"""

import base64
import email
import quopri
import re
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from index.errors import LoadError
from index.loading.composing import flat
from index.loading.registry import by_media_type
from index.loading.unread import counted

_LONGEST_NAME = 120  # characters of a name made from a subject
_FIRST_HEADER = 1_000  # bytes within which a mail's first header has its colon
_LONGEST_HEADER = 100_000  # characters in which encoded words are decoded; the standard library takes quadratic time
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_SEALED = frozenset({"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
Body = tuple[list[Message], list[Message]]


class Parts:
    """A mail's parts, told apart. `bodies` are its texts, each as plain text and as HTML, one of them empty or not."""

    def __init__(self, message: Message) -> None:
        self.bodies: list[Body] = []
        self.attached: list[Message] = []
        self._pictures = 0
        self._sealed = False
        waiting: list[tuple[Message, Body | None]] = [(message, None)]
        while waiting:
            part, body = waiting.pop()
            kind, below = part.get_content_type(), part.get_payload()
            if isinstance(below, list) and kind.startswith("multipart/"):
                if kind == "multipart/alternative" and body is None:
                    body = ([], [])
                    self.bodies.append(body)
                waiting += [(inner, body) for inner in reversed(below) if isinstance(inner, Message)]
            else:
                self._sort(part, kind, body)

    @property
    def warnings(self) -> list[str]:
        """What in the mail is not read, in plain words."""
        warnings = []
        if self._pictures:
            warnings.append(f"{counted(self._pictures, 'picture')} not read; text in pictures is missing.")
        if self._sealed:
            warnings.append("The email, or part of it, is encrypted or sealed (S/MIME or PGP) and was not read.")
        return warnings

    def _sort(self, part: Message, kind: str, body: Body | None) -> None:
        """Puts a part that holds no others where it belongs."""
        attached = part.get_content_disposition() == "attachment" or bool(_file_name(part))
        if kind in _SIGNATURES:
            return
        if kind in _SEALED:
            self._sealed = True
        elif kind.startswith("image/") and part.get_content_disposition() != "attachment":
            self._pictures += 1
        elif kind in ("text/plain", "text/html") and not attached:
            if body is None:
                body = ([], [])
                self.bodies.append(body)
            body[kind == "text/html"].append(part)
        else:
            self.attached.append(part)


def parse(path: Path, data: bytes) -> Message:
    """The mail in `data`. Raises LoadError for one so damaged that it cannot be taken apart."""
    try:
        return email.message_from_bytes(data)
    except Exception as error:  # the email parser raises just anything on damaged or deeply nested mails
        raise LoadError(str(path), f"The email is damaged: {error}.") from error


def header(message: Message, name: str) -> str:
    """A header's words on one line, its encoded words decoded; several of one name are joined."""
    return flat(_decoded(", ".join(str(value) for key, value in message.raw_items() if key.lower() == name.lower())))


def subject(message: Message) -> str:
    """The mail's subject; empty where it has none."""
    return header(message, "Subject")


def dated(message: Message) -> float | None:
    """When a mail says that it was sent, in seconds since 1970; None where it does not say so."""
    try:
        return parsedate_to_datetime(header(message, "Date")).timestamp()
    except Exception:  # the standard library raises TypeError, IndexError, OverflowError and more on damaged dates
        return None


def attached_name(part: Message, number: int) -> str:
    """The name of an attached file, or one made from its subject or its number and its type."""
    name = _file_name(part)
    if name:
        return name
    kind = part.get_content_type()
    if kind.startswith("message/") and isinstance(part.get_payload(), list) and part.get_payload():
        inner = part.get_payload(0)
        if _is_encoded(part):
            inner = email.message_from_bytes(content_of(part) or b"")
        words = subject(inner) if isinstance(inner, Message) else ""
        return f"{file_stem(words) or f'mail {number}'}{_suffix(kind) or '.txt'}"
    return f"attachment {number}{_suffix(kind) or ('.txt' if kind.startswith('text/') else '')}"


def _suffix(media_type: str) -> str:
    """The suffix of an attached file that has a type and no name; empty for a type that is not read."""
    known = by_media_type(media_type)
    return known.suffixes[0] if known else ""


def file_stem(words: str) -> str:
    """Words as a file's name may hold them, shortened."""
    return re.sub(r"[/\\:\s]+", " ", flat(words))[:_LONGEST_NAME].strip(" .")


def content_of(part: Message) -> bytes | None:
    """What a part holds, its transfer encoding undone; None where it is damaged."""
    try:
        below = part.get_payload()
        if isinstance(below, list) and _is_encoded(part):
            return _undone(part, b"\n".join(inner.as_bytes() for inner in below if isinstance(inner, Message)))
        if isinstance(below, list):
            return b"\n".join(inner.as_bytes() for inner in below if isinstance(inner, Message))
        content = part.get_payload(decode=True)
    except Exception:  # the email package raises just anything on damaged parts, when writing them out again too
        return None
    return content if isinstance(content, bytes) else None


def _is_encoded(part: Message) -> bool:
    """Whether an attached mail is encoded as a whole, which RFC 2046 forbids and mail programs do."""
    encoding = str(part.get("Content-Transfer-Encoding") or "").strip().lower()
    return encoding in ("base64", "quoted-printable") and part.get_content_type().startswith("message/")


def _undone(part: Message, written: bytes) -> bytes:
    """The bytes of a mail that was encoded as a whole: taken for a mail, its encoded text was all body or headers."""
    if str(part.get("Content-Transfer-Encoding")).strip().lower() == "quoted-printable":
        return quopri.decodestring(written)
    try:
        mail = base64.b64decode(written)  # leaves out whatever is not of its alphabet
    except ValueError:
        return written
    return mail if b":" in mail[:_FIRST_HEADER] else written


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename("")
    except Exception:  # the email package raises just anything on damaged parameters
        return "damaged name"
    return flat(_decoded(str(name))) if name else ""


def _decoded(written: str) -> str:
    """A header's text: its raw bytes taken for UTF-8, else Windows-1252, and its encoded words decoded (RFC 2047)."""
    raw = written.encode("utf-8", "surrogateescape")
    try:
        written = raw.decode("utf-8")
    except UnicodeDecodeError:
        written = raw.decode("cp1252", "replace")
    if "=?" not in written or len(written) > _LONGEST_HEADER:
        return written
    try:
        return str(make_header(decode_header(re.sub(r"\r?\n", "", written))))
    except Exception:  # an unknown charset, broken base64: what is written stands for itself
        return written
