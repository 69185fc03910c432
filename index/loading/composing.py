"""Headings, paragraphs, items and rows → a document's text, with the offsets of each, made as the text is made.

Blocks stand a blank line apart, so that no sentence runs from one into the next.
"""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from index.documents.datatypes import Block, BlockKind, Document, document_id
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.titling import shortened, title_of

APART = "\n\n"
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n\s*\n")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff]")


class Composer:
    """Builds `text`, `blocks` and `page_starts`. Blank blocks are skipped."""

    def __init__(self, path: str, bounds: Bounds) -> None:
        self._path = path
        self._bounds = bounds
        self._parts: list[str] = []
        self._length = 0
        self._header: tuple[str, ...] = ()
        self._labels: tuple[str, ...] = ()
        self.blocks: list[Block] = []
        self.page_starts: list[int] = []

    @property
    def text(self) -> str:
        """What has been composed so far."""
        return "".join(self._parts)

    @property
    def length(self) -> int:
        """The length of `text`."""
        return self._length

    def document(
        self,
        path: Path,
        data: bytes,
        media_type: str,
        title: str = "",
        modified: float | None = None,
        warnings: Sequence[str] = (),
    ) -> Document:
        """The document, under `title`, its first heading or its file's name. Raises LoadError when it has no text."""
        text, sha256 = self.text, hashlib.sha256(data).hexdigest()
        if not text.strip():
            raise LoadError(str(path), "The file contains no text.")
        return Document(
            id=document_id(path, sha256),
            title=shortened(flat(title)) or title_of(text, media_type, self.blocks) or path.name,
            path=str(path),
            media_type=media_type,
            sha256=sha256,
            text=text,
            page_starts=tuple(min(start, len(text)) for start in self.page_starts),
            blocks=tuple(self.blocks),
            modified=modified,
            warnings=tuple(warnings),
        )

    def page(self) -> None:
        """Begins a page, where the next block will start; a page may stay empty."""
        self.page_starts.append(self._length + (len(APART) if self._length else 0))

    def heading(self, text: str, level: int = 1) -> None:
        """A heading of level 1 to 6, on one line."""
        self._block(flat(text), "heading", min(6, max(1, level)))

    def paragraph(self, text: str) -> None:
        """A paragraph; its line breaks stay, other blanks become one."""
        self._block(tidy(text), "paragraph")

    def item(self, text: str, depth: int = 0, mark: str = "•") -> None:
        """A list's item, its mark in front."""
        words = tidy(text)
        self._block(f"{mark} {words}" if words and mark else words, "item", depth)

    def code(self, text: str) -> None:
        """A stretch of code, its blanks kept."""
        self._block(clean(text).strip("\n"), "code")

    def laid(self, text: str, kind: BlockKind, level: int = 0) -> int:
        """Adds a block whose text is clean already; returns where it starts. Raises ValueError for a blank one."""
        end = self._block(text, kind, level)
        if not end:
            raise ValueError("A block needs text.")
        return end - len(text)

    def goes_on(self, text: str) -> int:
        """Text added to the last block with nothing between; returns where it starts."""
        last = self.blocks.pop()
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self._bounds.characters(self._path, self._length)
        self._bounds.blocks(self._path, len(self.blocks) + 1)
        self.blocks.append(Block(last.start, self._length, last.kind, last.level))
        return start

    def take_back(self) -> None:
        """Drops the last character of the last block: the hyphen of a word that continues after it."""
        last = self.blocks.pop()
        self._parts[-1] = self._parts[-1][:-1]
        self._length -= 1
        self.blocks.append(Block(last.start, self._length, last.kind, last.level))

    def cells(self, start: int, spans: Sequence[tuple[int, int]]) -> None:
        """Marks the cells of a row that starts at `start`, by their spans in it."""
        self.blocks.extend(Block(start + first, start + last, "cell") for first, last in spans)

    def include(self, document: Document) -> None:
        """Adds the whole text of another document, block by block; one without blocks by its paragraphs."""
        shift = 0
        for block in document.blocks:
            if block.kind == "cell":
                self.blocks.append(Block(block.start + shift, block.end + shift, "cell"))
            else:
                shift = self.laid(document.text[block.start : block.end], block.kind, block.level) - block.start
        for paragraph in () if document.blocks else _BLANK_LINES.split(document.text):
            self.paragraph(paragraph)

    def row(self, cells: Sequence[str], header: Sequence[str] = ()) -> None:
        """A table's row: its filled cells, each after its header where there is one: `Country: China; People: 5`.

        Without `header` it is the header row itself, or a row of a table that has none.
        """
        shown = []
        labels = self._labels_of(tuple(header))
        for column, cell in enumerate(map(flat, cells)):
            label = labels[column] if column < len(labels) else ""
            if cell:
                shown.append(f"{label}: {cell}" if label and label != cell else cell)
        start = self._start()
        end = self._block("; ".join(shown), "row", 0 if header else 1)
        for cell in shown if end else ():
            self.blocks.append(Block(start, start + len(cell), "cell"))
            start += len(cell) + len("; ")

    def _labels_of(self, header: tuple[str, ...]) -> tuple[str, ...]:
        """A header's cells on one line each, made once for all its rows."""
        if self._header != header:
            self._header, self._labels = header, tuple(map(flat, header))
        return self._labels

    def _start(self) -> int:
        return self._length + (len(APART) if self._length else 0)

    def _block(self, words: str, kind: BlockKind, level: int = 0) -> int:
        """Adds one block; returns its end, 0 where it is blank."""
        if not words.strip():
            return 0
        start = self._start()
        if self._length:
            self._parts.append(APART)
        self._parts.append(words)
        self._length = start + len(words)
        self._bounds.characters(self._path, self._length)
        self._bounds.blocks(self._path, len(self.blocks) + 1)
        self.blocks.append(Block(start, self._length, kind, level))
        return self._length


def clean(text: str) -> str:
    """Text with line ends as \\n and without what cannot be shown or kept: control characters, lone surrogates."""
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text))


def tidy(text: str) -> str:
    """Text whose blanks are single and whose lines have none at their ends; blank lines are left out."""
    lines = (_BLANKS.sub(" ", line).strip() for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)


def flat(text: str) -> str:
    """Text on one line."""
    return tidy(text).replace("\n", " ")
