"""Word documents (.docx) → Document: the whole body in order, with lists, tables, notes, text boxes, headers.

The XML is walked here, since python-docx passes over content controls, inserted text, text boxes and notes.
"""

from dataclasses import dataclass, field
from pathlib import Path

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer, flat
from index.loading.office.openxml import A, Package, R, W, is_on
from index.loading.office.slide_text import paragraph_words
from index.loading.office.word_looks import Looks
from index.loading.office.word_styles import Numbering, Styles
from index.loading.office.word_text import DELETED, NoteMarks, ParagraphText, WordText, children
from index.loading.registry import by_first_bytes, by_suffix
from index.loading.tables import LONGEST_REPEATED, Header
from index.loading.unread import Unread, counted
from index.loading.zipped_xml import Element, local, whole

_MOST_COLUMNS = 1000  # of a table whose header labels them
_BLOCKS = frozenset({"p", "tbl"})
_FLOWING = _BLOCKS | {"altChunk"}
_ROW, _CELL = frozenset({"tr"}), frozenset({"tc"})


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A document of everything in the file that is text. Raises LoadError when it is protected or damaged."""
    package = Package(path, data, bounds, "document")
    composer = Composer(str(path), bounds)
    body = _Body(package, composer, bounds)
    try:
        body.read()
    except RecursionError as error:
        raise LoadError(str(path), "Its tables are nested too deeply to be read.") from error
    warnings = (*body.told, *body.unread.warnings())
    if not composer.length and body.unread.pictures:
        pictures = counted(body.unread.pictures, "picture").rpartition(" ")[0]
        raise LoadError(str(path), f"The file contains no text, only {pictures}.")
    return composer.document(path, data, media_type, package.title, package.modified, warnings)


@dataclass(slots=True)
class _TableRow:
    """A row's text by columns, a merged cell's in its first or (`spread`) in all; what is anchored or nested in it."""

    shown: dict[int, str] = field(default_factory=dict)
    spread: dict[int, str] = field(default_factory=dict)
    hanging: list[ParagraphText] = field(default_factory=list)
    nested: list[Element] = field(default_factory=list)


class _Body:
    """Walks a document's body, its notes, boxes and headers into a Composer."""

    def __init__(self, package: Package, composer: Composer, bounds: Bounds) -> None:
        self.unread = Unread()
        self.told: tuple[str, ...] = ()
        self._package, self._composer, self._bounds = package, composer, bounds
        self._styles = Styles(package.related_xml("styles"))
        self._numbering = Numbering(package.related_xml("numbering"), self._styles)
        self._relations = package.relations(package.main)
        self._notes = {kind: _by_id(package.related_xml(kind)) for kind in ("footnotes", "endnotes")}
        self._text = WordText(self.unread, Looks(self._styles), NoteMarks({k: set(v) for k, v in self._notes.items()}))

    def read(self) -> None:
        for body in children(self._package.root, frozenset({"body"}), self.unread):
            self._blocks(body)
        seen: set[str] = set()
        for kind in ("header", "footer"):
            for name in self._package.related(self._package.main, kind):
                self._header(name, seen)
        comments = self._package.related_xml("comments")
        self.unread.comments += len(comments) if comments is not None else 0

    def _blocks(self, container: Element) -> None:
        for block in children(container, _FLOWING, self.unread):
            self._bounds.page(self._composer.length, 0)
            if local(block) == "p":
                self._paragraph(block)
            elif local(block) == "tbl":
                self._table(block)
            else:
                self._chunk(block)

    def _chunk(self, chunk: Element) -> None:
        """A file in a format of its own that Word shows as a part of the text; one that cannot be read is counted."""
        link = self._relations.get(chunk.get(f"{R}id") or "")
        data = self._package.parts.read(link.target) if link else b""
        path = Path(self._package.parts.path) / (link.target if link else "?")
        known = by_suffix(path) or by_first_bytes(data)
        if not data or known is None or not known.is_document or known.is_container:
            self.unread.files += 1
            return
        try:
            document = known.loader().load(path, data, self._bounds, known.media_type)
        except LoadError:
            self.unread.files += 1
            return
        self._composer.include(document)
        self.told += document.warnings

    def _paragraph(self, paragraph: Element) -> None:
        content = self._text.paragraph(paragraph)
        level = self._styles.heading(paragraph)
        mark = self._mark(paragraph)
        if level:
            self._composer.heading(
                f"{mark[0]} {content.text}" if mark and content.text.strip() else content.text, level
            )
        elif mark:
            self._composer.item(content.text, mark[1], mark[0])
        else:
            self._composer.paragraph(content.text)
        self._hanging(content)

    def _hanging(self, paragraph: ParagraphText) -> None:
        """Text boxes, diagrams and notes of a paragraph, after it."""
        for box in paragraph.boxes:
            self._blocks(box)
        for diagram in paragraph.diagrams:
            data = self._package.xml(self._relations[diagram].target) if diagram in self._relations else None
            for paragraph in data.iter(f"{A}p") if data is not None else ():
                self._composer.item(paragraph_words(paragraph, self.unread))
        for kind, number, mark in paragraph.notes:
            note = self._notes[kind].pop(number, None)
            if note is not None:
                self._note(note, mark)

    def _note(self, note: Element, mark: str) -> None:
        words, hanging, nested = self._flowing(note)
        self._composer.item(words, 0, mark)
        self._after(hanging, nested)

    def _after(self, hanging: list[ParagraphText], nested: list[Element]) -> None:
        for paragraph in hanging:
            self._hanging(paragraph)
        for table in nested:
            self._table(table)

    def _flowing(self, container: Element) -> tuple[str, list[ParagraphText], list[Element]]:
        """A cell's or note's paragraphs as one text, then singly for what is anchored in them, and the tables."""
        words, hanging, nested = [], [], []
        for block in children(container, _BLOCKS, self.unread):
            if local(block) == "tbl":
                nested.append(block)
                continue
            content = self._text.paragraph(block)
            mark = self._mark(block)
            words.append(f"{mark[0]} {content.text}" if mark and content.text.strip() else content.text)
            hanging.append(content)
        return "\n".join(words), hanging, nested

    def _mark(self, paragraph: Element) -> tuple[str, int] | None:
        """The paragraph's mark and depth in its list; a deleted paragraph is not counted."""
        deleted = paragraph.find(f"{W}pPr/{W}rPr/{W}del")
        return self._numbering.mark(paragraph) if deleted is None else None

    def _table(self, table: Element) -> None:
        rows = [row for row in children(table, _ROW, self.unread) if not self._is_deleted(row)]
        cells = [list(children(row, _CELL, self.unread)) for row in rows]
        if all(len(row) <= 1 for row in cells):  # a frame around text rather than a table
            for row in cells:
                for cell in row:
                    self._blocks(cell)
            return
        reaching: dict[int, str] = {}
        read = [self._row(row_cells, row, reaching) for row_cells, row in zip(cells, rows, strict=True)]
        marked = next((number for number, row in enumerate(rows) if not _is_header(row)), 0)
        header = Header([row.shown for row in read], [row.spread for row in read], marked)
        for number, row_text in enumerate(read):
            header.write(self._composer, number, row_text.shown)
            self._after(row_text.hanging, row_text.nested)

    def _row(self, cells: list[Element], row: Element, reaching: dict[int, str]) -> _TableRow:
        """A row; `reaching` holds the texts of the cells that reach down into it, and then those that reach on."""
        self._bounds.page(self._composer.length, 0)
        read = _TableRow()
        above = dict(reaching)
        reaching.clear()
        column = _span(row, f"{W}trPr/{W}gridBefore", 0)
        for cell in cells:
            words, hanging, nested = self._flowing(cell)
            words = flat(words)
            span = max(1, _span(cell, f"{W}tcPr/{W}gridSpan", 1))
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            if merged is not None:
                words = words or (above.get(column, "") if merged.get(f"{W}val") != "restart" else "")
                reaching[column] = words if len(words) <= LONGEST_REPEATED else ""
            if words:
                read.shown[column] = words
                read.spread |= dict.fromkeys(range(column, min(column + span, _MOST_COLUMNS)), words)
            read.hanging += hanging
            read.nested += nested
            column += span
        return read

    def _is_deleted(self, row: Element) -> bool:
        deleted = any(row.find(f"{W}trPr/{W}{name}") is not None for name in DELETED)
        self.unread.changes += deleted
        return deleted

    def _header(self, name: str, seen: set[str]) -> None:
        """A header or footer, once however many sections show it; bare page numbers are skipped."""
        root = self._package.xml(name)
        for paragraph in root.iter(f"{W}p") if root is not None else ():
            content = self._text.paragraph(paragraph)
            if any(map(str.isalpha, content.text)) and content.text not in seen:
                seen.add(content.text)
                self._composer.paragraph(content.text)


def _by_id(root: Element | None) -> dict[str, Element]:
    notes = root if root is not None else ()
    return {note.get(f"{W}id") or "": note for note in notes if note.get(f"{W}type") in (None, "normal")}


def _span(element: Element, path: str, default: int) -> int:
    mark = element.find(path)
    return min(max(whole(mark.get(f"{W}val"), default), 0), _MOST_COLUMNS) if mark is not None else default


def _is_header(row: Element) -> bool:
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return is_on(mark, mark.get(f"{W}val") if mark is not None else None)
