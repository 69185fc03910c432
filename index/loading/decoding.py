"""Bytes in any encoding people use → text, every character kept as it is in the file.

Three signs are certain: a byte order mark, valid UTF-8, and the escape sequences of Japanese and Korean mail
(ISO-2022). Where there is none, the encoding is guessed, and a guess that is not sure is told.
"""

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

from index.errors import LoadError
from index.loading.guessing import guess
from index.loading.unread import counted

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ["utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be"]
_SEEN_BY_THE_DETECTOR = 256 * 1024  # bytes
_ESCAPED = ("iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_2004", "iso2022_kr")
_ESCAPE = re.compile(rb"\x1b\$[@B()AC]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.002  # of all characters; text has next to none
_MOST_BROKEN = 0.01  # of a text's characters, up to which a guess is still believed


def decode(path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    """A file's text without its byte order mark, line ends as they are, and a warning where its encoding is unsure.

    Raises LoadError when the bytes are not text.
    """
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None) or _escaped(data)
    warnings: tuple[str, ...] = ()
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text, warnings = _decode_by_guess(path, data)
    text = text.removeprefix("\ufeff")
    if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        text, warnings = _decode_wide(path, data), ()
    if not text.strip():
        raise LoadError(str(path), "The file contains no text, only blanks.")
    return text, warnings


def _escaped(data: bytes) -> str | None:
    """The ISO-2022 encoding whose escape sequences stand in bytes that are otherwise ASCII; None where none do."""
    if not _ESCAPE.search(data) or not data.isascii():
        return None
    for name in _ESCAPED:
        try:
            if "\x1b" not in data.decode(name):
                return name
        except UnicodeDecodeError:
            continue
    return None


def _decode_by_guess(path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    guessed = guess(data)
    text = data.decode(guessed.encoding, "replace") if guessed else ""
    broken = text.count("\ufffd")
    if guessed is None or broken > _MOST_BROKEN * len(text):
        return _decode_wide(path, data), ()
    warnings = [f"{counted(broken, 'character')} broken and could not be read."] if broken else []
    if not guessed.is_sure:
        warnings.append(
            f"Its encoding was guessed ({guessed.encoding}), with little to go by. "
            "If letters look wrong, save it as UTF-8."
        )
    return text, tuple(warnings)


def _decode_wide(path: Path, data: bytes) -> str:
    """Text in UTF-16 or UTF-32 without a byte order mark, as charset-normalizer finds it."""
    found = from_bytes(data[:_SEEN_BY_THE_DETECTOR], cp_isolation=_WIDE).best()
    try:
        text = data.decode(found.encoding) if found else ""
    except UnicodeDecodeError:
        text = ""
    if not text or _CONTROL.search(text):
        raise _no_text(path)
    return text


def _no_text(path: Path) -> LoadError:
    return LoadError(str(path), "The file is not text: it looks binary, or its encoding is unknown. Save it as UTF-8.")
