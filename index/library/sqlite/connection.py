"""Connections to one SQLite file: one a thread, changes that are whole, and reads that see one moment."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.library.sqlite.faults import in_words
from index.library.sqlite.file import PassingConnection, opened


class Database:
    """The connections of one library's file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    def connect(self) -> sqlite3.Connection:
        """A connection that does not look after foreign keys yet, as a migration needs it; the caller closes it."""
        return opened(self.path)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's own connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self.connect()
            connection.execute("PRAGMA foreign_keys = ON")
            if isinstance(connection, PassingConnection):
                return connection
            self._connections.append(connection)
            self._local.connection = connection
        return connection

    def close(self) -> None:
        """Closes every thread's connection."""
        while self._connections:
            self._connections.pop().close()
        self._local = threading.local()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """All of a change or none of it. Raises LibraryError when the disk or another process forbids."""
        with transaction(self.connection, self.path.parent) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Queries that all see the library as it is at the first of them, whatever others change meanwhile."""
        connection = self.connection
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.execute("ROLLBACK")


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
