"""A library made anew from its own documents: words, vectors, counts, indices and the cache, in a new file.

The new file is made beside the old one from what only the old one has, examined, and put in its place in one step; the
old one is kept under another name. So a process that is killed meanwhile leaves one or the other.
"""

import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from index.documents.chunking import Chunk
from index.embedding.embedder import Vectors
from index.errors import LibraryError
from index.library.examination import Rebuilt
from index.library.sqlite import examining_documents, examining_vectors, passages
from index.library.sqlite.connection import Database, transaction
from index.library.sqlite.examining import examine
from index.library.sqlite.faults import FILE_NAME, in_words
from index.library.sqlite.file import opened
from index.library.sqlite.migrations import bring_up_to_date

Embed = Callable[[list[str]], Vectors]

_AT_ONCE = 64  # texts embedded in one call


def rebuild(folder: Path, embed: Embed) -> Rebuilt:
    """Makes a library anew, if something is wrong with it; `embed` makes the vectors that are missing or damaged.

    Raises LibraryError where that would lose something, or another process has the library open.
    """
    found = examine(folder)
    if not found.faults:
        return Rebuilt(0, None)
    if not found.can_be_rebuilt:
        raise LibraryError(
            f"The library {folder} cannot be rebuilt without loss. `quoth doctor --check` says what is damaged: put a "
            f"copy of {FILE_NAME} back, or make a new library and add the documents to it."
        )
    kept, embedded = None, 0
    try:
        if any(fault.where != "cache" for fault in found.faults):
            embedded, kept = _replaced(folder, embed)
        for cache in folder.glob("vectors-*"):
            shutil.rmtree(cache) if cache.is_dir() else cache.unlink()
    except (sqlite3.Error, OSError) as error:
        raise in_words(error, folder, "rebuilt") from error
    return Rebuilt(embedded, kept)


def _replaced(folder: Path, embed: Embed) -> tuple[int, str]:
    """Puts a new file in the place of the library's; how many vectors were embedded, and where the old file is."""
    old, place = folder / FILE_NAME, folder / "rebuilding"
    shutil.rmtree(place, ignore_errors=True)
    _leave_log(old)
    before = old.stat()
    place.mkdir()
    try:
        embedded = _filled(Database(place / FILE_NAME), old, embed)
        if wrong := examine(place).faults:
            raise LibraryError(f"The library {folder} cannot be rebuilt: {wrong[0].where}: {wrong[0].what}.")
        now = old.stat()
        if (now.st_mtime_ns, now.st_size) != (before.st_mtime_ns, before.st_size):
            raise LibraryError(
                f"The library {folder} was changed while it was being rebuilt. Close Quoth, and try again."
            )
        kept = old.with_name(f"{FILE_NAME}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        for ending in ("", "-wal"):
            if Path(f"{old}{ending}").exists():
                shutil.copy2(f"{old}{ending}", f"{kept}{ending}")
        for ending in ("-wal", "-shm"):  # they would be read into the new file
            Path(f"{old}{ending}").unlink(missing_ok=True)
        (place / FILE_NAME).replace(old)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return embedded, str(kept)


def _leave_log(file: Path) -> None:
    """Writes what is in the log beside the file into it. Raises LibraryError where another process has it open."""
    try:
        with closing(opened(file)) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise LibraryError(
                f"The library {file.parent} cannot be rebuilt while another process has it open. Close Quoth there, "
                "and try again."
            ) from error
        raise
    except sqlite3.DatabaseError:  # so damaged that it cannot: the log is then read beside it
        return


def _filled(database: Database, old: Path, embed: Embed) -> int:
    """Fills a new library with what only the old one has, and makes the rest; how many vectors were embedded."""
    bring_up_to_date(database)
    with closing(database.connect()) as connection:
        connection.execute("ATTACH ? AS old", (str(old),))
        with transaction(connection, old.parent):
            _copy(connection)
            embedded = _fill_vectors(connection, old, embed)
            for (identity,) in connection.execute("SELECT id FROM documents").fetchall():
                passages.retitle(connection, identity)
            _count(connection)
        connection.execute("DETACH old")
    return embedded


def _copy(connection: sqlite3.Connection) -> None:
    """Copies every table that cannot be made of the others, read from its rows and not by an index."""
    there = {row[0] for row in connection.execute("SELECT name FROM old.sqlite_master WHERE type = 'table'")}
    for table in examining_documents.own_tables(connection):
        if table not in there:
            continue
        columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(f"DELETE FROM main.{table}")
        connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM old.{table} NOT INDEXED")


def _fill_vectors(connection: sqlite3.Connection, file: Path, embed: Embed) -> int:
    """Writes a vector for each text that was embedded: the old one where it is right, else a new one; how many new."""
    try:
        with closing(opened(file)) as reading:
            wide = examining_vectors.dimension(reading)
            old = dict(reading.execute("SELECT embedded, vector FROM vectors NOT INDEXED").fetchall())
    except sqlite3.DatabaseError:  # its pages cannot be read; every vector is made anew
        wide, old = 0, {}
    missing: list[tuple[str, str]] = []
    query = "SELECT embedded, min(document_id), start, end, heading FROM passages GROUP BY embedded"
    for key, identity, start, end, heading in connection.execute(query).fetchall():
        vector = examining_vectors.decoded(old.get(key), wide)
        if vector is None:
            text = connection.execute("SELECT text FROM documents WHERE id = ?", (identity,)).fetchone()[0]
            missing.append((key, Chunk(start, end, heading).embedded_text(text)))
        else:
            connection.execute("INSERT INTO vectors VALUES (?, ?)", (key, vector.tobytes()))
    for first in range(0, len(missing), _AT_ONCE):
        _embed_some(connection, missing[first : first + _AT_ONCE], embed)
    return len(missing)


def _embed_some(connection: sqlite3.Connection, some: Sequence[tuple[str, str]], embed: Embed) -> None:
    vectors = embed([text for _, text in some])
    rows = [(key, vector.tobytes()) for (key, _), vector in zip(some, vectors, strict=True)]
    connection.executemany("INSERT INTO vectors VALUES (?, ?)", rows)


def _count(connection: sqlite3.Connection) -> None:
    """Writes the numbers of documents and passages."""
    connection.execute("UPDATE totals SET documents = (SELECT count(*) FROM documents)")
    connection.execute("UPDATE totals SET passages = (SELECT count(*) FROM passages)")
