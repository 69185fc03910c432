"""Brackets, quotation marks and Markdown's marks come in pairs: an answer holds both of a pair, or neither."""

import re
from collections.abc import Iterator

from index.documents.sentences import Span
from qa.reading.boundaries.paragraphs import paragraph_around

_OPENING = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "„": "“"}
_MARK = re.compile(r"[()\[\]{}“”«»„]")
_SAME = ("`", "**", '"')
_REACH = 600  # characters of a paragraph looked at on either side
_FAR = 120  # characters by which an answer may grow to reach the other of a pair; beyond, it lets go of one


def balanced(text: str, start: int, end: int) -> Span:
    """The span grown, or shrunk, until it holds both or neither of each pair of its paragraph; never to nothing."""
    near = paragraph_around(text, start, end, _REACH)
    pairs = list(_pairs(text, *near))
    span = (start, end)
    for _ in range(len(pairs) + 1):
        cut = next((pair for pair in pairs if _holds_one(pair, *span)), None)
        if cut is None:
            return span
        moved = _settled(text, cut, *span)
        if moved == span or not text[moved[0] : moved[1]].strip():
            return span
        span = moved
    return span


def _holds_one(pair: tuple[Span, Span], start: int, end: int) -> bool:
    (opened, inner), (closing, closed) = pair
    return (start < inner and opened < end) != (start < closed and closing < end) or any(
        first < edge < last for first, last in pair for edge in (start, end)
    )


def _settled(text: str, pair: tuple[Span, Span], start: int, end: int) -> Span:
    """The span once this pair, of which it holds one, is whole in it or out of it.

    Where the other is far, an aside in brackets is left out; of a quotation and what leads to it the longer stays.
    """
    (opened, inner), (closing, closed) = pair
    aside = text[opened] in "([{"
    if start < inner and opened < end:  # it holds the opening one
        if not text[start:opened].strip():
            return inner, end
        if not text[inner:end].strip():
            return start, opened
        if closed - end <= _FAR:
            return start, max(end, closed)
        return (start, opened) if aside or opened - start > end - inner else (inner, end)
    if not text[closed:end].strip():
        return start, closing
    if not text[start:closing].strip():
        return closed, end
    if start - opened <= _FAR:
        return min(start, opened), end
    return (closed, end) if aside or end - closed > closing - start else (start, closing)


def _pairs(text: str, start: int, end: int) -> Iterator[tuple[Span, Span]]:
    open_marks: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark, place = match.group(), match.start()
        held = next((index for index in reversed(range(len(open_marks))) if open_marks[index][0] == mark), None)
        if held is not None:
            yield (open_marks[held][1], open_marks[held][1] + 1), (place, place + 1)
            del open_marks[held:]
        elif mark in _OPENING:
            open_marks.append((_OPENING[mark], place))
    for mark in _SAME:
        yield from _same(text, start, end, mark)


def _same(text: str, start: int, end: int, mark: str) -> Iterator[tuple[Span, Span]]:
    """Pairs of a mark that opens as it closes, a line at a time; a line with an odd one has an inch or a slip."""
    line = start
    while line < end:
        line_end = text.find("\n", line, end)
        line_end = end if line_end < 0 else line_end
        places = [match.start() for match in re.finditer(re.escape(mark), text[line:line_end])]
        if len(places) % 2 == 0:
            for first, last in zip(places[::2], places[1::2], strict=True):
                yield (line + first, line + first + len(mark)), (line + last, line + last + len(mark))
        line = line_end + 1
