"""Which paragraph a span stands in; an answer that begins within one ends in it."""

import re

from index.documents.sentences import Span, enclosing_block

_MARKS = " \t-*+•‣◦–·>#|0123456789.)"  # of a list item or heading, before its first word
_BREAK = re.compile(r"\r?\n[^\S\n]*\r?\n\s*")


def within_paragraph(text: str, start: int, end: int) -> Span:
    """The span up to the end of the paragraph, item or row it begins in; whole if it begins at the start of one.

    A list may be an answer from its first item on; the end of one row with the beginning of the next may not.
    """
    start += len(text[start:end]) - len(text[start:end].lstrip())
    first, last = enclosing_block(text, start)
    if last >= end or not text[first:start].strip(_MARKS):
        return start, end
    return start, max(start + 1, start + len(text[start:last].rstrip()))


def paragraph_around(text: str, start: int, end: int, reach: int) -> Span:
    """The paragraph or paragraphs that the span touches, but at most `reach` characters more on either side."""
    low = max(0, start - reach)
    before = [match.end() for match in _BREAK.finditer(text, low, start) if match.end() <= start]
    after = _BREAK.search(text, end, min(len(text), end + reach))
    return (before[-1] if before else low), (after.start() if after else min(len(text), end + reach))
