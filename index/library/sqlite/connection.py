"""Connections to one SQLite file: a few for reading, each lent for one look at the library, and one for changes.

How many there are does not depend on how many threads ask, or have ever asked: a web server starts and ends threads as
calls come in bursts. What SQLite calls a read transaction, which keeps its log from being emptied, is never older than
one method of the library takes.
"""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from index.library.sqlite.faults import in_words
from index.library.sqlite.file import PassingConnection, opened

READERS = 4  # looks at once; each takes milliseconds, mostly of the interpreter's lock, so more would only wait there
# Pages of the file that a connection keeps in memory: over a million passages (3 GB), a search by words then takes four
# fifths of the time that it takes with SQLite's own 2 MB. Of a small library they are as many as it has.
_KEPT_PAGES = 64 * 2**10  # KiB
_KEPT_LOG = 64 * 2**20  # bytes of the write-ahead log that stay on the disk after a change that was larger

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


class Database:
    """The connections of one library's file. Threads may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._readers = threading.BoundedSemaphore(READERS)
        self._idle: deque[sqlite3.Connection] = deque()
        self._writer: sqlite3.Connection | None = None
        self._writing = threading.RLock()  # a change within a change is an error of SQLite's, and no wait for ever
        self._is_open = True

    def connect(self) -> sqlite3.Connection:
        """A connection that does not look after foreign keys yet, as a migration needs it; the caller closes it."""
        connection = opened(self.path)
        connection.execute(f"PRAGMA cache_size = -{_KEPT_PAGES}")
        connection.execute(f"PRAGMA journal_size_limit = {_KEPT_LOG}")
        return connection

    def close(self) -> None:
        """Closes every connection, one in use as soon as its query or change is finished."""
        self._is_open = False
        self._close_idle()
        with self._writing:
            if self._writer is not None:
                self._writer.close()
            self._writer = None

    def ask(
        self, query: Callable[Concatenate[sqlite3.Connection, Asked], Found], *args: Asked.args, **named: Asked.kwargs
    ) -> Found:
        """What `query(connection, …)` gives. It is done with the connection when it returns: it gives no cursor."""
        with self.reading() as connection:
            return query(connection, *args, **named)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Queries that all see the library as it is at the first of them, whatever others change meanwhile.

        Of more than `READERS` threads the others wait. So nothing here may ask the same library for another
        connection before it has given this one back.
        """
        with self._readers:
            connection = self._taken() or self._opened()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """All of a change or none of it, one thread's at a time.

        Raises LibraryError when the disk or another process forbids.
        """
        with self._writing:
            if self._writer is None:
                self._writer = self._opened()
            with transaction(self._writer, self.path.parent) as connection:
                yield connection

    def _opened(self) -> sqlite3.Connection:
        connection = self.connect()
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        try:
            connection.execute("ROLLBACK")
        except sqlite3.Error:  # it did not even begin: the file is gone, damaged or locked
            connection.close()
            return
        if isinstance(connection, PassingConnection):  # it sees the file as it was when it was opened
            connection.close()
            return
        self._idle.append(connection)
        if not self._is_open:
            self._close_idle()

    def _close_idle(self) -> None:
        while (connection := self._taken()) is not None:
            connection.close()

    def _taken(self) -> sqlite3.Connection | None:
        """The connection that was given back last, which has the library's pages in memory; None if all are lent."""
        try:
            return self._idle.pop()
        except IndexError:
            return None


@contextmanager
def transaction(connection: sqlite3.Connection, folder: Path) -> Iterator[sqlite3.Connection]:
    """All of a change to the library in `folder`, or none of it. Raises LibraryError as `Database.change` does."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise in_words(error, folder, "changed") from error
        raise
