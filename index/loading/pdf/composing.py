"""The blocks of all pages → a document's text, its headings told by its own sizes, and its pages' layouts.

A paragraph that a page's or a column's end cuts in two goes on after it; running heads stand where they cut none.
"""

from collections import Counter
from dataclasses import dataclass, field

from index.documents.datatypes import PageLayout
from index.loading.composing import Composer
from index.loading.pdf.blocks import PdfBlock, ends_sentence, has_leaders, is_hyphenated, seam
from index.loading.pdf.hyphens import compounds, mended, stays
from index.loading.pdf.line import BOX_BYTES, NO_BOX, Line
from index.loading.pdf.running import Key, is_small, key, running

_LARGE = 1.15  # times the body's size: a heading
_NOT_SMALL = 0.95
_LONGEST_HEADING, _MOST_HEADING_LINES = 200, 3
_SAME_SIZE = 1.05
_UNTOLD_SIZE = 10.0  # points, before any text has been read


@dataclass(slots=True)
class PdfPage:
    """One page: its size as it is shown, in points, the height of its upright text's page, its blocks in order."""

    width: float
    height: float
    upright_height: float
    blocks: list[PdfBlock] = field(default_factory=list)


class Sizes:
    """The sizes of type met so far, by how much is set in each."""

    def __init__(self) -> None:
        self._counts: Counter[float] = Counter()

    def add(self, line: Line) -> None:
        """Counts a line's characters."""
        self._counts[round(line.look.size * 2) / 2] += len(line.text)

    @property
    def body(self) -> float:
        """The size in points of most of the text."""
        return max(self._counts, key=lambda size: (self._counts[size], -size)) if self._counts else _UNTOLD_SIZE


def compose(pages: list[PdfPage], composer: Composer, body: float) -> tuple[PageLayout, ...]:
    """Adds every page to `composer`, emptying `pages` on the way; returns a layout for each."""
    known = {word for page in pages for block in page.blocks for word in compounds(block)}
    keys: list[list[Key | None]] = [
        [key(block, page.upright_height) if is_small(block, body) else None for block in page.blocks] for page in pages
    ]
    runs = running(keys)
    bodies, aside = [], []
    for page, flags in zip(pages, runs, strict=True):
        bodies.append([block for block, flag in zip(page.blocks, flags, strict=True) if not flag])
        aside.append([block for block, flag in zip(page.blocks, flags, strict=True) if flag])
    _tell_headings(bodies, body)
    return _Setting(composer, known).pages(pages, bodies, aside)


