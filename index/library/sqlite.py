"""The SQLite library: documents, passages and their vectors, the one source of truth; every change is one transaction.

Vectors stand once for each embedded text, whatever number of passages share it, so equal files at two paths and
unchanged passages of a changed file are never embedded twice. FAISS is a cache of what stands here.
"""

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.documents.chunking import Chunk
from index.documents.datatypes import Document, PageLayout, Passage, document_id
from index.embedding.embedder import Vectors
from index.errors import LibraryError, UnknownDocumentError
from index.library.catalogue import Catalogue
from index.library.migrations import VERSION, bring_up_to_date, version
from index.library.rows import COLUMNS, DocumentSummary, document_of, insert_document, layout_of, summaries
from index.search import lexical

__all__ = ["FILE_NAME", "DocumentSummary", "Library", "VectorsGoneError", "text_key"]

FILE_NAME = "library.sqlite"
_WAIT = 30.0  # seconds for another process to finish its change


class VectorsGoneError(LibraryError):
    """Vectors that were known when a document was prepared went with another document meanwhile; prepare it again."""


class Library:
    """A folder with one SQLite file. Safe to use from several threads and several processes at once."""

    def __init__(self, folder: Path, create: bool = True) -> None:
        """Opens the library in `folder`, or makes it if `create`. Raises LibraryError when that cannot be done."""
        self.folder = folder
        self.path = folder / FILE_NAME
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self.catalogue = Catalogue(self.transaction, lambda: self.connection)
        if not create and not self.path.exists():
            raise LibraryError(f"There is no library in {folder}. `quoth add PATH` makes one; --library names another.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            found = version(self.connection)
            if found < VERSION:
                with self.transaction() as connection:
                    bring_up_to_date(connection)
                found = VERSION
        except (OSError, sqlite3.Error, LibraryError) as error:
            self.close()
            raise LibraryError(
                f"The library {folder} cannot be opened: {error}. Name another with --library."
            ) from error
        if found != VERSION:
            self.close()
            raise LibraryError(f"The library {folder} is of version {found}; this Quoth reads up to {VERSION}.")

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

    # --- documents

    def summaries(self) -> list[DocumentSummary]:
        """Every document, by path."""
        return summaries(self.connection)

    def summary(self, document_id: str) -> DocumentSummary | None:
        """One document of the list; None where there is none of that id."""
        return next(iter(summaries(self.connection, document_id)), None)

    def paths(self) -> dict[str, tuple[str, str]]:
        """Each document's path → (id, sha256)."""
        rows = self.connection.execute("SELECT path, id, sha256 FROM documents")
        return {path: (document_id, sha256) for path, document_id, sha256 in rows}

    def files(self) -> dict[str, str]:
        """Each file that was read to its end, a document or several in it → the sha256 of its bytes."""
        return dict(self.connection.execute("SELECT path, sha256 FROM files").fetchall())

    def files_of_documents(self) -> list[str]:
        """Every file that a document was read from, by path."""
        return [row[0] for row in self.connection.execute("SELECT DISTINCT file FROM documents ORDER BY file")]

    def documents_of(self, file: str) -> dict[str, tuple[str, str]]:
        """The documents that a file holds: path → (id, sha256)."""
        rows = self.connection.execute("SELECT path, id, sha256 FROM documents WHERE file = ?", (file,))
        return {path: (document_id, sha256) for path, document_id, sha256 in rows}

    def document(self, document_id: str) -> Document:
        """A document with its whole text, its layouts left where they are. Raises UnknownDocumentError."""
        query = f"SELECT {COLUMNS} FROM documents WHERE id = ?"
        row = self.connection.execute(query, (document_id,)).fetchone()
        if row is None:
            raise UnknownDocumentError(f"No document {document_id} stands in the library {self.folder}.")
        return document_of(row)

    def layout(self, document_id: str, page: int) -> PageLayout | None:
        """Where the characters of a page stand on it; None where the document has no such page to show."""
        return layout_of(self.connection, document_id, page)

    def put(
        self,
        document: Document,
        chunks: Sequence[Chunk],
        vectors: dict[str, Vectors],
        size: int,
        whole_file: bool = True,
    ) -> None:
        """Writes a document with its passages, in place of what stood at its path, whose tags and given title it keeps.

        `vectors` are by `text_key`, those that stand already left out; `size` is in bytes; `whole_file` says that its
        file holds nothing else, and so was read to its end. Raises VectorsGoneError.
        """
        with self.transaction() as connection:
            document = self._with_free_id(connection, document)
            old = connection.execute(
                "SELECT id, given_title FROM documents WHERE path = ?", (document.path,)
            ).fetchone()
            tags = connection.execute("SELECT tag FROM tags WHERE document_id = ?", (old[0],)).fetchall() if old else []
            replaced = self._delete(connection, old[0]) if old else []
            insert_document(connection, document, size, time.time())
            if old:
                connection.execute("UPDATE documents SET given_title = ? WHERE id = ?", (old[1], document.id))
                connection.executemany("INSERT INTO tags VALUES (?, ?)", ((document.id, tag) for (tag,) in tags))
            self._insert_passages(connection, document, chunks, vectors)
            self._sweep(connection, replaced)
            if whole_file:
                connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (document.path, document.sha256))

    def _with_free_id(self, connection: sqlite3.Connection, document: Document) -> Document:
        """The document under another id where its own went on with a file that was moved away from its path."""
        query = "SELECT 1 FROM documents WHERE id = ? AND path != ?"
        while connection.execute(query, (document.id, document.path)).fetchone():
            document = replace(document, id=document_id(Path(document.path), document.id))
        return document

    def _insert_passages(
        self, connection: sqlite3.Connection, document: Document, chunks: Sequence[Chunk], vectors: dict[str, Vectors]
    ) -> None:
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
        gone = "SELECT 1 FROM passages LEFT JOIN vectors USING (embedded) WHERE document_id = ? AND vector IS NULL"
        if connection.execute(gone, (document.id,)).fetchone():
            raise VectorsGoneError(f"The vectors of {document.path} were taken out by another process; add it again.")

    def read_to_end(self, file: str, sha256: str | None, keep: set[str]) -> list[str]:
        """Takes out those of a file's documents that are not in `keep`; their paths.

        The file is known by its `sha256` from now on; None leaves it to be read again, since something in it failed.
        """
        with self.transaction() as connection:
            gone = {path: known[0] for path, known in self.documents_of(file).items() if path not in keep}
            for document_id in gone.values():
                self._sweep(connection, self._delete(connection, document_id))
            connection.execute("DELETE FROM files WHERE path = ?", (file,))
            if sha256:
                connection.execute("INSERT INTO files VALUES (?, ?)", (file, sha256))
        return list(gone)

    def move(self, old: str, new: str) -> None:
        """Records a file's new path, and that of the documents in it; ids, passages and vectors stay."""
        with self.transaction() as connection:
            for replaced, _ in self.documents_of(new).values():
                self._sweep(connection, self._delete(connection, replaced))
            connection.execute(
                "UPDATE documents SET path = ?1 || substr(path, length(?2) + 1), file = ?1 WHERE file = ?2", (new, old)
            )
            connection.execute("UPDATE OR REPLACE files SET path = ? WHERE path = ?", (new, old))

    def remove(self, document_id: str) -> None:
        """Takes a document out with all that hangs on it. Raises UnknownDocumentError."""
        with self.transaction() as connection:
            row = connection.execute("SELECT file FROM documents WHERE id = ?", (document_id,)).fetchone()
            self._sweep(connection, self._delete(connection, document_id))
            connection.execute("DELETE FROM files WHERE path = ?", row)

    # --- passages and vectors

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id; ids that are not there are left out."""
        rows = self.connection.execute(
            "SELECT id, document_id, start, end, heading FROM passages WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([int(each) for each in ids]),),
        )
        return {row[0]: Passage(*row) for row in rows}

    def passage_ids(self, document_ids: Sequence[str] | None = None) -> list[int]:
        """The ids of all passages, or of some documents' passages, ascending."""
        where, arguments = "", list[str]()
        if document_ids is not None:
            where = "WHERE document_id IN (SELECT value FROM json_each(?))"
            arguments = [json.dumps(list(document_ids))]
        return [row[0] for row in self.connection.execute(f"SELECT id FROM passages {where} ORDER BY id", arguments)]

    def count(self) -> int:
        """How many passages there are."""
        return int(self.connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def passage_texts(self, passages: Sequence[Passage]) -> dict[Passage, tuple[str, str]]:
        """Each passage's text, cut from its document's, and that document's title, in one query.

        Passages of documents that are not there are left out.
        """
        places = [(passage.document_id, passage.start + 1, passage.end - passage.start) for passage in passages]
        rows = self.connection.execute(
            "SELECT place.key, substr(text, json_extract(place.value, '$[1]'), json_extract(place.value, '$[2]')), "
            "coalesce(given_title, title) FROM json_each(?) AS place "
            "JOIN documents ON documents.id = json_extract(place.value, '$[0]')",
            (json.dumps(places),),
        )
        return {passages[number]: (text, title) for number, text, title in rows}

    def vectors_of(self, ids: Sequence[int]) -> Vectors:
        """Float32 (n, d), the vectors of these passages, in their order."""
        rows = self.connection.execute(
            "SELECT id, vector FROM passages JOIN vectors USING (embedded) "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([int(each) for each in ids]),),
        )
        vectors = {passage_id: np.frombuffer(vector, np.float32) for passage_id, vector in rows}
        return np.stack([vectors[int(each)] for each in ids])

    def known_vectors(self, keys: Sequence[str]) -> set[str]:
        """Those of the embedded texts' keys whose vectors stand in the library."""
        query = "SELECT 1 FROM vectors WHERE embedded = ?"
        return {key for key in keys if self.connection.execute(query, (key,)).fetchone()}

    def _delete(self, connection: sqlite3.Connection, document_id: str) -> list[str]:
        """Takes a document and its passages out; returns the keys of the vectors that they used."""
        rows = connection.execute("SELECT id, embedded FROM passages WHERE document_id = ?", (document_id,)).fetchall()
        lexical.remove(connection, [row[0] for row in rows])
        for table in ("passages", "layouts", "tags"):
            connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
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
