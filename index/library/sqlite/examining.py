"""A library's file examined: whether it is whole, and all that it says of itself is so. Nothing is changed.

What a library cannot make anew is its documents with their passages, and what people said of them. So these are read
row by row, whatever SQLite says of its own pages; each passage's text is compared with the SHA-256 under which its
vector is kept. Words, vectors, counts and the cache are made of them, and can be made again.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from index.errors import DamagedLibraryError, LibraryError
from index.library.examination import Examination, Fault
from index.library.sqlite import change_log, examining_documents, examining_vectors
from index.library.sqlite.faults import FILE_NAME, DamagedRowError
from index.library.sqlite.file import look, opened
from index.library.sqlite.migrations import VERSION
from index.search.vector_store import VectorStore, VectorStoreError
from index.search.vectors import FaissStore

_MOST_LINES = 20  # of SQLite's report on its pages; one bad page makes hundreds
_MOST_NAMED = 5  # files that are gone

Check = Callable[[sqlite3.Connection], Iterator[Fault]]


def examine(folder: Path, vectors: type[VectorStore] = FaissStore) -> Examination:
    """Examines the library in a folder. Raises NoLibraryError, and LibraryError where its file cannot be opened."""
    try:
        look(folder, create=False)
    except DamagedLibraryError as error:
        return Examination(str(folder), (), (Fault("file", str(error), is_loss=True),), ())
    with closing(opened(folder / FILE_NAME)) as connection:
        version = _version(connection, folder)
        checks = _CHECKS if version == VERSION else _CHECKS[:2]
        faults = [fault for where, is_source, check in checks for fault in _found(connection, where, is_source, check)]
        if version < VERSION:
            notes = [f"It is of version {version}, and becomes version {VERSION} when it is next opened."]
            return Examination(str(folder), [where for where, *_ in checks], faults, notes)
        faults += _of_cache(connection, folder, vectors)
        return Examination(str(folder), _looked_at(connection), faults, list(_gone_files(connection)))


def _version(connection: sqlite3.Connection, folder: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise LibraryError(
            f"The library {folder} cannot be examined: a newer Quoth made its version {version}; this one knows up to "
            f"{VERSION}. Update Quoth."
        )
    return version


def _found(connection: sqlite3.Connection, where: str, is_source: bool, check: Check) -> Iterator[Fault]:
    """The faults that a check finds; one that cannot come to its end has found one."""
    try:
        yield from check(connection)
    except (sqlite3.Error, DamagedRowError, ValueError, TypeError, MemoryError) as error:
        yield Fault(where, f"they cannot be read to the end ({error})" if where != "file" else str(error), is_source)


def _pages(connection: sqlite3.Connection) -> Iterator[Fault]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST_LINES})"):
        if line != "ok":
            yield Fault("file", str(line).replace("\n", "; "))


def _references(connection: sqlite3.Connection) -> Iterator[Fault]:
    for table, _, of, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Fault("file", f"a row of {table} belongs to a row of {of} that is not there", is_loss=True)


def _words(connection: sqlite3.Connection) -> Iterator[Fault]:
    for missing, named in (
        ("SELECT count(*) FROM passages WHERE id NOT IN (SELECT rowid FROM passage_terms)", "passages have no words"),
        ("SELECT count(*) FROM passage_terms WHERE rowid NOT IN (SELECT id FROM passages)", "words have no passage"),
    ):
        if number := connection.execute(missing).fetchone()[0]:
            yield Fault("words", f"{number:,} {named}")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:  # it may only be read; FTS5 would have to be told to look as if it wrote
        return
    try:
        connection.execute("INSERT INTO passage_terms(passage_terms) VALUES ('integrity-check')")
    finally:
        connection.execute("ROLLBACK")


def _counts(connection: sqlite3.Connection) -> Iterator[Fault]:
    said = connection.execute("SELECT documents, passages FROM totals").fetchall()
    query = "SELECT (SELECT count(*) FROM documents NOT INDEXED), (SELECT count(*) FROM passages NOT INDEXED)"
    there = connection.execute(query).fetchone()
    if said != [there]:
        lost = len(said) == 1 and any(before > now for before, now in zip(said[0], there, strict=True))
        yield Fault("counts", f"it says {said} documents and passages, and has {there}", is_loss=lost)
    change_log.revision(connection)


_CHECKS: tuple[tuple[str, bool, Check], ...] = (
    ("file", False, _pages),
    ("references", True, _references),
    ("documents", True, examining_documents.documents),
    ("labels", True, examining_documents.labels),
    ("words", False, _words),
    ("vectors", False, examining_vectors.vectors),
    ("counts", False, _counts),
)


def _of_cache(connection: sqlite3.Connection, folder: Path, kind: type[VectorStore]) -> Iterator[Fault]:
    """What is wrong with the cache of vectors; one of an earlier state, or none, is in order."""
    for path in sorted(folder.glob("vectors-*.cache")):
        revision = path.name.removeprefix("vectors-").removesuffix(".cache")
        try:
            if not change_log.reaches(connection, revision):
                yield Fault("cache", f"{path.name} belongs to another library, or to one that was long ago changed")
                continue
            store = kind.load(path, examining_vectors.dimension(connection))
            now = change_log.revision(connection) == revision
            ids = [row[0] for row in connection.execute("SELECT id FROM passages ORDER BY id")] if now else []
            if now and store.ids.tolist() != ids:
                yield Fault("cache", f"{path.name} does not hold the passages of the library")
        except (VectorStoreError, sqlite3.Error, DamagedRowError) as error:
            yield Fault("cache", str(error))


def _looked_at(connection: sqlite3.Connection) -> list[str]:
    """What was examined, with numbers where they can be had."""
    looked = ["its pages and references"]
    for table in ("documents", "passages", "vectors"):
        try:
            looked.append(f"{connection.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:,} {table}")
        except sqlite3.Error:
            looked.append(table)
    return [*looked, "words", "counts", "the cache"]


def _gone_files(connection: sqlite3.Connection) -> Iterator[str]:
    """A note on documents whose files are not where they were: the library's copy of the text is what is quoted."""
    try:
        files = [Path(row[0]) for row in connection.execute("SELECT DISTINCT file FROM documents ORDER BY file")]
        gone = [str(file) for file in files if not file.exists()]
    except (sqlite3.Error, OSError, TypeError, ValueError):
        return
    if gone:
        named = ", ".join(gone[:_MOST_NAMED]) + (" …" if len(gone) > _MOST_NAMED else "")
        yield f"{len(gone):,} of {len(files):,} files are not where they were; their text is kept: {named}"
