"""Comma- and tab-separated files (.csv, .tsv) → Document: every row with its columns' labels.

The separator is the one that cuts the first rows into the same number of cells; the standard library's Sniffer, a
regular expression over quotes, can take minutes for a file that is made for it.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import LARGEST_TEXT, Bounds
from index.loading.composing import Composer
from index.loading.decoding import decode
from index.loading.tables import MOST_CELLS, TableWriter

_SEPARATORS = ",;\t|"
_TOLD_FROM = 64 * 1024, 50  # characters, rows
_FIRST_ROW = 0.5  # of all rows, which the first is worth when it is cut into as many cells
_NAMED = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)  # Excel's own first line
_MOST_LINES = 100  # in one cell, beyond which its quotation mark was never closed


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A document of the file's rows, in order. Raises LoadError when it is not text, or has too many cells."""
    text, warnings = decode(path, data)
    named = _NAMED.match(text)
    separator = named[1] if named else _separator(text, path.suffix.lower())
    text = text[named.end() :] if named else text
    quoted = True
    if text.count('"') % 2 and any(cell.count("\n") > _MOST_LINES for row in _rows(text, separator) for cell in row):
        quoted = False
        warnings = (*warnings, "A quotation mark is never closed, so quotation marks are read as ordinary characters.")
    composer = Composer(str(path), bounds)
    writer = TableWriter(composer)
    cells = 0
    for row in _rows(text, separator, quoted):
        filled = {column: cell for column, cell in enumerate(row) if cell.strip()}
        writer.add(filled)
        cells += len(filled)
        bounds.page(composer.length, len(text))
        if cells > MOST_CELLS:
            raise LoadError(str(path), f"It holds more than {MOST_CELLS:,} filled cells. Split it.")
    writer.end()
    return composer.document(path, data, media_type, path.name, None, warnings)


def _rows(text: str, separator: str, quoted: bool = True) -> Iterator[list[str]]:
    csv.field_size_limit(LARGEST_TEXT)
    lines = io.StringIO(text, newline="")
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    yield from csv.reader(lines, delimiter=separator, quoting=quoting)


def _separator(text: str, suffix: str) -> str:
    """The separator by which most of the first rows have the same number of cells, more than one."""
    characters, rows = _TOLD_FROM
    best, chosen = (0.0, 0), "\t" if suffix == ".tsv" else ","
    for separator in dict.fromkeys([chosen, *_SEPARATORS]):
        widths = [len(row) for row in islice(_rows(text[:characters], separator), rows) if row]
        width, count = max(Counter(widths).items(), key=lambda counted: (counted[0] > 1, counted[1]), default=(0, 0))
        share = count / max(1, len(widths)) + (_FIRST_ROW if widths[:1] == [width] else 0)
        if width > 1 and (share, width) > best:
            best, chosen = (share, width), separator
    return chosen
