"""Document, Passage and Hit: what is carried from a file to a search result.

The offset rule: every `start` and `end` is half-open and counts Unicode code points of `Document.text`.
Offsets are made when text is read and carried from then on; nothing is ever searched for again to find where it was.
"""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Document:
    """One file as Quoth read it.

    `sha256` is the hex digest of the file's bytes, `path` its absolute path, `page_starts` the offset in `text` at
    which each page begins (empty where the format has no pages).
    """

    id: str
    title: str
    path: str
    media_type: str
    sha256: str
    text: str
    page_starts: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page that holds `offset`, counted from 1; None where the format has no pages."""
        return bisect_right(self.page_starts, offset) if self.page_starts else None


def document_id(path: Path, sha256: str) -> str:
    """Sixteen hex digits that stay the same for the same bytes at the same path."""
    return hashlib.sha256(f"{path}\0{sha256}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of whole sentences, `document.text[start:end]`; never a copy of the text, which could drift.

    `heading` is the heading that the passage stands under, empty where there is none.
    """

    id: int
    document_id: str
    start: int
    end: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search. A higher `score` is better; `rank` counts from 1."""

    passage: Passage
    score: float
    rank: int
