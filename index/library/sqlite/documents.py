"""Documents, blocks and page layouts ↔ rows of the library; files, and which documents they hold."""

import json
import sqlite3
import time
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from index.documents.chunking import Chunk
from index.documents.datatypes import Block, BlockKind, Document, PageLayout, document_id
from index.embedding.embedder import Vectors
from index.errors import UnknownDocumentError
from index.library.protocol import Counts, DocumentSummary
from index.library.sqlite import passages, removed
from index.library.sqlite.faults import decoding

COLUMNS = (
    "id, coalesce(given_title, title), path, media_type, sha256, text, page_starts, blocks, file, modified, warnings"
)
_KINDS = get_args(BlockKind)
_BLOCKS = 2**14  # written at once


def summaries(connection: sqlite3.Connection, only: str | None = None) -> list[DocumentSummary]:
    """Every document, by path, or `only` the one of that id."""
    tags: dict[str, list[str]] = {}
    for identity, tag in connection.execute("SELECT document_id, tag FROM tags ORDER BY document_id, tag"):
        tags.setdefault(identity, []).append(tag)
    rows = connection.execute(
        "SELECT id, coalesce(given_title, title), path, media_type, sha256, characters, passages, pages, size, "
        f"modified, added, file, warnings FROM documents {'' if only is None else 'WHERE id = ?'} ORDER BY path",
        () if only is None else (only,),
    )
    return [_summary(row, tuple(tags.get(row[0], ()))) for row in rows]


def _summary(row: Sequence[Any], tags: tuple[str, ...]) -> DocumentSummary:
    *fields, warnings = row
    with decoding(f"the row of document {row[0]!r:.60}"):
        if not all(isinstance(value, str) for value in (*fields[:5], fields[11])):
            raise TypeError("a text is missing")
        return DocumentSummary(*fields, tuple(json.loads(warnings)), tags)  # type: ignore[call-arg]


def count(connection: sqlite3.Connection) -> Counts:
    """How many documents and passages there are."""
    with decoding("the number of documents"):
        return Counts(*connection.execute("SELECT documents, passages FROM totals").fetchone())


def exists(connection: sqlite3.Connection, ids: Sequence[str]) -> set[str]:
    """Those of the ids that a document has."""
    query = "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in connection.execute(query, (json.dumps(list(ids)),))}


def check(connection: sqlite3.Connection, identity: str) -> None:
    """Raises UnknownDocumentError for an id that no document has."""
    if not exists(connection, [identity]):
        raise UnknownDocumentError(f"There is no document {identity} in the library.")


def at(connection: sqlite3.Connection, path: str) -> str | None:
    """The id of the document at a path; None where there is none."""
    row = connection.execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
    return row[0] if row else None


def of_file(connection: sqlite3.Connection, file: str) -> dict[str, tuple[str, str]]:
    """The documents that a file holds: path → (id, sha256)."""
    rows = connection.execute("SELECT path, id, sha256 FROM documents WHERE file = ?", (file,))
    return {path: (identity, sha256) for path, identity, sha256 in rows}


def files(connection: sqlite3.Connection) -> dict[str, str]:
    """Each file that was read to its end → the sha256 of its bytes."""
    return dict(connection.execute("SELECT path, sha256 FROM files").fetchall())


def files_of_documents(connection: sqlite3.Connection) -> list[str]:
    """Every file that a document was read from, by path."""
    return [row[0] for row in connection.execute("SELECT DISTINCT file FROM documents ORDER BY file")]


def read(connection: sqlite3.Connection, identity: str) -> Document:
    """A document with its whole text. Raises UnknownDocumentError."""
    row = connection.execute(f"SELECT {COLUMNS} FROM documents WHERE id = ?", (identity,)).fetchone()
    if row is None:
        raise UnknownDocumentError(f"There is no document {identity} in the library.")
    return from_row(row)


def from_row(row: Sequence[Any]) -> Document:
    """A document from its `COLUMNS`, without its layouts."""
    identity, title, path, media_type, sha256, text, page_starts, blocks, file, modified, warnings = row
    with decoding(f"the row of document {identity!r:.60}"):
        return Document(
            *(identity, title, path, media_type, sha256, text),
            page_starts=tuple(json.loads(page_starts)),
            blocks=tuple(Block(start, end, _KINDS[kind], level) for start, end, kind, level in json.loads(blocks)),
            file=file,
            modified=modified,
            warnings=tuple(json.loads(warnings)),
        )


def layout(connection: sqlite3.Connection, identity: str, page: int) -> PageLayout | None:
    """Where the characters of a page stand; None for a document without pages to show, or a page it has not."""
    query = "SELECT width, height, boxes FROM layouts WHERE document_id = ? AND page = ?"
    row = connection.execute(query, (identity, page)).fetchone()
    with decoding(f"the layout of page {page} of document {identity}"):
        return PageLayout(row[0], row[1], zlib.decompress(row[2])) if row else None


