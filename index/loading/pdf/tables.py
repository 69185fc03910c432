"""Lines of several parts → the rows of a table, or columns that are drawn line by line, each read whole."""

import re
from itertools import groupby

from index.loading.pdf.line import Line, joined

_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivxIVX]{1,5})[.)]?|[^\w\s]")
_ALIGNED = 0.6  # of a line's height, between edges that count as one
_PITCH = 4.0  # line heights between two rows of one table, at most
_FEWEST_COLUMN_LINES = 4
_PROSE = 18  # characters a part, from which parts side by side are columns of prose
_FILLED = 0.7  # of its column's width that the usual line of prose takes


def rows_read(lines: list[list[Line]]) -> list[Line]:
    """One line for each of the page's, in reading order; those that are rows of a table keep their cells."""
    result: list[Line] = []
    for group in _groups(lines):
        if len(group) == 1:
            result.append(joined(group[0], cells=False))
        elif _is_prose(group):
            result.extend(parts[column] for column in range(len(group[0])) for parts in group)
        else:
            result.extend(joined(_labelled(parts), "; ") for parts in group)
    return result


def _labelled(parts: list[Line]) -> list[Line]:
    """Parts of a line, a label that ends in a colon in one with what it labels: `Name: Lucía`."""
    result: list[Line] = []
    for part in parts:
        if result and result[-1].text.endswith(":"):
            result[-1] = joined([result[-1], part], cells=False)
        else:
            result.append(part)
    return result


def _groups(lines: list[list[Line]]) -> list[list[list[Line]]]:
    """Lines that follow one another with parts that are aligned, together; every other line alone."""
    groups: list[list[list[Line]]] = []
    for parts in lines:
        if groups and _aligned(groups[-1][-1], parts):
            groups[-1].append(parts)
        else:
            groups.append([parts])
    return groups


def _aligned(above: list[Line], below: list[Line]) -> bool:
    if len(above) < 2 or len(below) < 2 or _is_numbered(above) or _is_numbered(below):
        return False
    height = max(1.0, above[0].bottom - above[0].top)
    step = below[0].look.baseline - above[0].look.baseline
    if not 0 < step < _PITCH * height:
        return False
    shared = sum(any(_one_column(cell, other, _ALIGNED * height) for other in above) for cell in below)
    return shared >= 2


def _is_numbered(parts: list[Line]) -> bool:
    """Whether a line is a number or a mark and the text after it, as in a list or a table of contents."""
    return len(parts) == 2 and bool(_NUMBER.fullmatch(parts[0].text)) and not parts[1].text[:1].isdigit()


def _one_column(cell: Line, other: Line, slack: float) -> bool:
    centres = abs(cell.left + cell.right - other.left - other.right) / 2
    return min(abs(cell.left - other.left), abs(cell.right - other.right), centres) < slack


def _is_prose(group: list[list[Line]]) -> bool:
    """Whether parts side by side are lines of prose that fill their columns."""
    counts = {count for count, _ in groupby(len(parts) for parts in group)}
    if len(group) < _FEWEST_COLUMN_LINES or len(counts) > 1:
        return False
    for column in zip(*group, strict=True):
        lengths = sorted(len(part.text) for part in column)
        widths = sorted(part.right - part.left for part in column)
        middle = len(column) // 2
        if lengths[middle] < _PROSE or widths[middle] < _FILLED * widths[-1]:
            return False
    return True
