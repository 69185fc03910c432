"""An HTML table → rows of texts with their headers; which tables hold data and which only lay out a page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
Row = tuple[Sequence[str], Sequence[str]]

_MOST_COLUMNS = 1_000  # up to which a cell may be merged with others
_MOST_ROWS = 1_000  # over which a cell may go
_REPEATED = 200  # characters of a cell up to which it is said again in each row that it goes over
_LONGEST_CELL = 1_500  # characters, beyond which a cell of a table without headers is a column of the page
_OF_LAYOUT = ("table", "pre", "h1", "h2", "h3", "form", "article", "section")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    header: bool
    columns: int
    rows: int


def is_data(table: Element) -> bool:
    """Whether a table holds data, rather than laying out a page or a mail."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return False
    if next((element for element in table.iter(*_OF_LAYOUT) if element is not table), None) is not None:
        return False
    widths = [sum(1 for _ in row.iterchildren("td", "th")) for row in table.iter("tr")]
    if max(widths, default=0) < 2:
        return False
    if next(table.iter("th", "caption", "thead"), None) is not None:
        return True
    return len(widths) > 1 and all(_length(cell) <= _LONGEST_CELL for cell in table.iter("td"))


def table_rows(table: Element, text_of: Callable[[Element], str]) -> Iterator[Row]:
    """The cells of each row with the headers of its columns, in order; the caption and the header come as rows first.

    A cell that goes over several rows is said again in each of them, one over several columns only in the first.
    """
    yield from (([text_of(caption)], ()) for caption in table.iterchildren("caption"))
    rows = [(row, [_cell(cell, text_of) for cell in row.iterchildren("td", "th")]) for row in table.iter("tr")]
    heads = _header_rows(rows)
    filled = _fill([cells for _, cells in rows])
    header = _join([next(filled) for _ in range(heads)])
    if header:
        yield header, ()
    for (_, cells), texts in zip(rows[heads:], filled, strict=True):
        if not header and [cell.header for cell in cells] == [True, False]:
            yield [cells[1].text], [cells[0].text]
        elif len(cells) == 1 and cells[0].columns > 1:
            yield [cells[0].text], ()
        else:
            yield texts, header


def _cell(element: Element, text_of: Callable[[Element], str]) -> _Cell:
    columns, rows = (_span(element.get(name)) for name in ("colspan", "rowspan"))
    return _Cell(" ".join(text_of(element).split()), element.tag == "th", columns, min(rows, _MOST_ROWS))


def _span(written: str | None) -> int:
    digits = (written or "").strip()
    return max(1, min(int(digits), _MOST_COLUMNS)) if digits.isdecimal() and len(digits) < 9 else 1


def _length(cell: Element) -> int:
    return sum(map(len, cell.itertext()))


def _header_rows(rows: Sequence[tuple[Element, Sequence[_Cell]]]) -> int:
    """How many rows in front are the header: those in <thead>, else those that hold only <th>."""
    heads = 0
    for row, cells in rows:
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        if not in_head and not (len(cells) > 1 and all(cell.header for cell in cells)):
            break
        heads += 1
    return heads if heads < len(rows) else 0


def _fill(rows: Sequence[Sequence[_Cell]]) -> Iterator[list[str]]:
    """Each row's texts by column, the cells put in that reach down from rows above."""
    reaching: dict[int, tuple[int, str]] = {}  # column → rows that its cell still goes over, and its text
    for cells in rows:
        texts: list[str] = []
        below: dict[int, tuple[int, str]] = {}
        waiting = list(reversed(cells))
        while waiting or reaching:
            column = len(texts)
            if column in reaching:
                left, text = reaching.pop(column)
                texts.append(text)
                if left > 1:
                    below[column] = (left - 1, text)
            elif waiting:
                _put(waiting.pop(), texts, reaching, below)
            else:
                texts.append("")
        reaching = below
        yield texts


def _put(
    cell: _Cell, texts: list[str], reaching: dict[int, tuple[int, str]], below: dict[int, tuple[int, str]]
) -> None:
    """Adds a cell's text, over as many columns as it has, and notes what of it reaches into the rows below."""
    repeated = cell.text if len(cell.text) <= _REPEATED else ""
    for column in range(cell.columns if len(texts) < _MOST_COLUMNS else 1):
        reaching.pop(len(texts), None)
        if cell.rows > 1 and len(texts) < _MOST_COLUMNS:
            below[len(texts)] = (cell.rows - 1, repeated if column == 0 or cell.header else "")
        texts.append(cell.text if column == 0 or cell.header else "")


def _join(rows: Sequence[Sequence[str]]) -> list[str]:
    """One header of several rows: the texts above a column, from the top, none of them twice."""
    width = max(map(len, rows), default=0)
    columns = ([row[column] for row in rows if column < len(row) and row[column]] for column in range(width))
    return [" ".join(dict.fromkeys(texts)) for texts in columns]
