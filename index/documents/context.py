"""Passage → what it needs to be understood alone: its document's title, its headings, its header row or lead-in.

The trail (headings, and header row or lead-in) is worked out once, when a passage is made; the title and the name of
the file may change later, and are put in front of it when a passage is searched and read.

A bullet under "Toyota Yaris" does not say whose price it is, and a table's later rows do not say what a column holds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import PurePath

from index.documents.datatypes import Document
from index.documents.outline import document_headings, heading_blocks, heading_text
from index.documents.sentences import Span

_ROW = re.compile(r"\s*\|.*\|\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•‣◦–·]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])\s")
_MOST_ITEMS = 60  # lines looked at above an item for the line that announces the list
_LONGEST = {"title": 90, "name": 40, "heading": 80, "lead": 240}  # characters that a reader's window has room for
_DEEPEST = 3  # headings shown of a path, the nearest ones


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's half-open span, its level from 1, and its words."""

    start: int
    end: int
    level: int
    text: str


def outline(document: Document) -> list[Heading]:
    """Every heading in order, its level as the file gives it, by its number signs, or 1."""
    return list(_headings(document, document_headings(document)))


def _headings(document: Document, spans: Iterable[Span]) -> Iterator[Heading]:
    given = (block.level for block in heading_blocks(document)) if document.blocks else repeat(0)
    for (start, end), level in zip(spans, given, strict=False):
        raw = document.text[start:end]
        named = len(raw) - len(raw.lstrip("#"))
        yield Heading(start, end, level or named or 1, heading_text(document.text, (start, end)))


def heading_path(headings: Sequence[Heading], offset: int) -> tuple[Heading, ...]:
    """The headings that `offset` stands under, outermost first."""
    path: list[Heading] = []
    for heading in headings:
        if heading.start > offset:
            break
        _step(path, heading)
    return tuple(path)


def _step(path: list[Heading], heading: Heading) -> None:
    """Makes the path to the heading before that to the next one."""
    while path and path[-1].level >= heading.level:
        path.pop()
    path.append(heading)


def lead_span(text: str, offset: int) -> Span | None:
    """Where the header row stands of the table, or the line that announces the list, that `offset` lies within.

    None where the line at `offset` is neither a row nor an item, or nothing stands above it.
    """
    start, end = _line(text, offset)
    line = text[start:end]
    if _ROW.match(line):
        top = _top_of_table(text, start)
        return (top, _line(text, top)[1]) if top < start else None
    return _announcement(text, start) if _ITEM.match(line) else None


def trail(document: Document, headings: Sequence[Heading], offset: int) -> str:
    """What `offset` stands under but for the document itself: " > heading > heading | lead-in", or less of it."""
    under = _shown_headings(_shown_title(document.title).casefold(), heading_path(headings, offset))
    return under + _shown_lead(document.text, lead_span(document.text, offset))


class Trails:
    """What one place after another of a document stands under, in one pass over its headings and tables."""

    def __init__(self, document: Document, headings: Sequence[Span]) -> None:
        """`headings` are the document's, as `document_headings` gives them."""
        self._text = document.text
        self._title = _shown_title(document.title).casefold()
        self._ahead = _headings(document, headings)
        self._next = next(self._ahead, None)
        self._path: list[Heading] = []
        self._line = 0, -1
        self._lead: Span | None = None
        self._shown = ""
        self._header, self._row = (-1, -1), -1  # the first row of a table, and where a later one begins

    def at(self, offset: int) -> str:
        """ " > heading > heading | lead-in", or less of it, but for the document itself; `offset` never goes back."""
        while self._next and self._next.start <= offset:
            _step(self._path, self._next)
            self._next = next(self._ahead, None)
        if not self._line[0] <= offset <= self._line[1]:
            self._line = _line(self._text, offset)
            lead = self._lead_above(*self._line)
            if lead != self._lead:
                self._lead, self._shown = lead, _shown_lead(self._text, lead)
        return _shown_headings(self._title, self._path) + self._shown

    def _lead_above(self, start: int, end: int) -> Span | None:
        """As `lead_span`, but a table is never climbed beyond the last row from which it was."""
        if not _ROW.match(self._text[start:end]):
            return lead_span(self._text, start)
        top = _top_of_table(self._text, start, self._row)
        if top != self._row:
            self._header = top, _line(self._text, top)[1]
        self._row = start
        return self._header if self._header[0] < start else None


def context(title: str, path: str, trail: str) -> str:
    """One line that says what a passage belongs to: title (file name) > headings | lead-in.

    The file's name is left out where the title says it.
    """
    shown = _shown_title(title)
    name = PurePath(path).stem.replace("_", " ").replace("-", " ")
    known = name.casefold() in shown.casefold()
    return (shown if known else f"{shown} ({name[: _LONGEST['name']]})") + trail


def _shown_headings(title: str, path: Sequence[Heading]) -> str:
    shown = [heading.text for heading in path if heading.text.casefold() != title]
    return "".join(f" > {text[: _LONGEST['heading']]}" for text in shown[-_DEEPEST:])


def _shown_lead(text: str, lead: Span | None) -> str:
    return f" | {text[slice(*lead)].strip()[: _LONGEST['lead']]}" if lead else ""


def _shown_title(title: str) -> str:
    return title.lstrip("# ")[: _LONGEST["title"]]


def _line(text: str, offset: int) -> tuple[int, int]:
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def _top_of_table(text: str, start: int, known: int = -1) -> int:
    """Where the first row of the table begins that the row at `start` is in, or `known`, if that comes first."""
    while start > 0 and start != known:
        above, end = _line(text, start - 1)
        if not _ROW.match(text[above:end]):
            break
        start = above
    return start


def _announcement(text: str, start: int) -> Span | None:
    for _ in range(_MOST_ITEMS):
        if start <= 0:
            return None
        above, end = _line(text, start - 1)
        line = text[above:end]
        start = above
        if line.strip() and not _ITEM.match(line) and not line.startswith((" ", "\t")):
            return (above, end) if line.rstrip().endswith((":", "：")) else None
    return None
