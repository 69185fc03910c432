import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from kill import killed_work_keeps_what_it_told
from kill_cases import CASES

from index.documents.chunking import Chunk
from index.documents.datatypes import Document
from index.errors import LibraryError
from index.library.protocol import text_key
from index.library.sqlite.library import FILE_NAME, SqliteLibrary

TEXT = "First sentence 😀. Second sentence e\u0301. 第三句。"
TABLES = ("documents", "passages", "vectors", "passage_terms", "passage_vocabulary", "layouts", "tags")


def put(library: SqliteLibrary, name: str, text: str = TEXT) -> None:
    document = Document(name, name, f"/{name}.txt", "text/plain", f"sha-{name}", text)
    new = {text_key(text)} - library.known_vectors([text_key(text)])
    library.put(document, [Chunk(0, len(text), "")], dict.fromkeys(new, np.ones(3, np.float32)), size=10)


def rows(library: SqliteLibrary) -> dict[str, int]:
    with library._database.reading() as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SqliteLibrary]:
    library = SqliteLibrary(tmp_path / "library")
    yield library
    library.close()


def test_removing_leaves_no_row(library: SqliteLibrary) -> None:
    put(library, "a")
    before = rows(library)
    put(library, "b")
    doubled = {name: 2 * before[name] for name in ("documents", "passages", "passage_terms")}
    one_more = {"passage_vocabulary": before["passage_vocabulary"] + 1}  # the name of the file
    assert rows(library) == before | doubled | one_more
    library.tag("b", ["tag"])
    library.remove("b")
    assert rows(library) == before
    library.remove("a")
    assert set(rows(library).values()) == {0}


def test_a_change_that_fails_half_way_leaves_no_row(library: SqliteLibrary) -> None:
    put(library, "a")
    before = rows(library)
    broken: Any = {"key": None}
    with pytest.raises(AttributeError):
        library.put(Document("b", "b", "/b.txt", "text/plain", "sha-b", TEXT), [], broken, size=10)
    assert rows(library) == before


def test_a_file_that_is_no_library_is_an_error(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / FILE_NAME).write_bytes(b"not a database" * 100)
    (tmp_path / "file").write_text("x")
    for folder in (damaged, tmp_path / "file"):
        with pytest.raises(LibraryError, match="cannot be opened"):
            SqliteLibrary(folder)


def test_no_pickle_and_text_whole_on_disk(library: SqliteLibrary) -> None:
    put(library, "a")
    library.close()
    assert TEXT.encode() in b"".join(path.read_bytes() for path in library.folder.iterdir())


def test_a_full_disk_is_said_and_loses_nothing(library: SqliteLibrary) -> None:
    put(library, "a")
    before = rows(library)
    with library._database.change() as connection:
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(LibraryError, match="disk is full"):
        put(library, "b", "Many words. " * 20_000)
    assert rows(library) == before and library.document("a")
    with library._database.change() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    put(library, "b", "Many words. " * 20_000)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(LibraryError, match="cannot be opened"):
        SqliteLibrary(tmp_path / "closed" / "library")


def test_the_list_of_documents_and_the_counts_read_no_text(tmp_path: Path, library: SqliteLibrary) -> None:
    put(library, "long", "Many words. " * 3_400_000)
    library.close()
    library = SqliteLibrary(tmp_path / "library")
    with library._database.reading() as connection:
        connection.execute("PRAGMA cache_size = 20000")
        connection.execute("PRAGMA mmap_size = 0")
    before = _read_of_this_process()
    (summary,) = library.summaries()
    assert summary.characters == 40_800_000 and library.count().passages == 1
    assert _read_of_this_process() - before < 1_000_000
    library.close()


def test_counting_many_words_is_one_statement(library: SqliteLibrary) -> None:
    put(library, "a")
    statements = list[str]()
    with library._database.reading() as connection:
        connection.set_trace_callback(statements.append)
    counts = library.containing([*(f"word{number}" for number in range(50)), "sentenc", "sentenc"])
    connection.set_trace_callback(None)
    counted = [each for each in statements if "passage_vocabulary" in each and not each.startswith("--")]
    assert len(counted) == 1
    assert counts == dict.fromkeys((f"word{number}" for number in range(50)), 0) | {"sentenc": counts["sentenc"]}
    assert counts["sentenc"] > 0


def _read_of_this_process() -> int:
    """Bytes that this process has asked the system to read so far."""
    try:
        fields = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    except OSError:
        pytest.skip("the system does not say how much a process reads")
    return int(fields["rchar"])


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize(("seed", "name"), list(enumerate(CASES)))
def test_killed_at_any_instant_it_opens_and_holds_what_was_told(seed: int, name: str, tmp_path: Path) -> None:
    killed_work_keeps_what_it_told(CASES[name], tmp_path, random.Random(seed).uniform(0, 1.5))
