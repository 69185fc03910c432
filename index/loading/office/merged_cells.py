"""Excel's merged cells: a cell that goes over several rows is said again in each of them, as its label."""

import re
from collections import defaultdict

from index.loading.tables import LONGEST_REPEATED
from index.loading.zipped_xml import Parts

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})[\"']")
_LARGEST = 64 * 2**20  # bytes of a sheet in which they are looked for, since they stand behind all of its rows
_MOST_ROWS = 1000  # that one goes over; beyond, it is a frame around the sheet rather than a label


class MergedCells:
    """The cells of one sheet that go over several rows."""

    def __init__(self, parts: Parts, part: str) -> None:
        self._begin: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._reaching: dict[int, tuple[int, str]] = {}
        if parts.size(part) <= _LARGEST:
            for letters, first, last in _MERGED.findall(parts.read(part)):
                if 0 < int(last) - int(first) < _MOST_ROWS:
                    self._begin[int(first)].append((column_of(letters.decode()), int(last)))

    def reach(self, number: int, cells: dict[int, str]) -> None:
        """Adds to the cells of a row, by its number from 1, those that reach down into it; a blank row stays blank."""
        for column, (last, words) in list(self._reaching.items()):
            if number > last:
                del self._reaching[column]
            elif cells:
                cells.setdefault(column, words)
        for column, last in self._begin.pop(number, ()):
            words = cells.get(column, "")
            if words and len(words) <= LONGEST_REPEATED:
                self._reaching[column] = last, words


def column_of(letters: str) -> int:
    """A column's number from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
