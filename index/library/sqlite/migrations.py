"""The library's tables: numbered steps, the first of which makes a library, and each later one changes its tables.

A new library takes every step, an older one those that it has not taken; so both have the same tables. A step, once
released, is never edited: what is to be otherwise is another step. Each is one transaction and is recorded.
"""

import json
import sqlite3
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from typing import get_args

from index.documents.context import context, outline, trail
from index.documents.datatypes import Block, BlockKind, Document
from index.errors import LibraryError
from index.library.sqlite import words
from index.library.sqlite.connection import Database, transaction

_KINDS = get_args(BlockKind)


def documents_and_passages(connection: sqlite3.Connection) -> None:
    """1: documents, their passages, vectors and words."""
    _run(
        connection,
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE documents (
            id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, title TEXT NOT NULL, media_type TEXT NOT NULL,
            sha256 TEXT NOT NULL, text TEXT NOT NULL, page_starts TEXT NOT NULL, size INTEGER NOT NULL,
            added REAL NOT NULL)""",
        """CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, document_id TEXT NOT NULL REFERENCES documents (id),
            start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT NOT NULL, embedded TEXT NOT NULL)""",
        "CREATE INDEX passages_by_document ON passages (document_id)",
        "CREATE INDEX passages_by_embedded ON passages (embedded)",
        "CREATE TABLE vectors (embedded TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID",
        'CREATE VIRTUAL TABLE passage_terms USING fts5(terms, tokenize = "unicode61 remove_diacritics 0")',
        "CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab(passage_terms, row)",
    )


def files_tags_and_folders(connection: sqlite3.Connection) -> None:
    """2: files that hold several documents, blocks and page layouts, given titles, tags and synced folders."""
    _run(
        connection,
        "ALTER TABLE documents ADD COLUMN file TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE documents ADD COLUMN modified REAL",
        "ALTER TABLE documents ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE documents ADD COLUMN blocks TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE documents ADD COLUMN given_title TEXT",
        "UPDATE documents SET file = path",
        "CREATE INDEX documents_by_file ON documents (file)",
        "CREATE TABLE files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID",
        "INSERT INTO files SELECT path, sha256 FROM documents",
        """CREATE TABLE layouts (
            document_id TEXT NOT NULL REFERENCES documents (id), page INTEGER NOT NULL, width REAL NOT NULL,
            height REAL NOT NULL, boxes BLOB NOT NULL, PRIMARY KEY (document_id, page)) WITHOUT ROWID""",
        """CREATE TABLE tags (
            document_id TEXT NOT NULL REFERENCES documents (id), tag TEXT NOT NULL,
            PRIMARY KEY (document_id, tag)) WITHOUT ROWID""",
        "CREATE TABLE folders (path TEXT PRIMARY KEY, watched INTEGER NOT NULL) WITHOUT ROWID",
    )


def counts_and_changes(connection: sqlite3.Connection) -> None:
    """3: what is counted once instead of at every question, and the log of changes that caches go by.

    The text becomes the last column: SQLite reads a row from its front, so a list of documents reads no text. Vectors
    become rows with numbers: as long rows of a table without them they filled its inner pages, which took twice the
    disk and seven times the time to read (60,000 vectors of 384 dimensions: 286 MB and 1.5 s, now 133 MB and 0.2 s).
    """
    connection.create_function("code_points", 1, len, deterministic=True)  # SQLite's length() ends at a NUL
    _run(
        connection,
        """CREATE TABLE new_documents (
            id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, title TEXT NOT NULL, given_title TEXT,
            media_type TEXT NOT NULL, sha256 TEXT NOT NULL, characters INTEGER NOT NULL, passages INTEGER NOT NULL,
            pages INTEGER NOT NULL, size INTEGER NOT NULL, modified REAL, added REAL NOT NULL, file TEXT NOT NULL,
            warnings TEXT NOT NULL, page_starts TEXT NOT NULL, blocks TEXT NOT NULL, text TEXT NOT NULL)""",
        """INSERT INTO new_documents
            SELECT id, path, title, given_title, media_type, sha256, code_points(text),
                (SELECT count(*) FROM passages WHERE document_id = documents.id), json_array_length(page_starts), size,
                modified, added, file, warnings, page_starts, blocks, text
            FROM documents""",
        "DROP TABLE documents",
        "ALTER TABLE new_documents RENAME TO documents",
        "CREATE INDEX documents_by_file ON documents (file)",
        "CREATE TABLE totals (documents INTEGER NOT NULL, passages INTEGER NOT NULL)",
        "INSERT INTO totals SELECT count(*), coalesce(sum(passages), 0) FROM documents",
        """CREATE TABLE changes (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, revision TEXT NOT NULL UNIQUE, first INTEGER NOT NULL,
            after INTEGER NOT NULL, added INTEGER NOT NULL)""",
        "CREATE TABLE new_vectors (embedded TEXT PRIMARY KEY, vector BLOB NOT NULL)",
        "INSERT INTO new_vectors SELECT embedded, vector FROM vectors",
        "DROP TABLE vectors",
        "ALTER TABLE new_vectors RENAME TO vectors",
        "DELETE FROM facts WHERE name = 'identity'",
    )
    connection.execute("INSERT INTO changes (revision, first, after, added) VALUES (?, 0, 0, 1)", (uuid.uuid4().hex,))


def what_passages_stand_under(connection: sqlite3.Connection) -> None:
    """4: the trail of each passage, and its words with its title, file name and trail among them."""
    connection.execute("ALTER TABLE passages ADD COLUMN trail TEXT NOT NULL DEFAULT ''")
    select = "SELECT id, title, path, media_type, text, blocks, given_title FROM documents WHERE id = ?"
    for (wanted,) in connection.execute("SELECT id FROM documents").fetchall():  # one text in memory at a time
        row = connection.execute(select, (wanted,)).fetchone()
        identity, title, path, media_type, text, blocks, given_title = row
        made = tuple(Block(start, end, _KINDS[kind], level) for start, end, kind, level in json.loads(blocks))
        document = Document(identity, title, path, media_type, "", text, blocks=made)
        headings = outline(document)
        query = "SELECT id, start, end FROM passages WHERE document_id = ?"
        for number, start, end in connection.execute(query, (identity,)).fetchall():
            under = trail(document, headings, start)
            connection.execute("UPDATE passages SET trail = ? WHERE id = ?", (under, number))
            words.remove(connection, [number])
            words.add(connection, number, f"{context(given_title or title, path, under)}\n{text[start:end]}")


def what_was_removed(connection: sqlite3.Connection) -> None:
    """5: removed documents, in tables of their own that no search reads, and how folders were last seen."""
    _run(
        connection,
        """CREATE TABLE removed_documents (
            removal INTEGER PRIMARY KEY AUTOINCREMENT, removed REAL NOT NULL, tags TEXT NOT NULL,
            id TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL, given_title TEXT,
            media_type TEXT NOT NULL, sha256 TEXT NOT NULL, characters INTEGER NOT NULL, passages INTEGER NOT NULL,
            pages INTEGER NOT NULL, size INTEGER NOT NULL, modified REAL, added REAL NOT NULL, file TEXT NOT NULL,
            warnings TEXT NOT NULL, page_starts TEXT NOT NULL, blocks TEXT NOT NULL, text TEXT NOT NULL)""",
        "CREATE INDEX removed_documents_by_path ON removed_documents (path)",
        "CREATE INDEX removed_documents_by_sha256 ON removed_documents (sha256)",
        "CREATE INDEX removed_documents_by_file ON removed_documents (file)",
        """CREATE TABLE removed_passages (
            removal INTEGER NOT NULL REFERENCES removed_documents (removal), start INTEGER NOT NULL,
            end INTEGER NOT NULL, heading TEXT NOT NULL, trail TEXT NOT NULL, embedded TEXT NOT NULL,
            vector BLOB NOT NULL)""",
        "CREATE INDEX removed_passages_by_removal ON removed_passages (removal)",
        """CREATE TABLE removed_layouts (
            removal INTEGER NOT NULL REFERENCES removed_documents (removal), page INTEGER NOT NULL,
            width REAL NOT NULL, height REAL NOT NULL, boxes BLOB NOT NULL,
            PRIMARY KEY (removal, page)) WITHOUT ROWID""",
        "CREATE INDEX documents_by_sha256 ON documents (sha256)",
        "CREATE TABLE places (path TEXT PRIMARY KEY, seen TEXT NOT NULL) WITHOUT ROWID",
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    documents_and_passages,
    files_tags_and_folders,
    counts_and_changes,
    what_passages_stand_under,
    what_was_removed,
)
VERSION = len(MIGRATIONS)


def bring_up_to_date(database: Database) -> None:
    """Takes the steps that a library has not taken yet. Raises LibraryError for one that is newer than this Quoth."""
    with closing(database.connect()) as connection:
        while (version := _version(connection)) < VERSION:
            with transaction(connection, database.path.parent):
                if _version(connection) == version:  # no other process was faster
                    _take(connection, version + 1)
    if version > VERSION:
        raise LibraryError(
            f"The library {database.path.parent} cannot be opened: a newer Quoth made its version {version}; this one "
            f"reads up to version {VERSION}. Update Quoth, or name another library with --library."
        )


def _take(connection: sqlite3.Connection, number: int) -> None:
    migration = MIGRATIONS[number - 1]
    migration(connection)
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, taken REAL NOT NULL)"
    )
    connection.execute("INSERT INTO migrations VALUES (?, ?, ?)", (number, migration.__name__, time.time()))
    connection.execute(f"PRAGMA user_version = {number}")


def _version(connection: sqlite3.Connection) -> int:
    """The number of the last step taken; 0 where there are no tables yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _run(connection: sqlite3.Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(statement)
