"""Rows of cells → a table in a Composer, every value after the label its column has in the header row.

Few files say which row is the header, so it is recognised by its looks: the first row that is mostly filled, and with
words rather than figures.
"""

import re
from collections.abc import Mapping, Sequence

from index.loading.composing import Composer

Row = Mapping[int, str]
"""A row's filled cells by their columns, counted from 0."""

MOST_CELLS = 2_000_000  # filled ones, of one file
LONGEST_REPEATED = 200  # characters of a cell that is said again in each row that it goes over
_LONGEST_LABEL = 100  # characters
_LOOKED_AT = 12  # rows in which a header is looked for
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"\(?[-+−–]?\s*[€$£¥]?\s*\d")


class TableWriter:
    """Takes a sheet's rows one after another and finds the tables in it: a blank row ends one."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._waiting: list[Row] = []
        self._settled = False
        self._header: Row = {}

    def add(self, row: Row) -> None:
        """The next row; a blank one ends the table."""
        filled = {column: cell for column, cell in row.items() if cell.strip()}
        if not filled:
            self.end()
        elif self._settled:
            write_row(self._composer, filled, self._header)
        else:
            self._waiting.append(filled)
            if len(self._waiting) == _LOOKED_AT:
                self._settle()

    def end(self) -> None:
        """Ends the table; the next row begins another."""
        if self._waiting:
            self._settle()
        self._settled = False

    def _settle(self) -> None:
        rows, self._waiting, self._settled = self._waiting, [], True
        upper = next((at for at in range(len(rows) - 2) if self._begins_groups(rows, at)), None)
        header_index = _header_at(rows) if upper is None else upper
        goes_on = set().union(*rows) <= set(self._header)
        if upper is not None:
            self._write_header(rows, upper, [_filled_on(rows[upper], rows[upper + 1]), rows[upper + 1]])
            rows = rows[upper + 2 :]
        elif header_index is not None and not (goes_on and not _stands_out(rows, header_index)):
            self._write_header(rows, header_index, [rows[header_index]])
            rows = rows[header_index + 1 :]
        elif not goes_on:
            self._header = {}
        for row in rows:
            if self._header:
                write_row(self._composer, row, self._header)
            else:
                _write_plain(self._composer, row)

    def _begins_groups(self, rows: Sequence[Row], at: int) -> bool:
        """Whether a header of two rows begins at a row, with no row of several cells before it."""
        alone = all(len(row) == 1 for row in rows[:at])
        return alone and _grouped(rows[at], rows[at + 1]) and _stands_out(rows, at + 1)

    def _write_header(self, rows: Sequence[Row], at: int, header: Sequence[Row]) -> None:
        """The rows before a header, and the header as one row."""
        for row in rows[:at]:
            _write_plain(self._composer, row)
        self._header = labels(header)
        write_row(self._composer, header[0] if len(header) == 1 else self._header)


def write_row(composer: Composer, row: Row, header: Row | None = None) -> None:
    """One row, its cells in order, each after its label."""
    columns = sorted(row)
    composer.row([row[column] for column in columns], [header.get(column, "") for column in columns] if header else ())


def labels(header_rows: Sequence[Row]) -> dict[int, str]:
    """Each column's label: what the header rows hold above it, once each; none where that is longer than a label."""
    stacked: dict[int, list[str]] = {}
    for row in header_rows:
        for column, cell in row.items():
            if cell.strip() and cell not in stacked.setdefault(column, []):
                stacked[column].append(cell)
    joined = {column: " ".join(" ".join(cells).split()) for column, cells in stacked.items()}
    return {column: label for column, label in joined.items() if len(label) <= _LONGEST_LABEL}


