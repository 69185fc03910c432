"""OpenDocument's flowing text → a Composer: headings, lists, tables, notes, text frames, sections, in order."""

from collections.abc import Iterator

from index.loading.bounds import Bounds
from index.loading.composing import Composer, flat
from index.loading.mathml import formula
from index.loading.opendocument.lists import Lists
from index.loading.opendocument.looks import Looks
from index.loading.opendocument.names import DRAW, FRAMES, HREF, MATH, STYLE, TABLE, TEXT
from index.loading.opendocument.text import ParagraphText, TextReader, note_mark
from index.loading.tables import LONGEST_REPEATED, Header
from index.loading.unread import Unread
from index.loading.zipped_xml import Element, Parts, local, whole

MOST_COLUMNS = 16_384  # of a table
_LABELLED = 1000  # of them, by a header cell that spans several
_PASSED_OVER = frozenset({"tracked-changes", "sequence-decls", "forms", "title", "desc", "notes"})
_ROWS = ("table-header-rows", "table-rows", "table-row-group")


class Flow:
    """Writes what flows in a document, a frame or a cell."""

    def __init__(
        self, composer: Composer, bounds: Bounds, unread: Unread, content: Element, styles: Element | None, parts: Parts
    ) -> None:
        self.composer, self.bounds, self.unread = composer, bounds, unread
        self._styles, self._parts = styles, parts
        self.text = TextReader(unread, Looks(styles, content), self._formula)
        self._lists = Lists(styles, content)
        names = [style for tree in (styles, content) if tree is not None for style in tree.iter(f"{STYLE}style")]
        self._parents = {style.get(f"{STYLE}name"): style.get(f"{STYLE}parent-style-name") for style in names}
        self._of_list = {style.get(f"{STYLE}name"): style.get(f"{STYLE}list-style-name") for style in names}

    def blocks(self, container: Element | list[Element]) -> None:
        """Everything in a container, in order."""
        stack = [*reversed(container)]
        while stack:
            element = stack.pop()
            name = local(element)
            self.bounds.page(self.composer.length, 0)
            if name in ("p", "h"):
                self.paragraph(element)
            elif name == "list":
                self.items(element)
            elif name == "table":
                self.table(element)
            elif name == "image":
                self.unread.pictures += 1
            elif name in ("object", "object-ole"):
                self._object(element)
            elif name == "annotation":
                self.unread.comments += 1
            elif name == "frame":
                stack.extend([] if not len(element) else [*reversed(shown_in(element))])
            elif name not in _PASSED_OVER:
                stack.extend(reversed(element))

    def paragraph(self, element: Element) -> None:
        """A paragraph or heading, and the notes and frames anchored in it."""
        content = self.text.paragraph(element)
        if local(element) == "h":
            level = whole(element.get(f"{TEXT}outline-level"), 1)
            number = self._lists.chapter(level) if content.text.strip() else ""
            self.composer.heading(f"{number} {content.text}" if number else content.text, level)
        elif self._is_title(element):
            self.composer.heading(content.text)
        else:
            self.composer.paragraph(content.text)
        self._hanging(content)

    def items(self, element: Element, depth: int = 0, style: str = "") -> None:
        """A list's items, those of the lists in it one deeper."""
        style = element.get(f"{TEXT}style-name") or style
        self._lists.begin(element, depth)
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            first = local(item) == "list-item"
            for block in item:
                if local(block) == "list":
                    self.items(block, depth + 1, style)
                elif local(block) in ("p", "h"):
                    mark = self._lists.mark(item, style or self._list_style(block), depth) if first else ""
                    first = False
                    self._item(block, depth, mark)

    def _item(self, block: Element, depth: int, mark: str) -> None:
        content = self.text.paragraph(block)
        if local(block) == "h":
            words = f"{mark} {content.text}" if mark.strip("•") else content.text
            self.composer.heading(words, whole(block.get(f"{TEXT}outline-level"), 1))
        else:
            self.composer.item(content.text, depth, mark)
        self._hanging(content)

    def table(self, element: Element) -> None:
        """A table's rows, and after each row the tables and frames in it; a frame of one column as flowing text."""
        rows = [(row, marked) for row, marked in rows_of(element)]
        cells = [[cell for cell in row if local(cell) in ("table-cell", "covered-table-cell")] for row, _ in rows]
        if all(len(row) <= 1 for row in cells):
            for row in cells:
                for cell in row:
                    self.blocks(cell)
            return
        reaching: dict[int, tuple[int, str]] = {}
        read = [self._row(row, reaching) for row in cells]
        marked = next((number for number, (_, is_marked) in enumerate(rows) if not is_marked), 0)
        header = Header([shown for shown, _, _, _ in read], [spread for _, spread, _, _ in read], marked)
        for number, (shown, _, hanging, nested) in enumerate(read):
            header.write(self.composer, number, shown)
            for paragraph in hanging:
                self._hanging(paragraph)
            for inner in nested:
                self.table(inner)

    def _row(
        self, cells: list[Element], reaching: dict[int, tuple[int, str]]
    ) -> tuple[dict[int, str], dict[int, str], list[ParagraphText], list[Element]]:
        """A row's text by columns, a merged cell's in its first or in all; what is anchored in it; the tables in it."""
        shown: dict[int, str] = {}
        spread: dict[int, str] = {}
        hanging: list[ParagraphText] = []
        nested: list[Element] = []
        column = 0
        self.bounds.page(self.composer.length, 0)
        for cell in cells:
            words = reaching_on(cell, column, flat(self.flowing(cell, hanging, nested)), reaching)
            if words and column < MOST_COLUMNS:
                shown[column] = words
                span = min(max(1, whole(cell.get(f"{TABLE}number-columns-spanned"), 1)), _LABELLED - column)
                spread |= dict.fromkeys(range(column, column + span), words)
            column += max(1, whole(cell.get(f"{TABLE}number-columns-repeated"), 1))
        return shown, spread, hanging, nested

    def flowing(self, container: Element, hanging: list[ParagraphText], nested: list[Element]) -> str:
        """All paragraphs of a cell or note as one text; adds them to `hanging` and the tables to `nested`."""
        words, stack = [], [*reversed(container)]
        while stack:
            element = stack.pop()
            if local(element) in ("p", "h"):
                hanging.append(self.text.paragraph(element))
                words.append(hanging[-1].text)
            elif local(element) == "table":
                nested.append(element)
            elif local(element) == "annotation":
                self.unread.comments += 1
            elif element.tag.startswith(DRAW) and local(element) in FRAMES:
                hanging.append(ParagraphText(frames=[element]))
            elif local(element) not in _PASSED_OVER:
                stack.extend(reversed(element))
        return "\n".join(words)

    def headers(self) -> None:
        """The headers and footers of the page styles, each paragraph once; bare page numbers are skipped."""
        seen: set[str] = set()
        for header in self._styles.iter(f"{STYLE}header", f"{STYLE}footer") if self._styles is not None else ():
            for paragraph in header.iter(f"{TEXT}p"):
                words = self.text.paragraph(paragraph).text
                if any(map(str.isalpha, words)) and words not in seen:
                    seen.add(words)
                    self.composer.paragraph(words)

    def _hanging(self, paragraph: ParagraphText) -> None:
        for frame in paragraph.frames:
            self.blocks([frame])
        for note in paragraph.notes:
            hanging: list[ParagraphText] = []
            nested: list[Element] = []
            for body in note.iterfind(f"{TEXT}note-body"):
                words = self.flowing(body, hanging, nested)
                self.composer.item(words, 0, note_mark(note))
            for inner in hanging:
                self._hanging(inner)

    def _object(self, element: Element) -> None:
        formula = self._formula(element)
        if formula:
            self.composer.paragraph(formula)
        else:
            self.unread.charts += 1

    def _formula(self, frame: Element) -> str:
        """The text of a formula in a frame or object, kept there or in a part of its own; empty where there is none."""
        inside = next(frame.iter(MATH), None)
        for held in frame.iter(f"{DRAW}object") if inside is None else ():
            name = (held.get(HREF) or "").removeprefix("./").rstrip("/")
            part = self._parts.xml(f"{name}/content.xml") if name and ":" not in name else None
            inside = next(part.iter(MATH), None) if part is not None else None
            break
        return formula(inside) if inside is not None else ""

    def _is_title(self, element: Element) -> bool:
        style: str | None = element.get(f"{TEXT}style-name")
        for _ in range(20):
            if style is None or style == "Title":
                break
            style = self._parents.get(style)
        return style == "Title"

    def _list_style(self, block: Element) -> str:
        style: str | None = block.get(f"{TEXT}style-name")
        for _ in range(20):
            if style is None or self._of_list.get(style):
                break
            style = self._parents.get(style)
        return (self._of_list.get(style) if style else "") or ""


def reaching_on(cell: Element, column: int, words: str, reaching: dict[int, tuple[int, str]]) -> str:
    """A cell's words, those of the cell that reaches down over it if it is covered by one.

    `reaching` holds by columns how many rows a cell still goes over, and its words.
    """
    if local(cell) == "covered-table-cell":
        left, above = reaching.pop(column, (0, ""))
        if left > 1:
            reaching[column] = left - 1, above
        return words or above
    reaching.pop(column, None)
    rows = whole(cell.get(f"{TABLE}number-rows-spanned"), 1)
    if rows > 1 and len(words) <= LONGEST_REPEATED:
        reaching[column] = rows - 1, words
    return words


def shown_in(frame: Element) -> list[Element]:
    """What a frame shows: the first of its alternatives, which are an object before its picture."""
    return [element for element in frame if local(element) not in ("title", "desc", "event-listeners")][:1]


def rows_of(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows of a table in order, and whether each stands among its header rows."""
    stack = [(child, False) for child in reversed(table)]
    while stack:
        element, marked = stack.pop()
        if local(element) == "table-row":
            yield element, marked
        elif local(element) in _ROWS:
            marked = marked or local(element) == "table-header-rows"
            stack.extend((child, marked) for child in reversed(element))
