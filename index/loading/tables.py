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
        header_index = _header_at(rows)
        goes_on = set().union(*rows) <= set(self._header)
        if header_index is not None and not (goes_on and not _stands_out(rows, header_index)):
            for row in rows[:header_index]:
                _write_plain(self._composer, row)
            write_row(self._composer, rows[header_index])
            self._header, rows = labels([rows[header_index]]), rows[header_index + 1 :]
        elif not goes_on:
            self._header = {}
        for row in rows:
            if self._header:
                write_row(self._composer, row, self._header)
            else:
                _write_plain(self._composer, row)


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


def headed(rows: Sequence[Row]) -> int:
    """How many of a table's first rows are its header, 0 or 1, where the file does not say.

    Two columns of words alone are taken for a list of names and what they stand for, which has no header.
    """
    if len(rows) < 2 or len(rows[0]) < 2 or len(rows[0]) < max(map(len, rows)) or not _is_header(rows[0]):
        return 0
    return 1 if len(rows[0]) > 2 or _stands_out(rows, 0) else 0


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
