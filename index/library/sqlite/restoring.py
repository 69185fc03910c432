"""A removed document → the library again, as it was, from what was kept of it; its file is not read."""

import json
import sqlite3
import zlib
from dataclasses import replace

import numpy as np

from index.documents.chunking import Chunk
from index.documents.datatypes import PageLayout
from index.errors import LibraryError, UnknownDocumentError
from index.library.sqlite import documents, removed


def restore(connection: sqlite3.Connection, removal: int) -> str:
    """Puts a removed document back, with its titles, tags and dates; its id.

    Raises UnknownDocumentError where there is no such removal, LibraryError where its path was taken meanwhile.
    """
    query = f"SELECT {documents.COLUMNS} FROM removed_documents WHERE removal = ?"
    row = connection.execute(query, (removal,)).fetchone()
    if row is None:
        raise UnknownDocumentError("That document can't be restored any more; `quoth restore` lists those that can.")
    document = replace(documents.from_row(row), layouts=_layouts(connection, removal))
    if documents.at(connection, document.path):
        raise LibraryError(
            f"{document.path} can't be restored: another document is at that path now. Remove that one first."
        )
    title, given_title, tags, size, added = connection.execute(
        "SELECT title, given_title, tags, size, added FROM removed_documents WHERE removal = ?", (removal,)
    ).fetchone()
    rows = connection.execute(
        "SELECT start, end, heading, trail, embedded, vector FROM removed_passages WHERE removal = ? ORDER BY rowid",
        (removal,),
    ).fetchall()
    chunks = [Chunk(*row[:4]) for row in rows]
    vectors = {row[4]: np.frombuffer(row[5], np.float32) for row in rows}
    said = removed.Said(given_title, json.loads(tags))
    document_id = documents.put(connection, replace(document, title=title), chunks, vectors, size, said)
    connection.execute("UPDATE documents SET added = ? WHERE id = ?", (added, document_id))
    if document.file == document.path:
        connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (document.path, document.sha256))
    removed.drop(connection, [removal])
    return document_id


def _layouts(connection: sqlite3.Connection, removal: int) -> tuple[PageLayout, ...]:
    query = "SELECT width, height, boxes FROM removed_layouts WHERE removal = ? ORDER BY page"
    rows = connection.execute(query, (removal,))
    return tuple(PageLayout(width, height, zlib.decompress(boxes)) for width, height, boxes in rows)
