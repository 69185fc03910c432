"""The SQLite library: documents, passages and their vectors, the one source of truth; every change is one transaction.

Vectors stand once for each embedded text, whatever number of passages share it, so equal files at two paths and
unchanged passages of a changed file are never embedded twice. FAISS is a cache of what stands here.
"""

import hashlib
import json
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import lexical
from index.chunking import Chunk
from index.datatypes import Document, Passage
from index.embedding import Vectors
from index.errors import LibraryError, UnknownDocumentError

VERSION = 1
FILE_NAME = "library.sqlite"
_WAIT = 30.0  # seconds for another process to finish its change
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, title TEXT NOT NULL, media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL, text TEXT NOT NULL, page_starts TEXT NOT NULL, size INTEGER NOT NULL, added REAL NOT NULL);
CREATE INDEX IF NOT EXISTS documents_by_bytes ON documents (sha256);
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id TEXT NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT NOT NULL, embedded TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS passages_by_document ON passages (document_id);
CREATE INDEX IF NOT EXISTS passages_by_embedded ON passages (embedded);
CREATE TABLE IF NOT EXISTS vectors (embedded TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
{lexical.SCHEMA}
"""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What a list of documents shows of one; `characters` counts code points, `passages` includes overlaps."""

    id: str
    title: str
    path: str
    media_type: str
    sha256: str
    characters: int
    passages: int


class Library:
    """A folder with one SQLite file. Safe to use from several threads and several processes at once."""

    def __init__(self, folder: Path, create: bool = True) -> None:
        """Opens the library in `folder`, or makes it if `create`. Raises LibraryError when that cannot be done."""
        self.folder = folder
        self.path = folder / FILE_NAME
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        if not create and not self.path.exists():
            raise LibraryError(f"There is no library in {folder}. `quoth add PATH` makes one; --library names another.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            version = self._version()
            if not version:
                self._create()
                version = VERSION
        except (OSError, sqlite3.Error, LibraryError) as error:
            self.close()
            raise LibraryError(
                f"The library {folder} cannot be opened: {error}. Name another with --library."
            ) from error
        if version != VERSION:
            self.close()
            raise LibraryError(f"The library {folder} is of version {version}; this Quoth reads version {VERSION}.")

    def close(self) -> None:
        """Closes every thread's connection."""
        while self._connections:
            self._connections.pop().close()
        self._local = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's own connection."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
            self._connections.append(connection)
            self._local.connection = connection
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of a change or none of it. Raises LibraryError when the disk or another process forbids."""
        connection = self.connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise LibraryError(f"The library {self.folder} cannot be changed: {error}.") from error
            raise

    def fact(self, name: str) -> str | None:
        """A fact recorded about the library, such as the embedder that made its vectors."""
        row = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_facts(self, **facts: str) -> None:
        """Records facts about the library."""
        with self.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _create(self) -> None:
        with self.transaction() as connection:
            for statement in _SCHEMA.split(";\n"):
                connection.execute(statement)
            connection.execute("INSERT INTO facts VALUES ('identity', ?)", (uuid.uuid4().hex[:12],))
            connection.execute(f"PRAGMA user_version = {VERSION}")

    # --- documents

    def summaries(self) -> list[DocumentSummary]:
        """Every document, by path."""
        rows = self.connection.execute(
            "SELECT id, title, path, media_type, sha256, length(text), "
            "(SELECT count(*) FROM passages WHERE document_id = documents.id) FROM documents ORDER BY path"
        )
        return [DocumentSummary(*row) for row in rows]

    def paths(self) -> dict[str, tuple[str, str]]:
        """Each document's path → (id, sha256)."""
        rows = self.connection.execute("SELECT path, id, sha256 FROM documents")
        return {path: (document_id, sha256) for path, document_id, sha256 in rows}

    def document(self, document_id: str) -> Document:
        """A document with its whole text. Raises UnknownDocumentError."""
        query = "SELECT id, title, path, media_type, sha256, text, page_starts FROM documents WHERE id = ?"
        row = self.connection.execute(query, (document_id,)).fetchone()
        if row is None:
            raise UnknownDocumentError(f"No document {document_id} stands in the library {self.folder}.")
        identity, title, path, media_type, sha256, text, page_starts = row
        return Document(identity, title, path, media_type, sha256, text, tuple(json.loads(page_starts)))

    def put(self, document: Document, chunks: Sequence[Chunk], vectors: dict[str, Vectors], size: int) -> None:
        """Writes a document with its passages, in place of what stood at its path.

        `vectors` are by `text_key`, those that stand already left out; `size` is the file's, in bytes.
        """
        with self.transaction() as connection:
            old = connection.execute("SELECT id FROM documents WHERE path = ?", (document.path,)).fetchone()
            replaced = self._delete(connection, old[0]) if old else []
            connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(document.id, document.path, document.title, document.media_type, document.sha256),
                    *(document.text, json.dumps(document.page_starts), size, time.time()),
                ),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO vectors VALUES (?, ?)", ((key, row.tobytes()) for key, row in vectors.items())
            )
            for each in chunks:
                embedded = each.embedded_text(document.text)
                row_id = connection.execute(
                    "INSERT INTO passages (document_id, start, end, heading, embedded) VALUES (?, ?, ?, ?, ?)",
                    (document.id, each.start, each.end, each.heading, text_key(embedded)),
                ).lastrowid
                lexical.add(connection, int(row_id or 0), embedded)
            self._sweep(connection, replaced)

    def move(self, document_id: str, path: str) -> None:
        """Records a document's new path; its id, its passages and its vectors stay."""
        with self.transaction() as connection:
            connection.execute("UPDATE documents SET path = ? WHERE id = ?", (path, document_id))

    def remove(self, document_id: str) -> None:
        """Takes a document out with all that hangs on it. Raises UnknownDocumentError."""
        with self.transaction() as connection:
            self._sweep(connection, self._delete(connection, document_id))

    # --- passages and vectors

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id; ids that are not there are left out."""
        marks = ",".join("?" * len(ids))
        rows = self.connection.execute(
            f"SELECT id, document_id, start, end, heading FROM passages WHERE id IN ({marks})",
            [int(each) for each in ids],
        )
        return {row[0]: Passage(*row) for row in rows}

    def passage_ids(self, document_ids: Sequence[str] | None = None) -> list[int]:
        """The ids of all passages, or of some documents' passages, ascending."""
        where, arguments = "", list[str]()
        if document_ids is not None:
            where, arguments = f"WHERE document_id IN ({','.join('?' * len(document_ids))})", list(document_ids)
        return [row[0] for row in self.connection.execute(f"SELECT id FROM passages {where} ORDER BY id", arguments)]

    def passage_text(self, passage: Passage) -> str:
        """The text of a passage, cut from its document's text."""
        row = self.connection.execute(
            "SELECT substr(text, ?, ?) FROM documents WHERE id = ?",
            (passage.start + 1, passage.end - passage.start, passage.document_id),
        ).fetchone()
        if row is None:
            raise UnknownDocumentError(f"No document {passage.document_id} stands in the library {self.folder}.")
        return str(row[0])

    def vectors_of(self, ids: Sequence[int]) -> Vectors:
        """Float32 (n, d), the vectors of these passages, in their order."""
        query = "SELECT vector FROM passages JOIN vectors USING (embedded) WHERE id = ?"
        rows = [self.connection.execute(query, (int(each),)).fetchone()[0] for each in ids]
        return np.stack([np.frombuffer(row, np.float32) for row in rows])

    def known_vectors(self, keys: Sequence[str]) -> set[str]:
        """Those of the embedded texts' keys whose vectors stand in the library."""
        query = "SELECT 1 FROM vectors WHERE embedded = ?"
        return {key for key in keys if self.connection.execute(query, (key,)).fetchone()}

    def _delete(self, connection: sqlite3.Connection, document_id: str) -> list[str]:
        """Takes a document and its passages out; returns the keys of the vectors that they used."""
        rows = connection.execute("SELECT id, embedded FROM passages WHERE document_id = ?", (document_id,)).fetchall()
        lexical.remove(connection, [row[0] for row in rows])
        connection.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
        if not connection.execute("DELETE FROM documents WHERE id = ?", (document_id,)).rowcount:
            raise UnknownDocumentError(f"No document {document_id} stands in the library {self.folder}.")
        return [row[1] for row in rows]

    def _sweep(self, connection: sqlite3.Connection, keys: Sequence[str]) -> None:
        """Drops those of the vectors that no passage uses any more."""
        query = "DELETE FROM vectors WHERE embedded = ?1 AND NOT EXISTS (SELECT 1 FROM passages WHERE embedded = ?1)"
        connection.executemany(query, ((key,) for key in keys))


def text_key(embedded: str) -> str:
    """The key under which an embedded text's vector stands: the SHA-256 of the text."""
    return hashlib.sha256(embedded.encode("utf-8", "surrogatepass")).hexdigest()
