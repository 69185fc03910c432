"""Bytes that name their own charset, as pages and mails do → text; a false or unknown name stops nothing."""

import codecs
import re
from pathlib import Path

from index.errors import LoadError
from index.loading.decoding import decode
from index.loading.unread import counted

_MEANT = {
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What browsers read, and writers mean, by a charset's name (WHATWG Encoding Standard)."""
_NO_CHARSET = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined", "mbcs", "oem"}
)
_MOST_BROKEN = 0.02  # of a text's characters, up to which its charset is still believed


def decode_as(path: Path, data: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    """The text of `data`, by the charset it names, and a warning for what in it could not be read.

    Raises LoadError when the bytes are not text in their own charset or any other.
    """
    codec = _codec(charset)
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or not codec:
        return decode(path, data)
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
    broken = text.count("\ufffd")
    if broken <= _MOST_BROKEN * len(text):
        return text, (_broken(broken),)
    try:
        return decode(path, data)
    except LoadError:
        if broken > len(text) // 4:
            raise
        return text, (_broken(broken),)


def _broken(count: int) -> str:
    return f"{counted(count, 'character')} broken and could not be read."


def _codec(charset: str) -> str:
    """Python's name for a charset; empty for one that it does not know or that is none."""
    try:
        name = codecs.lookup(re.sub(r"^x-(?=sjis|gbk|euc)", "", charset.strip(" \t\"';").lower())).name
        "".encode(name)
    except (LookupError, ValueError):
        return ""
    name = _MEANT.get(name, name)
    return "" if name in _NO_CHARSET else name
