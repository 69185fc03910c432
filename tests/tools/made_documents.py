"""Documents made by hand: of text, of blocks, and of pages whose characters stand on a grid."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from index.documents.datatypes import Block, Document, PageLayout
from qa.datatypes import Citation

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


def citation_of(document: Document, start: int, end: int, answer: tuple[int, int] = (0, 0)) -> Citation:
    """A citation of a stretch of a document; where `answer` stands is the answer."""
    page, quote = document.page_at(start), document.text[start:end]
    return Citation(document.id, document.title, document.path, document.sha256, page, start, end, quote, *answer)


def pdf_of(pages: Sequence[str]) -> bytes:
    """A PDF in Courier: a character is 6 points wide, the first of a line 20 points from the left, a line 12 high."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    for number, page in enumerate(pages):
        lines = " ".join(f"({line}) Tj T*" for line in page.split("\n"))
        stream = f"BT /F 10 Tf 12 TL 20 {PAGE[1] - 40:g} Td {lines} ET".encode()
        size = f"/MediaBox [0 0 {PAGE[0]:g} {PAGE[1]:g}] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {size} /Contents {5 + 2 * number} 0 R >>".encode())
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream))
    file, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer << /Root 1 0 R /Size {len(objects) + 1} >>\nstartxref\n{len(file)}\n%%EOF\n".encode()
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + entries + end


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