class Header:
    """The header of a table whose rows are all known: those that the file marks as such, else those that look it.

    A title over the whole table stands before it; a header of several rows becomes one row of joined labels.
    """

    def __init__(self, shown: Sequence[Row], spread: Sequence[Row], marked: int = 0) -> None:
        """`shown` holds a merged cell in its first column, `spread` in each; `marked` counts marked rows."""
        self._first = _captions(shown, marked)
        self._top = marked or self._first + _headed(shown[self._first :], spread[self._first :])
        while self._first < self._top < len(shown) - 1 and _goes_on(shown, spread, self._top):
            self._top += 1
        self._labels = labels(spread[self._first : self._top])

    def write(self, composer: Composer, number: int, row: Row) -> None:
        """Writes a row by its number from 0: one of the header, or one of the body with its labels."""
        if number >= self._top > self._first:
            write_row(composer, row, self._labels)
        elif number < self._first or self._top - self._first <= 1:
            _write_plain(composer, row)
        elif number == self._top - 1:
            write_row(composer, self._labels)


def _captions(shown: Sequence[Row], marked: int) -> int:
    """How many rows in front hold one cell alone, as a title does, and are followed by rows of several."""
    first, most = 0, (marked or len(shown) - 1) - 1
    while first < most and len(shown[first]) == 1:
        first += 1
    return first if shown and len(shown[first]) > 1 else 0


def _headed(shown: Sequence[Row], spread: Sequence[Row]) -> int:
    """How many of a table's first rows are its header, 0 or 1, where the file does not say.

    Two columns of words alone are taken for a list of names and what they stand for, which has no header.
    """
    if len(shown) < 2 or len(spread[0]) < 2 or len(spread[0]) < max(map(len, shown)):
        return 0
    if len(spread[0]) > len(shown[0]) and len(shown) > 2 and _goes_on(shown, spread, 1):
        return int(all(map(_is_label, shown[0].values())))
    if not _is_header(shown[0]):
        return 0
    return 1 if len(shown[0]) > 2 or _stands_out(shown, 0) else 0


def _goes_on(shown: Sequence[Row], spread: Sequence[Row], number: int) -> bool:
    """Whether a row goes on with the header before it: labels under a merged cell, with figures below them."""
    if len(spread[number - 1]) <= len(shown[number - 1]) or not all(map(_is_label, shown[number].values())):
        return False
    return len(shown[number]) > 1 and _stands_out(shown, number)


def _grouped(above: Row, row: Row) -> bool:
    """Whether a row without merged cells has labels that stand above those of the next row: ,2022,,2023, over it."""
    if len(above) < 2 or not all(map(_is_label, (*above.values(), *row.values()))):
        return False
    first, last = min(*above, *row), max(*above, *row)
    gaps = [column for column in range(min(above), last + 1) if column not in above]
    own_label = above.get(first, "") in ("", row.get(first)) or first not in row
    return bool(gaps) and set(gaps) <= set(row) and own_label


def _filled_on(above: Row, row: Row) -> dict[int, str]:
    """The upper row of a header, each label said again in the columns without one up to the next."""
    filled, label = {}, ""
    for column in sorted({*above, *row}):
        label = above.get(column, label)
        if label:
            filled[column] = label
    return filled


def _header_at(rows: Sequence[Row]) -> int | None:
    width = max(map(len, rows))
    for index, row in enumerate(rows[:-1]):
        if len(row) >= max(2, width / 2):
            return index if _is_header(row) else None
    return None


def _is_header(row: Row) -> bool:
    cells = list(row.values())
    distinct = len(set(cells)) > len(cells) / 2
    return distinct and all(_is_label(cell) for cell in cells) and any(not _YEAR.fullmatch(cell) for cell in cells)


def _is_label(cell: str) -> bool:
    words = cell.strip()
    if _YEAR.fullmatch(words):
        return True
    return len(words) <= _LONGEST_LABEL and any(map(str.isalpha, words)) and not _FIGURE.match(words)


def _stands_out(rows: Sequence[Row], header_index: int) -> bool:
    """Whether a column holds words in row `header_index` and figures in most rows below, or years and anything else."""
    for column, label in rows[header_index].items():
        below = [row[column] for row in rows[header_index + 1 :] if column in row]
        if below and sum(not _is_label(cell) for cell in below) > len(below) / 2 and _is_label(label):
            return True
    return False


def _write_plain(composer: Composer, row: Row) -> None:
    if len(row) == 1:
        composer.paragraph(next(iter(row.values())))
    else:
        write_row(composer, row)
