"""What hangs at the ends of a span and says nothing: commas, conjunctions, list marks, the bars of a table."""

import re

from index.documents.sentences import Span

_LEADING = re.compile(r"\s+|[,;:!?»”)\]}]+(?=\s)|\.(?=\s)|\|+|(?<!\S)[–—=](?=\s)|(?:and|but)\s+(?=\w)|\*\*(?=\s)")
_ITEM = re.compile(r"#{1,6}\s|>\s|[-*+•‣◦·]\s+|\(?\d{1,3}[.)]\s+|\(?[A-Za-z]\)\s+")
_TRAILING = re.compile(
    r"\s+\Z|[,;:|]+\Z|\s[–—=/+*#-]+\Z|\s(?:and|or|but|nor|plus|which|who|because)\Z|[(\[{“«„]+\Z|[–—]+\Z"
)
_REACH = 24  # characters of the longest thing that hangs, and more


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without what hangs at its ends, and `**` around all of it; the whole span if nothing would be left."""
    first, last = start, end
    while first < last and (length := _hanging_before(text, first, last)):
        first += length
    while first < last and (match := _TRAILING.search(text, max(first, last - _REACH), last)):
        last = match.start()
    while text[first : first + 2] == text[last - 2 : last] == "**" and last - first > 4:
        first, last = first + 2, last - 2
    return (first, last) if text[first:last].strip(" \n\t\r.*") else (start, end)


def _hanging_before(text: str, start: int, end: int) -> int:
    """The length of what hangs at the start; the mark of an item hangs unless more items follow."""
    match = _LEADING.match(text, start, end)
    if match is None and "\n" not in text[start:end].strip() and _begins_line(text, start):
        match = _ITEM.match(text, start, end)
    return match.end() - match.start() if match else 0


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()
