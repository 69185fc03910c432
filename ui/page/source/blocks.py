"""A text whose file says what its stretches are, as HTML: headings, paragraphs, lists, tables, code.

What stands between two blocks, and between two cells, is kept in the page but not seen.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterator

from markupsafe import Markup

from index.documents.datatypes import Document
from ui.page.rendering import joined
from ui.page.source.lit import Lit
from ui.page.source.pieces import Piece, pieces
from ui.page.source.table import table_html

_DEEPEST = 6
_SHAPES = {
    "heading": Markup(
        '<div class="block heading" role="heading" aria-level="{below}" data-level="{level}">{text}</div>'
    ),
    "item": Markup('<div class="block item" role="listitem" data-depth="{level}">{text}</div>'),
    "code": Markup('<div class="block code">{text}</div>'),
    "paragraph": Markup('<div class="block paragraph">{text}</div>'),
}


def blocks_html(document: Document, lit: Lit, start: int, end: int) -> Markup:
    """`document.text[start:end]`; on one page, rows that follow one another are one table, and items one list."""

    def group_of(piece: Piece) -> tuple[str, int]:
        together = piece.kind if piece.kind in ("row", "item") else ""
        return together, bisect_right(document.page_starts, piece.start)

    shown = []
    for (kind, _), group in itertools.groupby(pieces(document, start, end), group_of):
        members = list(group)
        shown.append(lit.dividers(members[0].start))
        if kind == "row":
            shown += [table_html(lit, table) for table in _tables(members)]
        elif kind == "item":
            shown.append(Markup('<div class="items" role="list">{}</div>').format(_blocks(lit, members)))
        else:
            shown.append(_blocks(lit, members))
    return joined(shown)


def _tables(rows: list[Piece]) -> Iterator[list[Piece]]:
    """Rows cut before each header row, which is one of level 1 with one below it that is not."""
    begun = 0
    for row in range(1, len(rows) - 1):
        if rows[row].level == 1 and rows[row + 1].level == 0:
            yield rows[begun:row]
            begun = row
    yield rows[begun:]


def _blocks(lit: Lit, group: list[Piece]) -> Markup:
    return joined(_block_html(lit, piece) for piece in group)


def _block_html(lit: Lit, piece: Piece) -> Markup:
    if piece.start == piece.end:
        return lit.hidden(piece.end, piece.after)
    level = min(_DEEPEST, max(0, piece.level))
    shape = _SHAPES.get(piece.kind, _SHAPES["paragraph"])
    shown = shape.format(text=lit.html(piece.start, piece.end), level=level, below=min(_DEEPEST, level + 2))
    return shown + lit.hidden(piece.end, piece.after)
