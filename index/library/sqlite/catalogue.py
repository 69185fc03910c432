"""What people say of their documents: titles, tags, folders in sync; documents chosen by it; how folders were seen."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from index.library.labels import checked_tag
from index.library.sqlite import documents, passages


def fact(connection: sqlite3.Connection, name: str) -> str | None:
    """A fact recorded about the library; None where it is not."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def rename(connection: sqlite3.Connection, document_id: str, title: str) -> None:
    """Gives a document another title; a blank one gives it back its own. Raises UnknownDocumentError."""
    documents.check(connection, document_id)
    connection.execute("UPDATE documents SET given_title = ? WHERE id = ?", (title or None, document_id))
    passages.retitle(connection, document_id)


def tag(connection: sqlite3.Connection, document_id: str, tags: Sequence[str]) -> None:
    """Makes these a document's tags, and no others. Raises UnknownDocumentError."""
    documents.check(connection, document_id)
    connection.execute("DELETE FROM tags WHERE document_id = ?", (document_id,))
    connection.executemany("INSERT INTO tags VALUES (?, ?)", ((document_id, name) for name in sorted(set(tags))))


def counted_tags(connection: sqlite3.Connection) -> dict[str, int]:
    """Every tag, with the number of documents that bear it, by tag."""
    return dict(connection.execute("SELECT tag, count(*) FROM tags GROUP BY tag ORDER BY tag").fetchall())


def select(connection: sqlite3.Connection, tags: Sequence[str], since: float | None, until: float | None) -> list[str]:
    """The ids of the documents that bear any of `tags` and are dated in [since, until). Raises ValueError."""
    wanted, known = [checked_tag(name) for name in tags], counted_tags(connection)
    for name in wanted:
        if name not in known:
            raise ValueError(f"No document has the tag {name!r}; the tags are: {', '.join(known) or 'none yet'}.")
    where, arguments = ["coalesce(modified, added) >= ?", "coalesce(modified, added) < ?"], list[object]()
    arguments += [float("-inf") if since is None else since, float("inf") if until is None else until]
    if tags:
        where.append("id IN (SELECT document_id FROM tags WHERE tag IN (SELECT value FROM json_each(?)))")
        arguments.append(json.dumps(wanted))
    rows = connection.execute(f"SELECT id FROM documents WHERE {' AND '.join(where)} ORDER BY id", arguments)
    return [row[0] for row in rows]


def folders(connection: sqlite3.Connection) -> dict[str, bool]:
    """The folders that were synced, each with whether it is kept in sync."""
    return {path: bool(on) for path, on in connection.execute("SELECT path, watched FROM folders")}


def set_folder(connection: sqlite3.Connection, path: str, watched: bool | None) -> None:
    """Notes a folder; `watched` says whether it is to be kept in sync, None leaves that as it is."""
    connection.execute("INSERT OR IGNORE INTO folders VALUES (?, 0)", (path,))
    if watched is not None:
        connection.execute("UPDATE folders SET watched = ? WHERE path = ?", (int(watched), path))


def places(connection: sqlite3.Connection) -> dict[str, str]:
    """How folders and files were last seen, by path."""
    return dict(connection.execute("SELECT path, seen FROM places").fetchall())


def set_places(connection: sqlite3.Connection, seen: Mapping[str, str | None]) -> None:
    """Notes how folders and files were seen; None drops what was noted."""
    connection.executemany("DELETE FROM places WHERE path = ?", ((path,) for path in seen))
    kept = ((path, how) for path, how in seen.items() if how is not None)
    connection.executemany("INSERT INTO places VALUES (?, ?)", kept)
