"""Handles and the log stay bounded, however many threads come and go."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import UnknownDocumentError
from index.library.sqlite.connection import READERS
from index.library.sqlite.library import FILE_NAME, SqliteLibrary

HANDLES = Path("/proc/self/fd")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SqliteLibrary]:
    library = SqliteLibrary(tmp_path / "library")
    yield library
    library.close()


def handles(library: SqliteLibrary) -> int:
    """How many of this process's handles are of a library's files."""
    if not HANDLES.exists():
        pytest.skip("the system does not list a process's handles")
    places = [handle.readlink() for handle in HANDLES.iterdir() if handle.is_symlink()]
    return len([place for place in places if place.is_relative_to(library.folder)])


def test_threads_that_come_and_go_leave_no_handle(library: SqliteLibrary) -> None:
    def ask_at_once(together: int) -> None:
        ready = threading.Barrier(together)

        def look() -> int:
            ready.wait()
            return library.count().documents + len(library.summaries())

        with ThreadPoolExecutor(together) as pool:
            assert sum(pool.map(lambda _: look(), range(together))) == 0

    ask_at_once(40)
    library.set_folder("/papers")
    for _ in range(5):
        ask_at_once(40)
    assert handles(library) <= 3 * (READERS + 1)  # the file, its log and the log's index each


def test_a_question_that_fails_gives_its_connection_back(library: SqliteLibrary) -> None:
    for _ in range(2 * READERS):
        with pytest.raises(UnknownDocumentError):
            library.document("none")
        with pytest.raises(sqlite3.OperationalError), library._database.reading() as connection:
            connection.execute("SELECT * FROM nowhere")
    before = handles(library)
    assert library.summaries() == [] and handles(library) == before


def test_closing_closes_all_also_what_is_in_use(library: SqliteLibrary) -> None:
    with library._database.reading() as connection:
        library.close()
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (0,)
    assert handles(library) == 0
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")


def test_readers_without_a_pause_do_not_let_the_log_grow(library: SqliteLibrary) -> None:
    """SQLite can begin its log anew only while nobody reads from it, so no look may stay open."""
    stopped = threading.Event()

    def look() -> None:
        while not stopped.is_set():
            library.summaries()
            library.tags()

    sizes = []
    with ThreadPoolExecutor(8) as pool:
        looking = [pool.submit(look) for _ in range(8)]
        for number in range(300):
            library.set_facts(**{f"fact{number % 7}": "x" * 200_000})
            sizes.append((library.folder / f"{FILE_NAME}-wal").stat().st_size)
        stopped.set()
        for each in looking:
            each.result()
    assert max(sizes) < 32 * 2**20  # of the 60 MB that were written
