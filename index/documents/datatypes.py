"""Document, Passage, Match and Hit: what is carried from a file to a search result.

The offset rule: every `start` and `end` is half-open and counts Unicode code points of `Document.text`.
Offsets are recorded when text is read and carried from then on; nothing is ever searched for again.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row", "cell", "code"]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as fractions of the page's width and height from its top left corner, 0 to 1."""

_BOX_BYTES = 8
_FULL = 65535


@dataclass(frozen=True, slots=True)
class Block:
    """What a stretch of a document is, if its file says so.

    `level` is a heading's level (1 to 6), an item's depth (from 0), or 1 for a header row. Cells are in rows.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Where the characters of one page are on it. `width` and `height` in points (1/72 inch).

    `boxes` holds four little-endian uint16 per character of the page's text: left, top, right, bottom in 65535ths of
    the page's width and height; four zeros for a character that is not drawn, such as a line break.
    """

    width: float
    height: float
    boxes: bytes

    def box(self, number: int) -> Box | None:
        """The box of the page's character `number`, counted from 0; None if it is not drawn."""
        raw = self.boxes[number * _BOX_BYTES : (number + 1) * _BOX_BYTES]
        if len(raw) < _BOX_BYTES or not any(raw):
            return None
        left, top, right, bottom = (int.from_bytes(raw[i : i + 2], "little") / _FULL for i in (0, 2, 4, 6))
        return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Document:
    """One text as Quoth read it: a file, or one part of a file that holds several, such as an archive.

    `sha256` is the hex digest of its own bytes and `path` its absolute path; for a part, `path` continues inside the
    file and `file` is the file itself. `page_starts` are the offsets in `text` at which pages begin (empty if the
    format has none), `blocks` what the file says about its stretches (empty if it says nothing), `modified` its date
    in seconds since 1970, `warnings` what could not be read in it. `tags`, which its file gives it, and `layouts`, one
    per page, are there only when the document comes from its file; the library keeps them separately.
    """

    id: str
    title: str
    path: str
    media_type: str
    sha256: str
    text: str
    page_starts: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    file: str = ""
    modified: float | None = None
    warnings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    layouts: tuple[PageLayout, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page that holds `offset`, counted from 1; None if the format has no pages."""
        return bisect_right(self.page_starts, offset) if self.page_starts else None

    def page_span(self, page: int) -> tuple[int, int]:
        """The stretch of `text` on a page, counted from 1. Raises IndexError if there is no such page."""
        if not 1 <= page <= len(self.page_starts):
            raise IndexError(f"{self.title} has {len(self.page_starts)} pages; there is no page {page}.")
        return self.page_starts[page - 1], [*self.page_starts, len(self.text)][page]

    def pages_of(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Each page that `text[start:end]` touches, with the part of the stretch on it: (page, start, end)."""
        first, last = self.page_at(start), self.page_at(max(start, end - 1))
        for page in range(first or 0, (last or 0) + 1) if self.page_starts else ():
            page_start, page_end = self.page_span(page)
            yield page, max(start, page_start), min(end, page_end)


def document_id(path: Path, sha256: str) -> str:
    """Sixteen hex digits that stay the same for the same bytes at the same path."""
    return hashlib.sha256(f"{path}\0{sha256}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or a part of one, that was not read, and why: its `path`, and a sentence or two."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of whole sentences, `document.text[start:end]`; never a copy of the text, which could drift.

    `heading` is the heading above the passage, empty if there is none; `trail` is what it stands under, as
    `index.documents.context` has it.
    """

    id: int
    document_id: str
    start: int
    end: int
    heading: str = ""
    trail: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage in the results of one search. A higher `score` is better; `rank` counts from 1."""

    passage: Passage
    score: float
    rank: int


DENSE, LEXICAL = "dense", "lexical"
"""The names of the two searches, by meaning and by words."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that may answer a question, with everything that is needed to read it.

    `text` is `document.text[passage.start:passage.end]`, `context` a line that says what it belongs to (title, file
    name, headings, header row or lead-in), `title` its document's. `headings` are those above it,
    outermost first; the library records only the nearest. A higher `score` is better, `rank` counts from 1; `scores`
    and `ranks` are those it has in single lists, by the list's name ("dense", "lexical"), if it is in them.
    """

    passage: Passage
    text: str
    title: str
    headings: tuple[str, ...]
    score: float
    rank: int
    scores: Mapping[str, float] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)
    context: str = ""

    @property
    def heading(self) -> str:
        """The nearest heading, empty if there is none."""
        return self.headings[-1] if self.headings else ""
