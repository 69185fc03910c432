"""The vectors of a library in memory, for exact search, and a file of them beside it that makes the next start fast.

Both are a cache: what they hold is named by the library's revision, and the log of changes brings them to the next one,
a changed passage at a time. Where the log does not know their revision, because the library's file was replaced, or
more has changed than the log keeps, they are made anew from the library.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embedding.embedder import Vectors
from index.library.private import PRIVATE
from index.library.protocol import Scored
from index.library.sqlite import change_log, passages
from index.library.sqlite.connection import Database
from index.library.sqlite.faults import decoding
from index.search.vector_store import VectorStore, VectorStoreError, id_array

_NAMES = "vectors-"
_SUFFIX = ".cache"
_AT_ONCE = 4096  # vectors read from the library at once: 6 MB of 384 dimensions

# The file is written when so large a share of its vectors has changed, and not at every change: a changed passage then
# costs itself and not a file of 309 MB (200,000 passages). Replaying the log at the next start is as fast as reading
# those passages, so a process that ends has more reason to write than one that answers a question.
_WRITE_WHILE_ASKED = 1 / 4
_WRITE_AT_THE_END = 1 / 64


class VectorCache:
    """What one process keeps of a library's vectors. Threads may share it."""

    def __init__(self, folder: Path, kind: type[VectorStore]) -> None:
        """`folder` holds the file; `kind` is the store that is filled."""
        self._folder = folder
        self._kind = kind
        self._lock = threading.Lock()
        self._store: VectorStore | None = None
        self._revision = ""
        self._unwritten = 0  # vectors that came or went since the file was written

    def search(self, database: Database, vector: Vectors, k: int, documents: Sequence[str] | None) -> list[Scored]:
        """The `k` nearest passages of the library as it is now, or of these documents'."""
        with self._lock, database.reading() as connection:
            store = self._fresh(connection)
            if store is None:
                return []
            among = None if documents is None else id_array(passages.ids_of(connection, documents))
            scores, ids = store.search(vector, k, lambda ids: passages.vectors_of(connection, ids.tolist()), among)
        return list(zip(ids.tolist(), scores.tolist(), strict=True))

    def close(self) -> None:
        """Writes the file where enough has changed, and forgets the vectors."""
        with self._lock:
            if self._store is not None:
                self._write_from(self._store, _WRITE_AT_THE_END)
            self._store = None

    def _fresh(self, connection: sqlite3.Connection) -> VectorStore | None:
        """The vectors of the library as the connection sees it; None where no passage was ever embedded."""
        now = change_log.revision(connection)
        if self._store is not None and self._revision == now:
            return self._store
        dimension = passages.dimension(connection)
        if not dimension:
            return None
        store = self._store or self._read(connection, dimension)
        self._store = None  # until it is whole again
        if store is None or not self._replayed(connection, store):
            store = self._made(connection, dimension)
        self._store, self._revision = store, now
        self._write_from(store, _WRITE_WHILE_ASKED)
        return store

    def _replayed(self, connection: sqlite3.Connection, store: VectorStore) -> bool:
        """Brings a store from its revision to the one now; False where that cannot be done."""
        changes = change_log.changes(connection, self._revision)
        if changes is None:
            return False
        store.remove(id_array(changes.removed))
        if changes.added:
            with contextlib.suppress(VectorStoreError):  # what is missing then shows in the number below
                store.add(id_array(changes.added), passages.vectors_of(connection, changes.added))
        self._unwritten += len(changes.removed) + len(changes.added)
        return len(store) == passages.total(connection)

    def _made(self, connection: sqlite3.Connection, dimension: int) -> VectorStore:
        """A store of all the library's vectors."""
        store = self._kind(dimension)
        rows = connection.execute("SELECT id, vector FROM passages JOIN vectors USING (embedded) ORDER BY id")
        while some := rows.fetchmany(_AT_ONCE):
            ids, vectors = zip(*some, strict=True)
            with decoding("a passage's vector"):
                rows_read = np.frombuffer(b"".join(vectors), np.float32).reshape(len(ids), dimension)
            store.add(id_array(ids), rows_read)
        self._unwritten = len(store)
        return store

    def _read(self, connection: sqlite3.Connection, dimension: int) -> VectorStore | None:
        """The store as a process last wrote it, if the log knows its revision; None where there is none to be had."""
        for path in self._folder.glob(f"{_NAMES}*{_SUFFIX}"):
            revision = path.name.removeprefix(_NAMES).removesuffix(_SUFFIX)
            if path.is_file() and change_log.reaches(connection, revision):
                with contextlib.suppress(VectorStoreError):
                    store = self._kind.load(path, dimension)
                    self._revision, self._unwritten = revision, 0
                    return store
        return None

    def _write_from(self, store: VectorStore, share: float) -> None:
        """Writes the file where at least this share of the vectors has changed since it was written."""
        if not self._unwritten or self._unwritten < share * len(store):
            return
        self._unwritten = 0
        with contextlib.suppress(OSError):  # a file that cannot be written is made anew at the next start
            path = self._folder / f"{_NAMES}{self._revision}{_SUFFIX}"
            store.save(path)
            path.chmod(PRIVATE)  # vectors say much of what they were made from
            for other in self._folder.glob(f"{_NAMES}*"):
                if other != path:
                    other.unlink(missing_ok=True)
