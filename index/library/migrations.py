"""The library's tables, and how a library of an older version becomes one of this."""

import sqlite3
import uuid

from index.search import lexical

VERSION = 2
_DOCUMENTS = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, title TEXT NOT NULL, media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL, text TEXT NOT NULL, page_starts TEXT NOT NULL, size INTEGER NOT NULL, added REAL NOT NULL,
    file TEXT NOT NULL DEFAULT '', modified REAL, warnings TEXT NOT NULL DEFAULT '[]',
    blocks TEXT NOT NULL DEFAULT '[]', given_title TEXT)"""
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
{_DOCUMENTS};
CREATE INDEX IF NOT EXISTS documents_by_bytes ON documents (sha256);
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id TEXT NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT NOT NULL, embedded TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS passages_by_document ON passages (document_id);
CREATE INDEX IF NOT EXISTS passages_by_embedded ON passages (embedded);
CREATE TABLE IF NOT EXISTS vectors (embedded TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
{lexical.SCHEMA}
"""
_SINCE_2 = """
CREATE INDEX IF NOT EXISTS documents_by_file ON documents (file);
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS layouts (
    document_id TEXT NOT NULL REFERENCES documents (id), page INTEGER NOT NULL, width REAL NOT NULL,
    height REAL NOT NULL, boxes BLOB NOT NULL, PRIMARY KEY (document_id, page)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tags (
    document_id TEXT NOT NULL REFERENCES documents (id), tag TEXT NOT NULL, PRIMARY KEY (document_id, tag)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS folders (path TEXT PRIMARY KEY, watched INTEGER NOT NULL) WITHOUT ROWID;
"""
_FROM_1_TO_2 = """
ALTER TABLE documents ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN modified REAL;
ALTER TABLE documents ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]';
ALTER TABLE documents ADD COLUMN blocks TEXT NOT NULL DEFAULT '[]';
ALTER TABLE documents ADD COLUMN given_title TEXT;
UPDATE documents SET file = path
"""


def version(connection: sqlite3.Connection) -> int:
    """The version of the tables; 0 where there are none yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Makes the tables, or changes those of an older version; to be called inside a transaction."""
    found = version(connection)
    if found >= VERSION:
        return
    _run(connection, _FROM_1_TO_2 if found == 1 else _SCHEMA)
    _run(connection, _SINCE_2)
    if found == 1:
        connection.execute("INSERT OR IGNORE INTO files SELECT path, sha256 FROM documents")
    else:
        connection.execute("INSERT INTO facts VALUES ('identity', ?)", (uuid.uuid4().hex[:12],))
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";\n"):
        connection.execute(statement)
