"""Plain text and Markdown in any encoding people have → Document, every character kept as it stands in the file.

Encodings are told by charset-normalizer, after the two certain signs: a byte order mark, and valid UTF-8.
"""

import codecs
import hashlib
import re
from pathlib import Path

from charset_normalizer import from_bytes

from index.datatypes import Document, document_id
from index.errors import LoadError
from index.outline import MARKDOWN, heading_text, headings
from index.sentences import sentences

SUFFIXES = (".txt", ".text", ".md", ".markdown", "")

_MEDIA_TYPES = {".md": MARKDOWN, ".markdown": MARKDOWN}
_LONGEST_TITLE = 100  # characters
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEEN_BY_THE_DETECTOR = 256 * 1024  # bytes
_AS_LIKELY = 0.1  # of charset-normalizer's measure of mess, within which a Western text is taken for Windows-1252
_WIDE = ["utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be"]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.002  # of all characters; text has next to none


def load(path: Path, data: bytes) -> Document:
    """A document whose text is the file's, decoded, without its byte order mark; line ends are left as they are.

    Raises LoadError when the bytes are no text.
    """
    text = _decode(path, data)
    sha256 = hashlib.sha256(data).hexdigest()
    media_type = _MEDIA_TYPES.get(path.suffix.lower(), "text/plain")
    return Document(
        id=document_id(path, sha256),
        title=_title(text, media_type) or path.name,
        path=str(path),
        media_type=media_type,
        sha256=sha256,
        text=text,
    )


def _decode(path: Path, data: bytes) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = _decode_by_guess(path, data)
    text = text.removeprefix("\ufeff")
    if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        text = _decode_by_guess(path, data, only_wide=True)
    if not text.strip():
        raise LoadError(str(path), "The file holds no text, only blanks.")
    return text


def _decode_by_guess(path: Path, data: bytes, only_wide: bool = False) -> str:
    """The text in the encoding that charset-normalizer finds least like a mess (`only_wide`: UTF-16 or UTF-32)."""
    encoding = _guess_encoding(data, _WIDE if only_wide else None)
    try:
        text = data.decode(encoding) if encoding else ""
    except UnicodeDecodeError:
        text = ""
    if text and not (only_wide and _CONTROL.search(text)):
        return text
    raise LoadError(str(path), "The file is not text: it looks binary, or its encoding is unknown. Save it as UTF-8.")


def _guess_encoding(data: bytes, among: list[str] | None) -> str | None:
    """The most likely encoding; where several are about as likely, the one that more people have."""
    sample = data[:_SEEN_BY_THE_DETECTOR]
    guesses = list(from_bytes(sample, cp_isolation=among))
    if not guesses:
        return None
    mostly_ascii = sum(byte < 0x80 for byte in sample) > 0.6 * len(sample)
    best, margin = guesses[0], _AS_LIKELY if mostly_ascii else 0.0
    equals = [
        name
        for each in guesses
        if each.chaos <= best.chaos + margin and (margin or each.coherence == best.coherence)
        for name in each.could_be_from_charset
    ]
    usual = ("cp1252", "gb18030") if mostly_ascii else ("gb18030", "cp1251")
    return next((name for name in usual if name in equals), best.encoding)


def _title(text: str, media_type: str) -> str:
    """The document's first Markdown heading, or its first line, cut at a word when it is long."""
    found = headings(text, media_type) if media_type == MARKDOWN else []
    first = heading_text(text, found[0]) if found else ""
    if not first:
        start, end = next(sentences(text), (0, 0))
        first = " ".join(text[start:end].split())
    if len(first) <= _LONGEST_TITLE:
        return first
    return first[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
