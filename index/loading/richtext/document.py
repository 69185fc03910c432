"""Rich text (.rtf) → Document: paragraphs, headings where it marks them, tables, notes, text boxes, headers.

Read here, since striprtf leaves footnotes, text boxes and headers out without a word, keeps what was deleted, and
looks for links with a pattern that takes minutes for a file made for it.
"""

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer, flat
from index.loading.dating import seconds_of
from index.loading.marks import BULLET
from index.loading.office.openxml import sensible
from index.loading.richtext.flow import Flow, Sink
from index.loading.richtext.reader import RichText
from index.loading.tables import Header
from index.loading.unread import counted

_NEAR = 40  # twips, 0.7 mm
_MOST_COLUMNS = 1000


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A document of the file's text. Raises LoadError when it is not rich text, or nested absurdly deep."""
    if not data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise LoadError(str(path), "Despite its name, this is not rich text: it does not begin with {\\rtf.")
    composer = Composer(str(path), bounds)
    writer = _Writer(composer)
    rich = RichText(Sink(writer.paragraph, writer.cell, writer.row, bounds.page))
    try:
        rich.read(data[data.index(b"{\\rtf") :])
    except ValueError as error:
        raise LoadError(str(path), f"The file is damaged: {error}.") from error
    writer.end()
    warnings = list(rich.unread.warnings())
    if rich.open_groups:
        warnings.append("The file seems to be cut short: its end is missing.")
    if rich.lost:
        warnings.append(f"{counted(rich.lost, 'character')} unreadable in the encoding that the file names.")
    title, modified = sensible(rich.info.get("title", "")), seconds_of(rich.info.get("revised", ""))
    return composer.document(path, data, media_type, title, modified, warnings)


@dataclass(frozen=True, slots=True)
class _TableRow:
    cells: list[str]
    edges: list[int]
    marked: bool
    hanging: list[Flow]

    def shown(self, ends: list[int], spread: bool = False) -> dict[int, str]:
        """The filled cells by the table's columns, which end at `ends`; a merged one's in its first, or in each."""
        if len(self.edges) != len(self.cells) or self.edges != sorted(self.edges):
            return {column: words for column, words in enumerate(self.cells) if words}
        shown: dict[int, str] = {}
        for words, left, right in zip(self.cells, [0, *self.edges], self.edges, strict=False):
            first = bisect_right(ends, left + _NEAR) if left else 0
            columns = range(first, max(first + 1, bisect_right(ends, right + _NEAR)) if spread else first + 1)
            shown |= dict.fromkeys(columns, words) if words else {}
        return shown


class _Writer:
    """Puts what comes in document order into a Composer; a table's rows are held until it ends."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._rows: list[_TableRow] = []
        self._cells: list[str] = []
        self._hanging: list[Flow] = []
        self._kept: dict[int, list[str]] = {}
        self._headers: list[str] = []

    def paragraph(self, flow: Flow, text: str, level: int) -> None:
        """A paragraph of the body is written; one of a note, text box or header is kept until its turn."""
        if flow.kind == "header":
            self._headers.append(text)
        elif flow.kind != "body":
            if id(flow) not in self._kept:
                self._hanging.append(flow)
            self._kept.setdefault(id(flow), []).append(text)
        else:
            self._end_table()
            self._write(flow, text, level)
            flows, self._hanging = self._hanging, []
            self._after(flows)

    def cell(self, flow: Flow, text: str) -> None:
        """A cell ends; one of a table in a note is part of the note."""
        if flow.kind != "body":
            self.paragraph(flow, text, 0)
        else:
            mark, flow.mark = _mark(flow.mark), ""
            self._cells.append(f"{mark} {text}" if mark else text)

    def row(self, flow: Flow, marked: bool, edges: list[int]) -> None:
        """A row ends; `edges` are where its cells end on the page, in twips."""
        if flow.kind == "body":
            self._rows.append(_TableRow([flat(cell) for cell in self._cells], edges, marked, self._hanging))
            self._cells, self._hanging = [], []

    def end(self) -> None:
        """The file ends: what is still held is written, then the headers and footers, each once."""
        self._end_table()
        for left in self._cells:
            self._composer.paragraph(left)
        self._after(self._hanging)
        for header in dict.fromkeys(self._headers):
            if any(map(str.isalpha, header)):
                self._composer.paragraph(header)

    def _write(self, flow: Flow, text: str, level: int) -> None:
        mark, flow.mark = flow.mark, ""
        if level:
            number = mark if any(map(str.isalnum, mark)) else ""
            self._composer.heading(f"{number} {text}" if number and text.strip() else text, level)
        elif mark:
            self._composer.item(text, flow.depth, _mark(mark))
        else:
            self._composer.paragraph(text)

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        ends = _columns(rows)
        shown = [row.shown(ends) for row in rows]
        marked = next((number for number, row in enumerate(rows) if not row.marked), 0)
        header = Header(shown, [row.shown(ends, spread=True) for row in rows], marked)
        for number, row in enumerate(rows):
            header.write(self._composer, number, shown[number])
            self._after(row.hanging)

    def _after(self, flows: list[Flow]) -> None:
        """The notes and text boxes that were met, after the text that they belong to."""
        for flow in flows:
            words = self._kept.pop(id(flow), [])
            if flow.kind == "note":
                self._composer.item("\n".join(words), 0, f"[{flow.number}]")
            else:
                for paragraph in words:
                    self._composer.paragraph(paragraph)


def _columns(rows: list[_TableRow]) -> list[int]:
    """Where a table's columns end, edges that lie next to one another taken for one; at most `_MOST_COLUMNS`."""
    ends: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not ends or edge - ends[-1] > _NEAR:
            ends.append(edge)
    return ends[:_MOST_COLUMNS]


def _mark(mark: str) -> str:
    """An item's mark as people write it: the signs of symbol fonts are bullets."""
    words = mark.strip()
    return BULLET if words and not any(map(str.isalnum, words)) else words
