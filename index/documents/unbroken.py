"""Text as it stands in a file → text as it is read: words joined over line ends, nothing in it that is not drawn."""

import re
from collections.abc import Iterator

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # soft hyphens, zero-width blanks and joiners
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*(?:\r\n?|\n)[ \t]*(?=[^\W\d_A-ZÀ-ÖØ-Þ])")
"""At the end of a line, in a word that goes on in lower case."""
_PART_BEFORE, _PART_AFTER = re.compile(r"[^\W\d_]+\Z"), re.compile(r"[^\W\d_]+")
_LONGEST_PART = 60  # characters


def unbroken(text: str) -> str:
    """`text` for finding its words; quotes are cut from the text itself, which stays as it is in its file."""
    if "\n" in text or "\r" in text:
        text = _HYPHEN.sub("", text)
    return text if text.isascii() else _UNSEEN.sub("", text)


def unbroken_in_place(text: str) -> str:
    """`text`, as long as it was, for a tokenizer that drops zero-width blanks: they stand for hyphens at line ends."""
    if "\n" not in text and "\r" not in text:
        return text
    return _HYPHEN.sub(lambda hyphen: "\u200b" * len(hyphen[0]), text)


def broken_parts(text: str) -> Iterator[str]:
    """Both parts of each word that is hyphenated at the end of a line, since it may be one like well-known."""
    for hyphen in _HYPHEN.finditer(text) if "\n" in text or "\r" in text else ():
        before = _PART_BEFORE.search(text, max(0, hyphen.start() - _LONGEST_PART), hyphen.start())
        after = _PART_AFTER.match(text, hyphen.end(), hyphen.end() + _LONGEST_PART)
        yield from (part[0] for part in (before, after) if part)
