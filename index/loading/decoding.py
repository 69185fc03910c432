"""Bytes in any encoding people use → text, every character kept as it is in the file.

charset-normalizer guesses the encoding where neither of the two certain signs is there: a byte order mark, valid UTF-8.
"""

import codecs
import re
from pathlib import Path

from charset_normalizer import CharsetMatch, from_bytes

from index.errors import LoadError

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
_UNSURE = 0.02, 0.3  # charset-normalizer's mess above which, and likeness to a language below which, a guess is weak


def decode(path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    """A file's text without its byte order mark, line ends as they are, and a warning where its encoding is unsure.

    Raises LoadError when the bytes are not text.
    """
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    warnings: tuple[str, ...] = ()
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text, warnings = _decode_by_guess(path, data)
    text = text.removeprefix("\ufeff")
    if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        text, warnings = _decode_by_guess(path, data, only_wide=True)
    if not text.strip():
        raise LoadError(str(path), "The file contains no text, only blanks.")
    return text, warnings


def _decode_by_guess(path: Path, data: bytes, only_wide: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text in the encoding that charset-normalizer finds least like a mess (`only_wide`: UTF-16 or UTF-32)."""
    best, encoding = _guess_encoding(data, _WIDE if only_wide else None)
    try:
        text = data.decode(encoding) if encoding else ""
    except UnicodeDecodeError:
        text = ""
    if best is None or not text or (only_wide and _CONTROL.search(text)):
        reason = "The file is not text: it looks binary, or its encoding is unknown. Save it as UTF-8."
        raise LoadError(str(path), reason)
    if best.chaos <= _UNSURE[0] and best.coherence >= _UNSURE[1]:
        return text, ()
    return text, (
        f"Its encoding was guessed ({encoding}), with little to go by. If letters look wrong, save it as UTF-8.",
    )


def _guess_encoding(data: bytes, among: list[str] | None) -> tuple[CharsetMatch | None, str]:
    """The best guess, and the most likely encoding: where several are about as likely, the one more people have."""
    sample = data[:_SEEN_BY_THE_DETECTOR]
    guesses = list(from_bytes(sample, cp_isolation=among))
    if not guesses:
        return None, ""
    mostly_ascii = sum(byte < 0x80 for byte in sample) > 0.6 * len(sample)
    best, margin = guesses[0], _AS_LIKELY if mostly_ascii else 0.0
    equals = [
        name
        for guess in guesses
        if guess.chaos <= best.chaos + margin and (margin or guess.coherence == best.coherence)
        for name in guess.could_be_from_charset
    ]
    usual = ("cp1252", "gb18030") if mostly_ascii else ("gb18030", "cp1251")
    return best, next((name for name in usual if name in equals), best.encoding)
