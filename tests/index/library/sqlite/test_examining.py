"""A library examined and rebuilt: every damage is found or does no harm, and what is rebuilt is what was there."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from damaged import DAMAGES, HARMLESS, changed, made, ran
from fakes import KeywordEmbedder

from index import LibraryError, PassageIndex, open_library
from index.embedding.embedder import Vectors, encode_document
from index.errors import NoLibraryError
from index.library.opening import examine_library, rebuild_library
from index.library.sqlite.library import FILE_NAME

STORED = Path(__file__).parents[3] / "data" / "libraries"
QUESTIONS = ("When does the ferry cross?", "rye for three villages", "The mayor opened the iron bridge", "winter")
ANEW = (
    *("page 0 overwritten", "words dropped", "another table of that name", "no revision", "no totals"),
    *("a vector cut", "a vector too long", "a vector of no numbers", "a vector of text", "every vector of none"),
    "vectors gone",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("examined"))


@pytest.fixture
def place(library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(library, tmp_path / "library"))


def embed(texts: list[str]) -> Vectors:
    return encode_document(KeywordEmbedder(), texts)


def held(folder: Path) -> dict[str, Any]:
    """All that a library holds and finds."""
    index = PassageIndex(open_library(folder, create=False), KeywordEmbedder())
    summaries = index.documents()
    passages = index.library.passages_of([summary.id for summary in summaries])
    found = {
        "summaries": summaries,
        "documents": [index.document(summary.id) for summary in summaries],
        "passages": passages,
        "folders": index.library.folders(),
        "files": index.library.files(),
        "count": index.library.count(),
        "meaning": [[(hit.passage.id, hit.score) for hit in index.search(question, 20)] for question in QUESTIONS],
        "words": [
            [(hit.passage.id, pytest.approx(hit.score)) for hit in index.search_words(question, 20)]
            for question in QUESTIONS
        ],
    }
    index.close()
    return found


def test_a_sound_library_has_no_faults_and_is_left_as_it_is(place: Path) -> None:
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    found = examine_library(place)
    assert not found.faults and not found.notes and not found.can_be_rebuilt
    assert "3 documents" in found.checked and "words" in found.checked
    done = rebuild_library(place, embed)
    assert done.kept is None and done.embedded == 0
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


def test_there_has_to_be_a_library(tmp_path: Path) -> None:
    with pytest.raises(NoLibraryError):
        examine_library(tmp_path / "none")


@pytest.mark.parametrize("name", [*DAMAGES, *HARMLESS])
def test_damage_is_found_or_does_no_harm_and_what_is_rebuilt_is_what_was(
    name: str, place: Path, library: Path, request: pytest.FixtureRequest
) -> None:
    whole = held(library)
    {**DAMAGES, **HARMLESS}[name](place)
    try:
        found = examine_library(place)
    except LibraryError as error:
        assert str(place)[:40] in str(error)
        return
    if not found.faults:
        assert held(place) == whole or name in ("cut log", "log of another", "a date beyond all")  # a change in a log
        return
    if not found.can_be_rebuilt:
        before = (place / FILE_NAME).read_bytes() if (place / FILE_NAME).is_file() else b""
        with pytest.raises(LibraryError, match="without loss"):
            rebuild_library(place, embed)
        assert not before or (place / FILE_NAME).read_bytes() == before
        return
    rebuild_library(place, embed)
    assert not examine_library(place).faults
    assert held(place) == whole
    assert not (place / "rebuilding").exists()


@pytest.mark.parametrize("name", [name for name in ANEW if not name.startswith("page")])
def test_what_is_made_of_the_documents_can_be_rebuilt(name: str, place: Path) -> None:
    DAMAGES[name](place)
    assert examine_library(place).can_be_rebuilt
    done = rebuild_library(place, embed)
    assert done.kept and Path(done.kept).exists()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE documents SET text = replace(text, 'mill', 'kiln')", "is not the one that was embedded"),
        ("UPDATE documents SET text = text || ' More.', characters = characters + 6", "no passage holds"),
        ("UPDATE passages SET end = end + 100000 WHERE id = 2", "outside its text"),
        ("DELETE FROM passages WHERE id = 2", "passages, and has"),
        ("UPDATE documents SET page_starts = '[5, 1]'", "do not begin within"),
        ("DELETE FROM documents WHERE path LIKE '%mill.txt'", "belong to no document"),
        ("INSERT INTO tags VALUES ('nobody', 'x')", "belongs to a row of documents"),
        ("UPDATE documents SET characters = 7", "it says 7 characters"),
    ],
)
def test_what_documents_say_of_themselves_has_to_be_so(statement: str, said: str, place: Path) -> None:
    ran("PRAGMA foreign_keys = OFF", statement)(place)
    found = examine_library(place)
    assert any(said in fault.what and fault.is_loss for fault in found.faults), found.faults
    assert not found.can_be_rebuilt


@pytest.mark.parametrize(
    ("statement", "where", "said"),
    [
        ("DELETE FROM passage_terms WHERE rowid = 3", "words", "1 passages have no words"),
        ("INSERT INTO passage_terms(rowid, terms) VALUES (999, 'x')", "words", "1 words have no passage"),
        ("UPDATE passage_terms_content SET c0 = 'other' WHERE id = 3", "words", "malformed"),
        ("UPDATE totals SET passages = 1", "counts", "it says"),
        ("DELETE FROM vectors WHERE rowid = 2", "vectors", "1 passages have none"),
    ],
)
def test_what_is_made_of_them_has_to_fit(statement: str, where: str, said: str, place: Path) -> None:
    ran(statement)(place)
    found = examine_library(place)
    assert [(fault.where, fault.is_loss) for fault in found.faults] == [(where, False)]
    assert said in found.faults[0].what


def test_an_index_that_lacks_a_row_is_rebuilt(place: Path, library: Path) -> None:
    with changed(place) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'passages_by_document'").fetchone()[0]
        connection.execute(
            "UPDATE sqlite_master SET sql = ? || ' WHERE id <> 2' WHERE name = ?", (sql, "passages_by_document")
        )
    with changed(place) as connection:
        connection.execute("REINDEX passages_by_document")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'passages_by_document'", (sql,))
    found = examine_library(place)
    assert found.can_be_rebuilt and any("missing from index" in fault.what for fault in found.faults)
    rebuild_library(place, embed)
    assert held(place) == held(library)


def test_files_that_are_gone_are_noted_and_no_fault(tmp_path: Path) -> None:
    folder = made(tmp_path)
    (tmp_path / "documents" / "mill.txt").unlink()
    found = examine_library(folder)
    assert not found.faults and "1 of 3 files" in found.notes[0] and "mill.txt" in found.notes[0]


def test_a_cache_of_another_state_or_library_is_told_from_a_good_one(place: Path) -> None:
    (cache,) = place.glob("vectors-*.cache")
    shutil.copy(cache, place / "vectors-0123456789abcdef.cache")
    (fault,) = examine_library(place).faults
    assert fault.where == "cache" and "another library" in fault.what
    done = rebuild_library(place, embed)
    assert done.kept is None and not list(place.glob("vectors-*"))


def test_a_library_that_another_process_has_open_is_not_rebuilt(place: Path) -> None:
    DAMAGES["no totals"](place)
    with changed(place) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT * FROM documents").fetchone()
        with pytest.raises(LibraryError, match="another process has it open"):
            rebuild_library(place, embed)
    assert rebuild_library(place, embed).kept


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_library_is_examined_as_far_as_it_goes(version: int, tmp_path: Path) -> None:
    shutil.copy(STORED / f"version-{version}.sqlite", tmp_path / FILE_NAME)
    found = examine_library(tmp_path)
    assert not found.faults and f"version {version}" in found.notes[0]
