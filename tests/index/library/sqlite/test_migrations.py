"""Stored libraries of each older version, brought up to date; tests/data/libraries/make.py made them."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from fakes import KeywordEmbedder

from index import LibraryError, PassageIndex, open_library
from index.library.protocol import Counts
from index.library.sqlite import migrations
from index.library.sqlite.library import FILE_NAME

STORED = Path(__file__).parents[3] / "data" / "libraries"
MILL = "The mill was built in 1902. It grinds rye for Østby and 第三 villages."
FERRY = "# The ferry\n\nThe ferry crosses at 7.30 in the morning.\n\n## Winter\n\nIn winter it does not run."
VERSIONS = range(1, migrations.VERSION)


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def place(version: int, tmp_path: Path) -> Path:
    (tmp_path / "library").mkdir()
    shutil.copy(STORED / f"version-{version}.sqlite", tmp_path / "library" / FILE_NAME)
    return tmp_path / "library"


def tables(place: Path) -> dict[str, str]:
    """Each table and index with the statement that makes it, but for blanks and quotes."""
    with closing(sqlite3.connect(place / FILE_NAME)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: "".join(sql.replace('"', "").replace("IF NOT EXISTS", "").split()) for name, sql in rows}


def test_every_older_version_is_stored_and_is_of_its_version() -> None:
    assert {path.name for path in STORED.glob("*.sqlite")} == {f"version-{version}.sqlite" for version in VERSIONS}
    for version in VERSIONS:
        with closing(sqlite3.connect(f"file:{STORED}/version-{version}.sqlite?mode=ro", uri=True)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)


def test_what_it_held_is_there_and_nothing_is_embedded_again(place: Path, version: int) -> None:
    embedder = KeywordEmbedder()
    index = PassageIndex(open_library(place), embedder)
    held = {Path(summary.path).name: summary for summary in index.documents()}
    assert sorted(held) == ["copy.txt", "ferry.md", "mill.txt"]
    assert index.library.count() == Counts(3, sum(summary.passages for summary in held.values()))
    assert index.document(held["mill.txt"].id).text == MILL and index.document(held["ferry.md"].id).text == FERRY
    assert (held["mill.txt"].characters, held["mill.txt"].passages) == (len(MILL), 1)
    named = ("The winter ferry", ("boats", "winter"), {"/tmp/quoth-fixture": True})
    plain = (held["ferry.md"].title, held["ferry.md"].tags, index.library.folders())
    assert plain == (named if version >= 2 else ("The ferry", (), {}))
    for search in (index.search, index.search_words):
        hits = search("mill grinds rye", 2)
        assert {hit.passage.document_id for hit in hits} == {held["mill.txt"].id, held["copy.txt"].id}
        assert all(hit.text == MILL for hit in index.hits(hits))
    assert embedder.encoded == []
    [winter] = index.hits(index.search_words("when does the winter ferry not run", 1))
    assert winter.context == ("The winter ferry" if version >= 2 else "The ferry")
    by_title = index.search_words("copy", 1)  # a file's name alone
    assert [match.passage.document_id for match in by_title] == [held["copy.txt"].id]
    index.close()


def test_it_takes_changes_like_a_new_one(place: Path, tmp_path: Path) -> None:
    embedder = KeywordEmbedder()
    index = PassageIndex(open_library(place), embedder)
    (tmp_path / "moved.txt").write_text(MILL, encoding="utf-8")
    report = index.add([tmp_path / "moved.txt"])
    assert len(report.renamed) == 1 and embedder.encoded == []
    (tmp_path / "moved.txt").write_text("The mill burnt down.", encoding="utf-8")
    index.add([tmp_path / "moved.txt"])
    assert index.search_words("burnt", 1) and index.search("burnt", 1) and len(embedder.encoded) == 1
    ferry = index.library.document_at("/tmp/quoth-fixture/ferry.md")
    assert ferry
    before = index.documents()
    removal = index.remove(ferry)
    assert index.library.count() == Counts(2, 2) and not index.search_words("ferry", 1)
    index.restore(removal)
    assert index.documents() == before and index.search_words("ferry", 1) and len(embedder.encoded) == 1
    index.close()


def test_it_ends_with_the_tables_of_a_new_one_and_whole(place: Path, tmp_path: Path) -> None:
    open_library(place).close()
    open_library(tmp_path / "new").close()
    assert tables(place) == tables(tmp_path / "new")
    with closing(sqlite3.connect(place / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_each_step_is_recorded(tmp_path: Path) -> None:
    open_library(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        taken = connection.execute("SELECT number, name FROM migrations ORDER BY number").fetchall()
    assert taken == [(number, step.__name__) for number, step in enumerate(migrations.MIGRATIONS, start=1)]


def test_a_step_that_fails_leaves_the_library_as_it_was(
    place: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(place)
    steps = list(migrations.MIGRATIONS)
    original = steps[version]

    def half(connection: sqlite3.Connection) -> None:
        original(connection)
        raise sqlite3.OperationalError("disk is full")

    steps[version] = half
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", tuple(steps))
        with pytest.raises(LibraryError, match="disk is full"):
            open_library(place)
    assert tables(place) == before
    open_library(place).close()


def test_a_library_newer_than_this_quoth_is_refused_and_left_alone(tmp_path: Path) -> None:
    open_library(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match=r"newer Quoth.*version 99.*Update Quoth.*--library"):
        open_library(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (99,)
