"""Bytes that do not say their encoding → the encoding that they are most likely in, and whether that is sure.

chardet weighs the letter pairs of some fifty languages in each of its encodings. What it cannot tell apart, because
the text is short or two readings are about as good, is said to be unsure.
"""

import codecs
import re
from dataclasses import dataclass

import chardet

_SAMPLE = 64 * 1024  # bytes that are looked at, of the lines that are not ASCII alone
_USUAL = tuple(
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp737 cp850 cp852 cp855 cp857 cp862 cp866 "
    "cp874 iso8859-1 iso8859-2 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-13 iso8859-15 "
    "koi8-r koi8-u mac-roman mac-latin2 mac-cyrillic mac-greek cp932 shift_jis_2004 euc_jis_2004 gb18030 "
    "big5hkscs cp949".split()
)
"""What people's files are in. chardet knows others, which share so many letters with these that they hide them."""
_MEANT = {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "ascii": "cp1252", "shift_jis": "cp932", "big5": "big5hkscs"}
"""The larger set that writers mean by a name (WHATWG Encoding Standard)."""
_SURE = 0.25  # chardet's confidence; of 456 samples of 60 to 2,000 characters none that is sure by these was wrong
_WEAK = 0.2  # a confidence below which next to nothing is known
_STRONG = 0.4
_AS_GOOD = 0.93, 0.97  # of the best reading's confidence, from which another casts doubt on it; the latter above 0.4
_LITTLE = 0.15, 0.85  # a confidence below which, and a share of it from which, Windows-1252 is taken as most files are
_NEXT_TO_NOTHING = 3, 0.35  # bytes beyond ASCII up to which chardet's confidence says little, and the share then
_OF_GB18030 = re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]")  # one letter; of all encodings only this has the like
_MOST_ASCII = 0.6  # of the bytes, in Western text
_FOREIGN = "\u0370-\u03ff\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0e00-\u0e7f"
_OUT_OF_PLACE = re.compile(
    rf"[a-zß-öø-ÿ][À-ÖØ-ÞŒŠŽŸ](?=[a-zß-öø-ÿ]|\b)|[A-Za-z](?:[^\w\s\x00-\x7f’·\u00ad]|[ˆ˜ªº])(?=[a-z])|[A-Za-z](?=[{_FOREIGN}])"
    rf"|[{_FOREIGN}](?=[A-Za-z])|[\x80-\x84\x86-\x9f]"
)
_MOST_OUT_OF_PLACE = 0.1  # of a reading's characters beyond ASCII


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding by Python's name, and whether nothing speaks for another."""

    encoding: str
    is_sure: bool


def guess(data: bytes) -> Guess | None:
    """The most likely encoding of bytes that are not UTF-8; None for what is no text."""
    sample = _sample(data)
    readings: list[tuple[float, str, str]] = []
    for found in chardet.detect_all(sample, ignore_threshold=True, include_encodings=_USUAL):
        name = _known(found["encoding"] or "")
        text = _reading(sample, name)
        if text:
            readings.append((_weighed(found["confidence"], text), name, text))
    if not readings:
        return None
    readings.sort(key=lambda reading: -reading[0])
    if readings[0][0] < _LITTLE[0] and _OF_GB18030.search(sample) and _reading(sample, "gb18030"):
        return Guess("gb18030", False)
    best = _preferred(sample, readings)
    others = [confidence for confidence, _, text in readings if text != best[2]]
    doubted_from = _AS_GOOD[best[0] >= _STRONG] * best[0]
    return Guess(best[1], best[0] >= _SURE and max(others, default=0.0) < doubted_from)


def _preferred(sample: bytes, readings: list[tuple[float, str, str]]) -> tuple[float, str, str]:
    """The best reading; Windows-1252 where there is next to nothing to go by."""
    best = readings[0]
    beyond = sum(byte >= 0x80 for byte in sample)
    share = 1.0
    if beyond <= _NEXT_TO_NOTHING[0] and best[0] < _WEAK:
        share = _NEXT_TO_NOTHING[1]
    elif best[0] < _LITTLE[0]:
        share = _LITTLE[1]
    if beyond >= (1 - _MOST_ASCII) * len(sample):
        return best
    usual = next((reading for reading in readings if reading[1] == "cp1252"), best)
    return usual if usual[2] == best[2] or (share < 1 and usual[0] >= share * best[0]) else best


def _weighed(confidence: float, text: str) -> float:
    """A reading's confidence, less for signs and capitals inside words, and for words in two scripts."""
    beyond = sum(character > "\x7f" for character in text)
    strange = sum(1 for _ in _OUT_OF_PLACE.finditer(text)) / max(1, beyond)
    return confidence if strange <= _MOST_OUT_OF_PLACE else confidence * (1 - min(1.0, strange)) / 2


def _reading(sample: bytes, name: str) -> str:
    """A sample as an encoding has it, without what was cut at its end; empty where it is not in that encoding."""
    if not name:
        return ""
    try:
        return codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return ""


def _known(name: str) -> str:
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return ""
    return _MEANT.get(known, known)


def _sample(data: bytes) -> bytes:
    """The lines of long data that are not ASCII alone, as many as are looked at."""
    if len(data) <= _SAMPLE or b"\0" in data[:_SAMPLE] or b"\x1b" in data:
        return data[:_SAMPLE]
    lines: list[bytes] = []
    length = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            length += len(line)
            if length >= _SAMPLE:
                break
    return b"".join(lines)[:_SAMPLE]
