"""Passage → what it needs to be understood alone: its document's title, its headings, its header row or lead-in.

The trail (headings, and header row or lead-in) is worked out once, when a passage is made; the title and the name of
the file may change later, and are put in front of it when a passage is searched and read.

A bullet under "Toyota Yaris" does not say whose price it is, and a table's later rows do not say what a column holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from index.documents.datatypes import Document
from index.documents.outline import document_headings, heading_text

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
    given = {block.start: block.level for block in document.blocks if block.kind == "heading"}
    found = []
    for start, end in document_headings(document):
        raw = document.text[start:end]
        level = given.get(start) or len(raw) - len(raw.lstrip("#")) or 1
        found.append(Heading(start, end, level, heading_text(document.text, (start, end))))
    return found


def heading_path(headings: Sequence[Heading], offset: int) -> tuple[Heading, ...]:
    """The headings that `offset` stands under, outermost first."""
    path: list[Heading] = []
    for heading in headings:
        if heading.start > offset:
            break
        while path and path[-1].level >= heading.level:
            path.pop()
        path.append(heading)
    return tuple(path)


def lead_span(text: str, offset: int) -> tuple[int, int] | None:
    """Where the header row stands of the table, or the line that announces the list, that `offset` lies within.

    None where the line at `offset` is neither a row nor an item, or nothing stands above it.
    """
    start, end = _line(text, offset)
    line = text[start:end]
    if _ROW.match(line):
        return _header_row(text, start)
    return _announcement(text, start) if _ITEM.match(line) else None


def trail(document: Document, headings: Sequence[Heading], offset: int) -> str:
    """What `offset` stands under but for the document itself: " > heading > heading | lead-in", or less of it."""
    title = _shown_title(document.title).casefold()
    path = [heading.text for heading in heading_path(headings, offset) if heading.text.casefold() != title]
    lead = lead_span(document.text, offset)
    shown = "".join(f" > {text[: _LONGEST['heading']]}" for text in path[-_DEEPEST:])
    return shown + (f" | {document.text[slice(*lead)].strip()[: _LONGEST['lead']]}" if lead else "")


def context(title: str, path: str, trail: str) -> str:
    """One line that says what a passage belongs to: title (file name) > headings | lead-in.

    The file's name is left out where the title says it.
    """
    shown = _shown_title(title)
    name = PurePath(path).stem.replace("_", " ").replace("-", " ")
    known = name.casefold() in shown.casefold()
    return (shown if known else f"{shown} ({name[: _LONGEST['name']]})") + trail


def _shown_title(title: str) -> str:
    return title.lstrip("# ")[: _LONGEST["title"]]


def _line(text: str, offset: int) -> tuple[int, int]:
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def _header_row(text: str, start: int) -> tuple[int, int] | None:
    first = start
    while first > 0:
        above, end = _line(text, first - 1)
        if not _ROW.match(text[above:end]):
            break
        first = above
    return (first, _line(text, first)[1]) if first < start else None


def _announcement(text: str, start: int) -> tuple[int, int] | None:
    for _ in range(_MOST_ITEMS):
        if start <= 0:
            return None
        above, end = _line(text, start - 1)
        line = text[above:end]
        start = above
        if line.strip() and not _ITEM.match(line) and not line.startswith((" ", "\t")):
            return (above, end) if line.rstrip().endswith((":", "：")) else None
    return None
