"""Rows that follow one another as one HTML table, each cell under the heading that it names.

The name that a cell begins with, `Country: ` in `Country: China`, is kept but not seen, as the heading says it.
"""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from index.documents.sentences import Span
from ui.page.rendering import joined
from ui.page.source.lit import Lit
from ui.page.source.pieces import Piece

_MOST_BEFORE = 2  # columns without a heading, on the left
_AFTER_LABEL = ": "
_LONGEST_LABEL = 400

Labels = Mapping[str, int]
"""Each heading of a table with its column, counted from 0 among those that have one."""

_TABLE = Markup('<div class="table"><table>{}</table></div>')
_HEADING = Markup('<th scope="col">'), Markup("</th>")
_CELL = Markup("<td>"), Markup("</td>")
_LABEL, _END = Markup('<span class="label">'), Markup("</span>")


def table_html(lit: Lit, rows: Sequence[Piece]) -> Markup:
    """A table of `rows`; the first is its header where it says so and the next does not."""
    if len(rows) < 2 or rows[0].level != 1 or rows[1].level != 0:
        return _TABLE.format(joined(_row_html(lit, row, {}, range(len(_cells(lit.text, row)))) for row in rows))
    header = _cells(lit.text, rows[0])
    labels = {lit.text[first:last]: column for column, (first, last) in reversed(list(enumerate(header)))}
    before = min(_MOST_BEFORE, max(_unlabelled(lit.text, row, labels) for row in rows[1:]))
    shown = [_row_html(lit, rows[0], {}, range(before, before + len(header)), _HEADING)]
    shown += [_row_html(lit, row, labels, _columns(lit.text, row, labels, before)) for row in rows[1:]]
    return _TABLE.format(joined(shown))


def _row_html(
    lit: Lit, row: Piece, labels: Labels, columns: Sequence[int], tags: tuple[Markup, Markup] = _CELL
) -> Markup:
    cells = _cells(lit.text, row)
    edges = [*(first for first, _ in cells[1:]), row.after]
    shown, column = [Markup("<tr>")], 0
    for (first, last), until, wanted in zip(cells, edges, columns, strict=True):
        shown += _CELL * (wanted - column)
        column = wanted + 1
        value = first + _label_length(lit.text, first, last, labels)
        label = [_LABEL, lit.html(first, value), _END] if first < value else []
        shown += [tags[0], *label, lit.html(value, last), lit.hidden(last, until), tags[1]]
    return joined([*shown, Markup("</tr>")])


def _cells(text: str, row: Piece) -> list[Span]:
    """The cells of a row; between two of them stand only marks, and none before the first or after the last."""
    starts = [row.start]
    ends: list[int] = []
    for first, last in row.cells:
        if ends and first < ends[-1]:
            continue
        if ends:
            between = text[ends[-1] : first]
            ends[-1] = first if any(map(str.isalnum, between)) else ends[-1]
            starts.append(first)
        ends.append(last)
    return list(zip(starts, [*ends[:-1], row.end], strict=True))


def _label_length(text: str, start: int, end: int, labels: Labels) -> int:
    """How many characters the label takes that a cell begins with, the longest where there are several; 0 for none."""
    length, mark = 0, text.find(_AFTER_LABEL, start, min(end, start + _LONGEST_LABEL)) if labels else -1
    while mark >= 0:
        if text[start:mark] in labels:
            length = mark + len(_AFTER_LABEL) - start
        mark = text.find(_AFTER_LABEL, mark + 1, min(end, start + _LONGEST_LABEL))
    return length


def _headings(text: str, row: Piece, labels: Labels) -> list[int | None]:
    """For each cell of a row, the number of the heading it names."""
    headings: list[int | None] = []
    for first, last in _cells(text, row):
        length = _label_length(text, first, last, labels)
        headings.append(labels[text[first : first + length - len(_AFTER_LABEL)]] if length else None)
    return headings


def _unlabelled(text: str, row: Piece, labels: Labels) -> int:
    """How many cells stand in a row before the first that names its heading; 0 where none does."""
    return next((cell for cell, heading in enumerate(_headings(text, row, labels)) if heading is not None), 0)


def _columns(text: str, row: Piece, labels: Labels, before: int) -> list[int]:
    """A column for each cell, ascending: that of the heading it names, or the next one."""
    columns: list[int] = []
    for heading in _headings(text, row, labels):
        least = columns[-1] + 1 if columns else 0
        columns.append(least if heading is None else max(least, before + heading))
    return columns
