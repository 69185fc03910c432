"""Document → the day it is from, as far as it says so itself: in its name, its first lines, or its file's facts."""

import re
from datetime import date

from index.documents.datatypes import Document
from index.documents.sentences import blocks
from qa.agreement.dates import When, dates, day_of

_TOP = 600  # characters in which a dateline stands: a guess
_LONGEST_DATELINE = 80  # characters: a longer line tells something
_DAYS_OF_A_MONTH = 31
_UNDATED = ("text/plain", "text/markdown", "text/csv", "text/tab-separated-values")
"""Kinds of file that hold no date of their own: theirs is that of the last copy."""
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)")


def written_on(document: Document) -> str | None:
    """The ISO day or month of a document, None if it gives none."""
    named = _NAMED.search(document.path.rsplit("/", 1)[-1]) or _NAMED.search(document.title)
    if named:
        return "-".join(part for part in named.groups() if part)
    top = document.text[:_TOP]
    lines = [top[start:end] for start, end in blocks(top) if end - start <= _LONGEST_DATELINE]
    first = next((when.first for line in lines for when in dates(line) if _is_dateline(when)), None)
    if first is not None:
        return date.fromordinal(first).isoformat()
    return None if document.media_type in _UNDATED else day_of(document.modified)


def _is_dateline(when: When) -> bool:
    """Whether a date names a day or a month of a year, and no bound."""
    return (
        when.first is not None
        and when.last is not None
        and when.last - when.first < _DAYS_OF_A_MONTH
        and not when.open_
    )
