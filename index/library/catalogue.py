"""What people say of their documents: titles, tags, the folders kept in step; and documents chosen by it."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from index.errors import UnknownDocumentError

_LONGEST_TITLE = 300  # characters
_LONGEST_TAG = 60

Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Catalogue:
    """A library's titles, tags and folders."""

    def __init__(self, transaction: Transaction, connection: Callable[[], sqlite3.Connection]) -> None:
        self._transaction = transaction
        self._connection = connection

    def rename(self, document_id: str, title: str) -> None:
        """Gives a document another title; a blank one gives it back its own.

        Raises UnknownDocumentError or ValueError.
        """
        given = " ".join(title.split())
        if len(given) > _LONGEST_TITLE:
            raise ValueError(f"A title has at most {_LONGEST_TITLE} characters, not {len(given)}.")
        with self._transaction() as connection:
            self._check(connection, document_id)
            connection.execute("UPDATE documents SET given_title = ? WHERE id = ?", (given or None, document_id))

    def tag(self, document_id: str, tags: Sequence[str]) -> None:
        """Makes these a document's tags, and no others. Raises UnknownDocumentError, ValueError."""
        wanted = {checked_tag(tag) for tag in tags}
        with self._transaction() as connection:
            self._check(connection, document_id)
            connection.execute("DELETE FROM tags WHERE document_id = ?", (document_id,))
            connection.executemany("INSERT INTO tags VALUES (?, ?)", ((document_id, tag) for tag in sorted(wanted)))

    def tags(self) -> dict[str, int]:
        """Every tag, with the number of documents that bear it, by tag."""
        return dict(self._connection().execute("SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag").fetchall())

    def select(self, tags: Sequence[str] = (), since: float | None = None, until: float | None = None) -> list[str]:
        """The ids of the documents that bear any of `tags` and are dated in [since, until), in seconds since 1970.

        A document without a date of its own counts by the day it was added. Raises ValueError for an unknown tag.
        """
        known = self.tags()
        for tag in tags:
            if checked_tag(tag) not in known:
                raise ValueError(f"No document bears the tag {tag!r}; there are {', '.join(known) or 'no tags'}.")
        where, arguments = ["coalesce(modified, added) >= ?", "coalesce(modified, added) < ?"], list[object]()
        arguments += [float("-inf") if since is None else since, float("inf") if until is None else until]
        if tags:
            where.append("id IN (SELECT document_id FROM tags WHERE tag IN (SELECT value FROM json_each(?)))")
            arguments.append(json.dumps([checked_tag(tag) for tag in tags]))
        rows = self._connection().execute(
            f"SELECT id FROM documents WHERE {' AND '.join(where)} ORDER BY id", arguments
        )
        return [row[0] for row in rows]

    def folders(self) -> dict[str, bool]:
        """The folders that were synced, each with whether it is kept in step."""
        return {path: bool(on) for path, on in self._connection().execute("SELECT path, watched FROM folders")}

    def set_folder(self, path: str, watched: bool | None = None) -> None:
        """Notes a folder; `watched` says whether it is to be kept in step, None leaves that as it is."""
        with self._transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO folders VALUES (?, 0)", (path,))
            if watched is not None:
                connection.execute("UPDATE folders SET watched = ? WHERE path = ?", (int(watched), path))

    def forget_folder(self, path: str) -> None:
        """Takes a folder off the list; its documents stay."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM folders WHERE path = ?", (path,))

    def _check(self, connection: sqlite3.Connection, document_id: str) -> None:
        if not connection.execute("SELECT 1 FROM documents WHERE id = ?", (document_id,)).fetchone():
            raise UnknownDocumentError(f"No document {document_id} stands in the library.")


def checked_tag(tag: str) -> str:
    """A tag as it is kept: blanks single, no comma, not empty. Raises ValueError."""
    kept = " ".join(tag.split())
    if not kept or len(kept) > _LONGEST_TAG or "," in kept:
        raise ValueError(f"A tag has 1 to {_LONGEST_TAG} characters and no comma: {tag!r}.")
    return kept
