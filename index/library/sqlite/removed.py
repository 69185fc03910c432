"""Removed documents ↔ rows of tables of their own, which no search reads, until they come back or are forgotten."""

import json
import sqlite3
import time
from collections.abc import Sequence
from typing import NamedTuple

from index.library.removed import RemovedDocument
from index.library.sqlite.faults import decoding

# Up to how many passages deleted words are merged out of the index at once: 100,000 of 120 words take about 4 s, of
# the 30 that other processes wait; beyond, SQLite does it bit by bit as documents are added.
_MERGED_AT_ONCE = 100_000

_DOCUMENT = (
    "id, path, title, given_title, media_type, sha256, characters, passages, pages, size, modified, added, file, "
    "warnings, page_starts, blocks, text"
)


class Said(NamedTuple):
    """What people have said of a document: the title that they gave it, if any, and its tags."""

    given_title: str | None = None
    tags: Sequence[str] = ()


def keep(connection: sqlite3.Connection, identity: str) -> int:
    """Copies a document, with all that hangs on it, to what can be restored; the removal's number."""
    number = connection.execute(
        f"INSERT INTO removed_documents (removed, tags, {_DOCUMENT}) "
        f"SELECT ?1, (SELECT json_group_array(tag) FROM tags WHERE document_id = ?2), {_DOCUMENT} "
        "FROM documents WHERE id = ?2",
        (time.time(), identity),
    ).lastrowid
    connection.execute(
        "INSERT INTO removed_passages SELECT ?, start, end, heading, trail, embedded, vector "
        "FROM passages JOIN vectors USING (embedded) WHERE document_id = ? ORDER BY id",
        (number, identity),
    )
    connection.execute(
        "INSERT INTO removed_layouts SELECT ?, page, width, height, boxes FROM layouts WHERE document_id = ?",
        (number, identity),
    )
    return int(number or 0)


def listed(connection: sqlite3.Connection, before: float | None, after: int) -> list[RemovedDocument]:
    """What was removed before a time and by a later removal than `after`, the latest first; no text is read for it."""
    rows = connection.execute(
        "SELECT removal, id, coalesce(given_title, title), path, file, passages, tags, removed FROM removed_documents "
        "WHERE removal > ? AND removed < ? ORDER BY removal DESC",
        (after, float("inf") if before is None else before),
    )
    with decoding("what can be restored"):
        return [RemovedDocument(*row[:6], tuple(json.loads(row[6])), row[7]) for row in rows]  # type: ignore[call-arg]


def said_of_what_comes_back(connection: sqlite3.Connection, path: str, sha256: str) -> Said:
    """What had been said of the document that was at a path, which is in the library again and is dropped here.

    Where none was, that of the only document that had the same bytes at another path, as long as it can be meant: no
    second one was removed, and none in the library has these bytes.
    """
    query = "SELECT removal, given_title, tags FROM removed_documents WHERE {} ORDER BY removal DESC LIMIT 2"
    at_path = connection.execute(query.format("path = ?"), (path,)).fetchall()
    if at_path:
        drop(connection, [row[0] for row in at_path])
        return Said(at_path[0][1], json.loads(at_path[0][2]))
    same = connection.execute(query.format("sha256 = ?"), (sha256,)).fetchall()
    is_held = connection.execute("SELECT 1 FROM documents WHERE sha256 = ? AND path != ?", (sha256, path)).fetchone()
    return Said(same[0][1], json.loads(same[0][2])) if len(same) == 1 and not is_held else Said()


def drop(connection: sqlite3.Connection, removals: Sequence[int]) -> None:
    """Drops removed documents. What is dropped is overwritten with zeros, not only marked as free."""
    connection.execute("PRAGMA secure_delete = ON")
    wanted = json.dumps([int(removal) for removal in removals])
    for table in ("removed_layouts", "removed_passages", "removed_documents"):
        connection.execute(f"DELETE FROM {table} WHERE removal IN (SELECT value FROM json_each(?))", (wanted,))


def forget(connection: sqlite3.Connection, removals: Sequence[int]) -> list[str]:
    """Drops removed documents, and their words out of the index; the files that nothing was read from any more."""
    query = "SELECT DISTINCT file FROM removed_documents WHERE removal IN (SELECT value FROM json_each(?))"
    files = [row[0] for row in connection.execute(query, (json.dumps([int(number) for number in removals]),))]
    drop(connection, removals)
    passages = connection.execute("SELECT passages FROM totals").fetchone()[0]
    if files and passages <= _MERGED_AT_ONCE:
        connection.execute("INSERT INTO passage_terms(passage_terms) VALUES ('optimize')")
    held = "SELECT 1 FROM documents WHERE file = ?1 UNION ALL SELECT 1 FROM removed_documents WHERE file = ?1"
    return [file for file in files if not connection.execute(held, (file,)).fetchone()]
