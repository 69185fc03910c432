"""Documents, passages and labels read row by row: whether each is what it says. Nothing else holds what they hold."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from index.documents.chunking import Chunk
from index.library.examination import Fault
from index.library.protocol import text_key
from index.library.sqlite import documents as stored
from index.library.sqlite.faults import DamagedRowError

_MADE_ANEW = {"totals", "changes", "migrations", "vectors"}
_TERMS = "passage_"  # begins the names of FTS5's tables


def documents(connection: sqlite3.Connection) -> Iterator[Fault]:
    """What is wrong with documents and their passages."""
    ids = [row[0] for row in connection.execute("SELECT id FROM documents NOT INDEXED ORDER BY id").fetchall()]
    for identity in ids:
        try:
            for what in _of_document(connection, identity):
                yield Fault("documents", f"document {identity}: {what}", is_loss=True)
        except (sqlite3.Error, DamagedRowError, ValueError, TypeError) as error:
            yield Fault("documents", f"document {identity} cannot be read ({error})", is_loss=True)
    query = "SELECT count(*) FROM passages NOT INDEXED WHERE document_id NOT IN (SELECT value FROM json_each(?))"
    if strays := connection.execute(query, (json.dumps(ids),)).fetchone()[0]:
        yield Fault("documents", f"{strays:,} passages belong to no document", is_loss=True)


def labels(connection: sqlite3.Connection) -> Iterator[Fault]:
    """What is wrong with all that is said of documents and files: that a row of it cannot be read."""
    for table in own_tables(connection):
        try:
            for _ in connection.execute(f"SELECT * FROM {table} NOT INDEXED"):
                pass
        except sqlite3.Error as error:
            yield Fault("labels", f"the table {table} cannot be read to the end ({error})", is_loss=True)


def own_tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that hold what nothing else holds: all but what is made of documents and passages."""
    names = [row[0] for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
    return [name for name in names if name not in _MADE_ANEW and not name.startswith((_TERMS, "sqlite_"))]


def _of_document(connection: sqlite3.Connection, identity: str) -> Iterator[str]:
    """What is wrong with one document."""
    query = "SELECT rowid FROM documents NOT INDEXED WHERE id = ?"
    if len(connection.execute(query, (identity,)).fetchall()) != 1:
        yield "it is there more than once"
    document = stored.read(connection, identity)
    (summary,) = stored.summaries(connection, identity)
    if summary.characters != len(document.text):
        yield f"it says {summary.characters} characters, and has {len(document.text):,}"
    if list(document.page_starts) != sorted(document.page_starts) or any(
        not 0 <= start <= len(document.text) for start in document.page_starts
    ):
        yield "its pages do not begin within its text"
    rows = connection.execute(
        "SELECT id, start, end, heading, trail, embedded FROM passages NOT INDEXED WHERE document_id = ? "
        "ORDER BY start",
        (identity,),
    ).fetchall()
    if len(rows) != summary.passages:
        yield f"it says {summary.passages} passages, and has {len(rows):,}"
    yield from _of_passages(document.text, rows)
    for (page,) in connection.execute("SELECT page FROM layouts WHERE document_id = ?", (identity,)).fetchall():
        stored.layout(connection, identity, page)


def _of_passages(text: str, rows: Sequence[tuple[int, int, int, str, str, str]]) -> Iterator[str]:
    """What is wrong with a text's passages, which are by `start`: their places, their text, what they leave out."""
    reached = 0
    for number, start, end, heading, trail, embedded in rows:
        if not 0 <= start < end <= len(text):
            yield f"passage {number} lies at {start} to {end}, outside its text of {len(text):,} characters"
            continue
        if text[reached:start].strip():
            yield f"no passage holds the characters from {reached:,} to {start:,}"
        if text_key(Chunk(start, end, heading, trail).embedded_text(text)) != embedded:
            yield f"the text of passage {number} is not the one that was embedded"
        reached = max(reached, end)
    if text[reached:].strip():
        yield f"no passage holds the characters from {reached:,} on"
