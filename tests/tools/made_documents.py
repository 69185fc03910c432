"""Documents made by hand: of text, of blocks, and of pages whose characters stand on a grid."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from index.documents.datatypes import Block, Document, PageLayout

MODIFIED = 1715940000.0  # 17 May 2024
PAGE = (400.0, 500.0)  # points
_COLUMNS, _LINES = 50, 25  # of characters on a page


def document_of(path: str, text: str, media_type: str = "text/plain", **known: Any) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    name = hashlib.sha256(path.encode()).hexdigest()[:8]
    return Document(name, text.splitlines()[0], path, media_type, digest, text, modified=MODIFIED, **known)


def composed(path: str, blocks: Sequence[tuple[str, str, int]], media_type: str, **known: Any) -> Document:
    """A document of blocks, each its kind, its text and its level; the cells of a row stand between semicolons."""
    text, found = "", []
    for kind, words, level in blocks:
        start = len(text) + 2 * bool(text)
        text += "\n\n" * bool(text) + words
        found.append(Block(start, len(text), kind, level))  # type: ignore[arg-type]
        for cell in words.split("; ") if kind == "row" else ():
            found.append(Block(start, start + len(cell), "cell"))
            start += len(cell) + 2
    return document_of(path, text, media_type, blocks=tuple(found), **known)


def paged(path: str, pages: Sequence[str]) -> tuple[Document, list[PageLayout]]:
    """A document whose pages' characters stand on a grid, and where they stand."""
    starts = [sum(len(page) + 1 for page in pages[:number]) for number in range(len(pages))]
    document = document_of(path, "\n".join(pages), "application/pdf", page_starts=tuple(starts))
    return document, [PageLayout(*PAGE, _grid(f"{page}\n")) for page in pages]


def drawn(text: str, width: int) -> bytes:
    """A page of a grid as PNG."""
    height = round(width * PAGE[1] / PAGE[0])
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    for character, (left, top, _, bottom) in _places(text):
        if character.strip():
            size = (bottom - top) * height
            pen.text((left * width, top * height), character, fill="black", font_size=max(4, size * 0.8))
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def _places(text: str) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    line = column = 1
    for character in text:
        if character == "\n":
            line, column = line + 1, 1
            yield character, (0, 0, 0, 0)
        else:
            left, top = column / (_COLUMNS + 2), line / (_LINES + 2)
            yield character, (left, top, left + 1 / (_COLUMNS + 2), top + 0.8 / (_LINES + 2))
            column += 1


def _grid(text: str) -> bytes:
    return np.array([[round(65535 * edge) for edge in box] for _, box in _places(text)], "<u2").tobytes()