def put(
    connection: sqlite3.Connection,
    document: Document,
    chunks: Sequence[Chunk],
    vectors: dict[str, Vectors],
    size: int,
    said: removed.Said | None = None,
) -> str:
    """Writes a document with its passages, in place of what was at its path; the id that it has.

    `said` is what people say of it; without it, that is taken over from what was at its path, or comes back with it.
    The tags that its file gives it are those of a document that is new; afterwards people's own tags hold.
    Raises VectorsGoneError.
    """
    document = _with_free_id(connection, document)
    old = at(connection, document.path)
    if said is None:
        said = (
            _said(connection, old)
            if old
            else removed.said_of_what_comes_back(connection, document.path, document.sha256)
        )
    replaced = _delete(connection, old) if old else []
    _insert(connection, document, size, len(chunks), said.given_title)
    tags = said.tags if old or said.tags else document.tags
    connection.executemany("INSERT INTO tags VALUES (?, ?)", ((document.id, tag) for tag in tags))
    passages.insert(connection, document, chunks, vectors)
    passages.sweep(connection, replaced)
    return document.id


def _said(connection: sqlite3.Connection, identity: str) -> removed.Said:
    title = connection.execute("SELECT given_title FROM documents WHERE id = ?", (identity,)).fetchone()[0]
    tags = connection.execute("SELECT tag FROM tags WHERE document_id = ?", (identity,)).fetchall()
    return removed.Said(title, [tag for (tag,) in tags])


def _with_free_id(connection: sqlite3.Connection, document: Document) -> Document:
    """The document under another id where its own went on with a file that was moved away from its path."""
    query = "SELECT 1 FROM documents WHERE id = ? AND path != ?"
    while connection.execute(query, (document.id, document.path)).fetchone():
        document = replace(document, id=document_id(Path(document.path), document.id))
    return document


def _insert(
    connection: sqlite3.Connection, document: Document, size: int, passage_count: int, given_title: str | None
) -> None:
    """Writes a document's row and its pages' layouts."""
    row = {
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "given_title": given_title,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "characters": len(document.text),
        "passages": passage_count,
        "pages": len(document.page_starts),
        "size": size,
        "modified": document.modified,
        "added": time.time(),
        "file": document.file or document.path,
        "warnings": json.dumps(document.warnings),
        "page_starts": json.dumps(document.page_starts),
        "blocks": _as_json(document.blocks),
        "text": document.text,
    }
    names = ", ".join(row), ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO documents ({names[0]}) VALUES ({names[1]})", row)
    connection.executemany(
        "INSERT INTO layouts VALUES (?, ?, ?, ?, ?)",
        (
            (document.id, page, layout.width, layout.height, zlib.compress(layout.boxes, 6))
            for page, layout in enumerate(document.layouts, start=1)
        ),
    )
    connection.execute("UPDATE totals SET documents = documents + 1")


def _as_json(blocks: Sequence[Block]) -> str:
    """The blocks as arrays of numbers, made some at a time, since a document may have a million."""
    written = []
    for at in range(0, len(blocks), _BLOCKS):
        rows = [(each.start, each.end, _KINDS.index(each.kind), each.level) for each in blocks[at : at + _BLOCKS]]
        written.append(json.dumps(rows, separators=(",", ":"))[1:-1])
    return f"[{','.join(written)}]"


def remove(connection: sqlite3.Connection, identity: str) -> int:
    """Takes a document out, to where it can be restored from; the removal's number. Raises UnknownDocumentError."""
    check(connection, identity)
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten later leaves no copy here
    removal = removed.keep(connection, identity)
    passages.sweep(connection, _delete(connection, identity))
    return removal


def _delete(connection: sqlite3.Connection, identity: str) -> list[str]:
    """Takes a document and its passages out; returns the keys of the vectors that they used."""
    check(connection, identity)
    keys = passages.delete_of(connection, identity)
    for table in ("layouts", "tags"):
        connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (identity,))
    connection.execute("DELETE FROM documents WHERE id = ?", (identity,))
    connection.execute("UPDATE totals SET documents = documents - 1")
    return keys


def read_to_end(connection: sqlite3.Connection, file: str, sha256: str | None, keep: set[str]) -> list[str]:
    """Takes out those of a file's documents that are not in `keep`, and records the file's `sha256`, or none."""
    gone = {path: known[0] for path, known in of_file(connection, file).items() if path not in keep}
    for identity in gone.values():
        remove(connection, identity)
    connection.execute("DELETE FROM files WHERE path = ?", (file,))
    if sha256:
        connection.execute("INSERT INTO files VALUES (?, ?)", (file, sha256))
    return list(gone)


def move(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Records a file's new path, and that of the documents in it."""
    for replaced, _ in of_file(connection, new).values():
        remove(connection, replaced)
    connection.execute(
        "UPDATE documents SET path = ?1 || substr(path, length(?2) + 1), file = ?1 WHERE file = ?2", (new, old)
    )
    connection.execute("UPDATE OR REPLACE files SET path = ? WHERE path = ?", (new, old))
    for identity, _ in of_file(connection, new).values():
        passages.retitle(connection, identity)
