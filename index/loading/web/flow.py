"""HTML elements → headings, paragraphs, items, rows and code in a Composer, for web pages, books and mail."""

import re
from typing import TypeAlias

from lxml import etree

from index.loading.bounds import Bounds
from index.loading.composing import Composer
from index.loading.web.markup import BLOCKS, Skip, events
from index.loading.web.markup_table import is_data, table_rows
from index.loading.web.styles import Styles
from index.loading.web.words import Words

Element: TypeAlias = etree._Element

_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONGEST_HEADING = 300  # characters, beyond which a heading is text made large
_EMPTY_LINE = re.compile(r"\n\s*\n")
_NO_STYLES = Styles()


def compose(
    root: Element | None, composer: Composer, bounds: Bounds, skip: Skip | None = None, styles: Styles = _NO_STYLES
) -> list[str]:
    """Adds what `root` shows, without the elements for which `skip` is true; returns what could not be shown."""
    if root is None:
        return []
    walk = _Walk(composer, bounds, skip or (lambda element: False), styles)
    walk.walk(root)
    return walk.words.warnings()


class _Walk:
    """One walk over a page: the words of the block that is open, and what kind of block it is."""

    def __init__(self, composer: Composer, bounds: Bounds, skip: Skip, styles: Styles) -> None:
        self._composer = composer
        self._bounds = bounds
        self._skip = skip
        self.words = Words(styles)
        self._heading = 0
        self._lists: list[int | None] = []  # for each list that is open the number of its next item, None for a bullet
        self._mark = ""  # of the item whose first words are still to come

    def walk(self, root: Element) -> None:
        for passed, (event, element) in enumerate(events(root, self._passes_over), 1):
            if event == "start":
                self._open(element)
            elif element.tag in BLOCKS:
                self._close(element, opened=event == "end")
            elif event == "end":
                self.words.end(element)
            if event != "start" and element is not root:
                self.words.add(element.tail)
            if passed % 10_000 == 0:
                self._bounds.page(0, 1)
        self._flush()

    def _passes_over(self, element: Element) -> bool:
        if self._skip(element) or self.words.passes_over(element):
            return True
        if element.tag == "pre":
            self._flush()
            self._composer.code(self.words.shown(element))
            return True
        if element.tag == "table" and is_data(element):
            self._flush()
            for cells, header in table_rows(element, self.words.shown):
                self._composer.row(cells, header)
            return True
        return False

    def _open(self, element: Element) -> None:
        tag = str(element.tag)
        if tag in BLOCKS:
            self._flush()
            self._heading = _HEADINGS.get(tag, self._heading)
            if tag in _LISTS:
                self._lists.append(_whole_number(element.get("start"), 1) if tag == "ol" else None)
            elif tag == "li":
                self._mark = self._next_mark(element)
        else:
            self.words.begin(element)
        self.words.add(element.text)

    def _close(self, element: Element, opened: bool) -> None:
        self._flush()
        tag = str(element.tag) if opened else ""
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._mark = ""

    def _next_mark(self, element: Element) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "•"
        number = _whole_number(element.get("value"), number)
        self._lists[-1] = number + 1
        return f"{number}."

    def _flush(self) -> None:
        words = self.words.line.take()
        if not words.strip():
            return
        if self._heading and len(words) <= _LONGEST_HEADING:
            self._composer.heading(words, self._heading)
            return
        for paragraph in _EMPTY_LINE.split(words):
            if self._mark and paragraph.strip():
                self._composer.item(paragraph, max(0, len(self._lists) - 1), self._mark)
                self._mark = ""
            else:
                self._composer.paragraph(paragraph)


def _whole_number(written: str | None, otherwise: int) -> int:
    return int(written) if written and re.fullmatch(r"-?[0-9]{1,6}", written.strip()) else otherwise