class _Setting:
    """Sets page after page. `_boxes` is the boxes of each page so far."""

    def __init__(self, composer: Composer, known: set[str]) -> None:
        self._composer = composer
        self._known = known
        self._boxes: list[bytearray] = []
        self._starts: list[int] = []

    def pages(
        self, pages: list[PdfPage], bodies: list[list[PdfBlock]], aside: list[list[PdfBlock]]
    ) -> tuple[PageLayout, ...]:
        entering = False
        for index, page in enumerate(pages):
            following = bodies[index + 1][0] if index + 1 < len(bodies) and bodies[index + 1] else None
            blocks, running_heads = bodies[index], aside[index]
            leaving = bool(blocks and following and _goes_on(blocks[-1], following))
            if leaving and running_heads and entering and len(blocks) == 1:
                leaving = False  # the page is one stretch of a paragraph, beside which its running heads find no place
            if not entering:
                self._begin_page()
            self._page(blocks, running_heads, entering, leaving)
            if leaving and following:
                self._turn_page(blocks[-1], following)
            entering = leaving
            bodies[index], aside[index], page.blocks = [], [], []
        return self._layouts(pages)

    def _page(self, blocks: list[PdfBlock], heads: list[PdfBlock], entering: bool, leaving: bool) -> None:
        before = None
        for index, block in enumerate(blocks):
            is_last = index == len(blocks) - 1
            if entering and index == 0:
                self._continue(block)
            elif before and block.top < before.top and _goes_on(before, block) and not (is_last and leaving and heads):
                self._join(before, block)
                self._continue(block)
            else:
                if is_last and leaving:
                    self._apart(heads)
                self._block(block)
            before = block
        if not leaving:
            self._apart(heads)

    def _apart(self, blocks: list[PdfBlock]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: PdfBlock) -> None:
        text, boxes = mended(block, self._known)
        start = self._composer.laid(text, block.kind, block.level)
        if block.kind == "row" and text == block.text:
            self._composer.cells(start, block.cells)
        self._place(start, boxes)

    def _continue(self, block: PdfBlock) -> None:
        text, boxes = mended(block, self._known)
        self._place(self._composer.goes_on(text), boxes)

    def _join(self, before: PdfBlock, after: PdfBlock) -> None:
        """The text between two parts of a paragraph: a blank, or nothing where a word was cut in two."""
        between = seam(before.text, after.text)
        if between:
            self._place(self._composer.goes_on(between), NO_BOX * len(between))
        elif is_hyphenated(before.text) and not stays(before.text, after.text, self._known):
            self._composer.take_back()
            del self._boxes[-1][-BOX_BYTES:]

    def _begin_page(self) -> None:
        self._composer.page()
        self._starts.append(self._composer.page_starts[-1])
        self._boxes.append(bytearray())

    def _turn_page(self, before: PdfBlock, after: PdfBlock) -> None:
        """The next page begins within the last block."""
        self._join(before, after)
        self._composer.page_starts.append(self._composer.length)
        self._starts.append(self._composer.length)
        self._boxes.append(bytearray())

    def _place(self, start: int, boxes: bytes) -> None:
        page = self._boxes[-1]
        page.extend(bytes((start - self._starts[-1]) * BOX_BYTES - len(page)))
        page.extend(boxes)

    def _layouts(self, pages: list[PdfPage]) -> tuple[PageLayout, ...]:
        length = self._composer.length
        starts = [min(start, length) for start in self._starts]
        result = []
        for index, page in enumerate(pages):
            size = ((starts[index + 1] if index + 1 < len(starts) else length) - starts[index]) * BOX_BYTES
            result.append(PageLayout(page.width, page.height, bytes(self._boxes[index][:size]).ljust(size, b"\0")))
            self._boxes[index] = bytearray()
        return tuple(result)


def _goes_on(before: PdfBlock, after: PdfBlock) -> bool:
    """Whether `after`, on the next page or in the next column, continues the sentence that `before` breaks off."""
    if before.kind not in ("paragraph", "item") or after.kind != "paragraph" or after.indented or not before.filled:
        return False
    if ends_sentence(before.text) or before.bold != after.bold:
        return False
    if max(before.size, after.size) > _LARGE * min(before.size, after.size):
        return False
    if after.text[:1].islower():
        return True
    return not is_hyphenated(before.text) and before.lines > 1 and after.lines > 1


def _tell_headings(pages: list[list[PdfBlock]], body: float) -> None:
    """Marks the headings; those of the largest size are of level 1, and bold ones of the body's size come last."""
    headings = [block for blocks in pages for block in blocks if _is_heading(block, body)]
    levels: list[float] = []
    for size in sorted({round(block.size * 2) / 2 for block in headings if block.size >= _LARGE * body}, reverse=True):
        if not levels or levels[-1] > _SAME_SIZE * size:
            levels.append(size)
    for block in headings:
        larger = sum(size > _SAME_SIZE * block.size for size in levels)
        block.kind, block.level = "heading", min(6, (larger if block.size >= _LARGE * body else len(levels)) + 1)


def _is_heading(block: PdfBlock, body: float) -> bool:
    if block.kind not in ("paragraph", "item") or block.lines > _MOST_HEADING_LINES or block.size < _NOT_SMALL * body:
        return False
    if has_leaders(block.text) or len(block.text) > _LONGEST_HEADING:
        return False
    if not any(character.isalpha() for character in block.text):
        return False
    if block.size >= _LARGE * body:
        return not block.text.endswith((",", ";"))
    return block.bold and block.lines < _MOST_HEADING_LINES and not block.text.endswith((".", ",", ";", ":"))
