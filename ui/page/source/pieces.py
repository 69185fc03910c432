"""A document's blocks within a window of its text, none over another, covering it with what stands between them."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.documents.datatypes import Block, Document
from index.documents.sentences import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A block within the window: `text[start:end]`, then what follows up to `after`, which is not to be seen."""

    start: int
    end: int
    after: int
    kind: str
    level: int = 0
    cells: tuple[Span, ...] = ()


def pieces(document: Document, start: int, end: int) -> Iterator[Piece]:
    """The blocks in `document.text[start:end]`, covering it: blanks go with the block before them.

    Other text that no block claims is a paragraph.
    """
    last: Piece | None = None
    for piece in itertools.chain(_clipped(document.blocks, start, end), [Piece(end, end, end, "end")]):
        end_before = last.end if last else start
        blank = not document.text[end_before : piece.start].strip()
        if last:
            yield replace(last, after=piece.start) if blank else last
        if end_before < piece.start and not (blank and last):
            yield Piece(end_before, end_before if blank else piece.start, piece.start, "paragraph")
        last = piece


def _clipped(blocks: Sequence[Block], start: int, end: int) -> Iterator[Piece]:
    """Each block's part in the window, and the cells of a row."""
    last: Piece | None = None
    cells: list[Span] = []
    for block in blocks:
        first, until = max(block.start, last.start if last and block.kind == "cell" else start), min(block.end, end)
        if first >= until:
            continue
        if block.kind != "cell":
            if last:
                yield replace(last, cells=tuple(cells))
            last, cells, start = Piece(first, until, until, block.kind, block.level), [], until
        elif last and until <= last.end:
            cells.append((first, until))
    if last:
        yield replace(last, cells=tuple(cells))
