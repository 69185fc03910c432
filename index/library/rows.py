"""Documents, blocks and page layouts ↔ rows of the library."""

import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from index.documents.datatypes import Block, BlockKind, Document, PageLayout

COLUMNS = (
    "id, coalesce(given_title, title), path, media_type, sha256, text, page_starts, blocks, file, modified, warnings"
)
_KINDS = get_args(BlockKind)


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What a list of documents shows of one.

    `characters` counts code points, `passages` includes overlaps, `pages` is 0 where the format has none, `size` is in
    bytes (of the text's own bytes), `modified` and `added` in seconds since 1970.
    """

    id: str
    title: str
    path: str
    media_type: str
    sha256: str
    characters: int
    passages: int
    pages: int
    size: int
    modified: float | None
    added: float
    file: str
    warnings: tuple[str, ...]
    tags: tuple[str, ...]


def summaries(connection: sqlite3.Connection, only: str | None = None) -> list[DocumentSummary]:
    """Every document, by path, or `only` the one of that id."""
    tags: dict[str, list[str]] = {}
    for document_id, tag in connection.execute("SELECT document_id, tag FROM tags ORDER BY document_id, tag"):
        tags.setdefault(document_id, []).append(tag)
    rows = connection.execute(
        "SELECT id, coalesce(given_title, title), path, media_type, sha256, length(text), "
        "(SELECT count(*) FROM passages WHERE document_id = documents.id), json_array_length(page_starts), size, "
        "modified, added, file, warnings FROM documents WHERE ?1 IS NULL OR id = ?1 ORDER BY path",
        (only,),
    )
    return [_summary(row, tuple(tags.get(row[0], ()))) for row in rows]


def _summary(row: Sequence[Any], tags: tuple[str, ...]) -> DocumentSummary:
    *fields, warnings = row
    return DocumentSummary(*fields, tuple(json.loads(warnings)), tags)  # type: ignore[call-arg]


def document_of(row: Sequence[Any]) -> Document:
    """A document from its row of `COLUMNS`."""
    identity, title, path, media_type, sha256, text, page_starts, blocks, file, modified, warnings = row
    return Document(
        *(identity, title, path, media_type, sha256, text),
        page_starts=tuple(json.loads(page_starts)),
        blocks=tuple(Block(start, end, _KINDS[kind], level) for start, end, kind, level in json.loads(blocks)),
        file=file,
        modified=modified,
        warnings=tuple(json.loads(warnings)),
    )


def insert_document(connection: sqlite3.Connection, document: Document, size: int, added: float) -> None:
    """Writes a document's row and its pages' layouts."""
    blocks = [(block.start, block.end, _KINDS.index(block.kind), block.level) for block in document.blocks]
    connection.execute(
        "INSERT INTO documents (id, path, title, media_type, sha256, text, page_starts, size, added, file, modified, "
        "warnings, blocks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(document.id, document.path, document.title, document.media_type, document.sha256, document.text),
            *(json.dumps(document.page_starts), size, added, document.file or document.path, document.modified),
            *(json.dumps(document.warnings), json.dumps(blocks, separators=(",", ":"))),
        ),
    )
    connection.executemany(
        "INSERT INTO layouts VALUES (?, ?, ?, ?, ?)",
        (
            (document.id, page, layout.width, layout.height, zlib.compress(layout.boxes, 6))
            for page, layout in enumerate(document.layouts, start=1)
        ),
    )


def layout_of(connection: sqlite3.Connection, document_id: str, page: int) -> PageLayout | None:
    """Where the characters of a page stand; None for a document without pages to show, or a page it has not."""
    query = "SELECT width, height, boxes FROM layouts WHERE document_id = ? AND page = ?"
    row = connection.execute(query, (document_id, page)).fetchone()
    return PageLayout(row[0], row[1], zlib.decompress(row[2])) if row else None
