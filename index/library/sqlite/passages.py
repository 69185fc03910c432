"""Passages and vectors ↔ rows of the library.

A vector is kept once for each embedded text, whatever number of passages share it, so equal files at two paths and
unchanged passages of a changed file are never embedded twice.
"""

import json
import sqlite3
from collections.abc import Sequence

import numpy as np

from index.documents.chunking import Chunk
from index.documents.context import context
from index.documents.datatypes import Document, Passage
from index.embedding.embedder import Vectors
from index.errors import VectorsGoneError
from index.library.protocol import PassageText, text_key
from index.library.sqlite import change_log, words
from index.library.sqlite.faults import DamagedRowError, decoding

_COLUMNS = "SELECT id, document_id, start, end, heading, trail FROM passages"


def by_id(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Passage]:
    """Passages by id; ids that are not there are left out."""
    rows = connection.execute(f"{_COLUMNS} WHERE id IN (SELECT value FROM json_each(?))", (_json(ids),))
    return {row[0]: Passage(*row) for row in rows}


def of_documents(connection: sqlite3.Connection, documents: Sequence[str]) -> list[Passage]:
    """The passages of some documents, by id."""
    where = "WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return [Passage(*row) for row in connection.execute(f"{_COLUMNS} {where}", (json.dumps(list(documents)),))]


def ids_of(connection: sqlite3.Connection, documents: Sequence[str]) -> list[int]:
    """The ids of the passages of some documents."""
    query = "SELECT id FROM passages WHERE document_id IN (SELECT value FROM json_each(?))"
    return [row[0] for row in connection.execute(query, (json.dumps(list(documents)),))]


def texts(connection: sqlite3.Connection, passages: Sequence[Passage]) -> dict[Passage, PassageText]:
    """Each passage's text, cut from its document's, and that document's title and path, in one query.

    Passages of documents that are not there are left out.
    """
    places = [(passage.document_id, passage.start + 1, passage.end - passage.start) for passage in passages]
    rows = connection.execute(
        "SELECT place.key, substr(text, json_extract(place.value, '$[1]'), json_extract(place.value, '$[2]')), "
        "coalesce(given_title, title), documents.path FROM json_each(?) AS place "
        "JOIN documents ON documents.id = json_extract(place.value, '$[0]')",
        (json.dumps(places),),
    )
    found = {passages[number]: PassageText(*row) for number, *row in rows}
    for passage, fields in found.items():
        if not all(isinstance(field, str) for field in fields) or len(fields.text) != passage.end - passage.start:
            raise DamagedRowError(f"document {passage.document_id} does not have the text of its passage {passage.id}")
    return found


def vectors_of(connection: sqlite3.Connection, ids: Sequence[int]) -> Vectors:
    """Float32 (n, d), the vectors of these passages, in their order; zeros for a passage that is gone."""
    query = "SELECT id, vector FROM passages JOIN vectors USING (embedded) WHERE id IN (SELECT value FROM json_each(?))"
    rows = dict(connection.execute(query, (_json(ids),)).fetchall())
    vectors = np.zeros((len(ids), dimension(connection)), np.float32)
    for place, passage_id in enumerate(ids):
        if passage_id in rows:
            with decoding(f"the vector of passage {passage_id}"):
                vectors[place] = np.frombuffer(rows[passage_id], np.float32)
    return vectors


def dimension(connection: sqlite3.Connection) -> int:
    """How many numbers a vector has; 0 as long as nothing was embedded."""
    row = connection.execute("SELECT length(vector) / 4 FROM vectors LIMIT 1").fetchone()
    return int(row[0]) if row else 0


def total(connection: sqlite3.Connection) -> int:
    """How many passages there are."""
    with decoding("the number of passages"):
        return int(connection.execute("SELECT passages FROM totals").fetchone()[0])


def known_vectors(connection: sqlite3.Connection, keys: Sequence[str]) -> set[str]:
    """Those of the embedded texts' keys that have a vector."""
    query = "SELECT embedded FROM vectors WHERE embedded IN (SELECT value FROM json_each(?))"
    return {row[0] for row in connection.execute(query, (json.dumps(list(keys)),))}


def insert(
    connection: sqlite3.Connection, document: Document, chunks: Sequence[Chunk], vectors: dict[str, Vectors]
) -> None:
    """Writes a document's passages with their words and new vectors. Raises VectorsGoneError."""
    connection.executemany(
        "INSERT OR IGNORE INTO vectors VALUES (?, ?)", ((key, row.tobytes()) for key, row in vectors.items())
    )
    named = "SELECT coalesce(given_title, title) FROM documents WHERE id = ?"
    title, ids = connection.execute(named, (document.id,)).fetchone()[0], []
    for chunk in chunks:
        embedded = chunk.embedded_text(document.text)
        number = connection.execute(
            "INSERT INTO passages (document_id, start, end, heading, trail, embedded) VALUES (?, ?, ?, ?, ?, ?)",
            (document.id, chunk.start, chunk.end, chunk.heading, chunk.trail, text_key(embedded)),
        ).lastrowid
        ids.append(int(number or 0))
        shown = context(title, document.path, chunk.trail)
        words.add(connection, ids[-1], f"{shown}\n{document.text[chunk.start : chunk.end]}")
    gone = "SELECT 1 FROM passages LEFT JOIN vectors USING (embedded) WHERE document_id = ? AND vector IS NULL"
    if connection.execute(gone, (document.id,)).fetchone():
        raise VectorsGoneError(f"The vectors of {document.path} were taken out by another process; add it again.")
    change_log.note(connection, ids, added=True)
    connection.execute("UPDATE totals SET passages = passages + ?", (len(ids),))


def retitle(connection: sqlite3.Connection, document_id: str) -> None:
    """Writes the words of a document's passages anew, under the title and file name that it has now."""
    of_document = of_documents(connection, [document_id])
    words.remove(connection, [passage.id for passage in of_document])
    for passage, (text, title, path) in texts(connection, of_document).items():
        words.add(connection, passage.id, f"{context(title, path, passage.trail)}\n{text}")
    words.note_change(connection)


def delete_of(connection: sqlite3.Connection, document_id: str) -> list[str]:
    """Takes a document's passages out; returns the keys of the vectors that they used."""
    query = "SELECT id, embedded FROM passages WHERE document_id = ? ORDER BY id"
    rows = connection.execute(query, (document_id,)).fetchall()
    ids = [row[0] for row in rows]
    words.remove(connection, ids)
    connection.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
    change_log.note(connection, ids, added=False)
    connection.execute("UPDATE totals SET passages = passages - ?", (len(ids),))
    return [row[1] for row in rows]


def sweep(connection: sqlite3.Connection, keys: Sequence[str]) -> None:
    """Drops those of the vectors that no passage uses any more."""
    query = "DELETE FROM vectors WHERE embedded = ?1 AND NOT EXISTS (SELECT 1 FROM passages WHERE embedded = ?1)"
    connection.executemany(query, ((key,) for key in keys))


def _json(ids: Sequence[int]) -> str:
    return json.dumps([int(passage_id) for passage_id in ids])
