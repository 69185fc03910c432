"""A table's rows and cells in plain text: `| a | b |`, tabs, columns of spaces, and `Label: a; Label: b`."""

import re
from collections.abc import Sequence

from index.documents.sentences import Span
from index.search.lexical import STOP_WORDS, terms
from qa.language.asked import asks_for_several
from qa.language.kinds import kind_of
from qa.language.values import holds

_BAR = re.compile(r"(?<!\\)\|")
_COLUMNS = re.compile(r"\t+| {3,}")
_LABELLED = re.compile(r"(?:[^:;\n]{1,60}: [^;\n]*; ){2,}[^:;\n]{1,60}: [^;\n]*")
_LABEL = re.compile(r"(?:\A|; )[^:;\n]{1,60}: ")
_PROSE = 8  # words of a cell: columns of spaces with longer ones are justified prose
_CLAUSE_ENDS = re.compile(r"[,;:/(–-]\s*\Z")
_CLAUSE_BEGINS = re.compile(r"\s*[,;/(–-]")
_INVERTED = re.compile(r"[^\W\d_a-z][\w'’-]+, [^\W\d_a-z][\w'’. -]+")  # "Nowak, Piotr"
_MOST = 0.4  # of a cell's characters: the network that lit so much meant all of it
_ALL = 0.9  # of a row's characters


def cells(text: str, offset: int) -> tuple[list[Span], bool]:
    """The spans of the filled cells, without their labels, of the row around `offset`; none in prose.

    With whether bars or tabs part them, and not spaces or labels, of which one is less sure.
    """
    first = text.rfind("\n", 0, offset) + 1
    last = text.find("\n", offset)
    last = len(text) if last < 0 else last
    line = text[first:last]
    if len(_BAR.findall(line)) >= 2:
        return _split(text, first, last, _BAR), True
    if _COLUMNS.search(line.strip()):
        columns = _split(text, first, last, _COLUMNS)
        if all(len(text[start:end].split()) <= _PROSE for start, end in columns):
            return columns, "\t" in line.strip()
    if _LABELLED.fullmatch(line):
        places = [first + place for match in _LABEL.finditer(line) for place in match.span()]
        return [_bare(text, *pair) for pair in zip(places[1::2], [*places[2::2], last], strict=True)], False
    return [], False


def within_cell(text: str, start: int, end: int, question: str = "") -> Span:
    """The span within one cell, all of it if enough is lit; a whole row stays, and so do cells asked for together.

    Of several cells the one that the question does not name is kept, the fullest if there are more.
    """
    if "\n" in text[start:end]:
        return start, end
    row, sure = cells(text, start)
    touched = [cell for cell in row if cell[0] < end and start < cell[1]]
    if not touched or _is_whole_row(row, start, end):
        return start, end
    if len(touched) == 1:
        return _grown(text, touched[0], start, end) if sure else (start, end)
    if asks_for_several(question) and all(_share(cell, start, end) >= _MOST for cell in touched):
        return touched[0][0], touched[-1][1]
    cell = _chosen(text, row, touched, (start, end), question)
    return _grown(text, cell, max(start, cell[0]), min(end, cell[1]))


def _chosen(text: str, row: Sequence[Span], touched: Sequence[Span], lit: Span, question: str) -> Span:
    """The cell that answers: one the question does not name; of these whose label it names, that has the kind of value
    it asks for, that is lit most, that comes first.
    """
    asked, kind = set(terms(question)), kind_of(question)
    fresh = [cell for cell in touched if not set(_told(text, cell)) <= asked]
    if not question and touched[0] == row[0]:
        fresh = list(touched[1:])  # the first cell says what the row is about
    edges = [row[0][0], *(end for _, end in row)]
    labels = {cell: text[edge : cell[0]] for edge, cell in zip(edges, row, strict=False)}

    def merit(cell: Span) -> tuple[int, bool, float, int]:
        named = len(set(terms(labels[cell])) & asked)
        return named, holds(text[slice(*cell)], kind, ""), _share(cell, *lit), -cell[0]

    return max(fresh or touched, key=merit)


def _told(text: str, cell: Span) -> list[str]:
    return [term for term in terms(text[cell[0] : cell[1]]) if term not in STOP_WORDS]


def _split(text: str, first: int, last: int, edge: re.Pattern[str]) -> list[Span]:
    places = [first, *(place for match in edge.finditer(text, first, last) for place in match.span()), last]
    return [
        span
        for span in (_bare(text, *pair) for pair in zip(places[::2], places[1::2], strict=True))
        if span[0] < span[1]
    ]


def _bare(text: str, start: int, end: int) -> Span:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), max(start, start + len(stretch.rstrip()))


def _share(cell: Span, start: int, end: int) -> float:
    return (min(end, cell[1]) - max(start, cell[0])) / (cell[1] - cell[0])


def _grown(text: str, cell: Span, start: int, end: int) -> Span:
    """The whole cell if most of it is lit, unless what is not lit is a clause of its own."""
    if _INVERTED.fullmatch(text, *cell):
        return cell
    if _share(cell, start, end) < _MOST:
        return start, end
    first = start if _CLAUSE_ENDS.search(text, cell[0], start) else cell[0]
    return first, end if _CLAUSE_BEGINS.match(text, end, cell[1]) else cell[1]


def _is_whole_row(row: Sequence[Span], start: int, end: int) -> bool:
    lit = sum(max(0, min(end, cell[1]) - max(start, cell[0])) for cell in row)
    return len(row) > 1 and lit >= _ALL * sum(cell[1] - cell[0] for cell in row)
