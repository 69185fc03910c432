"""The cache of vectors: what it costs, and that it is trusted only where the library says so."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.documents.chunking import Chunk
from index.documents.datatypes import Document
from index.embedding.embedder import Vectors
from index.library.protocol import Scored, text_key
from index.library.sqlite import change_log
from index.library.sqlite.library import FILE_NAME, SqliteLibrary
from index.search.vector_store import Ids
from index.search.vectors import FaissStore

Done = list[tuple[str, int]]
QUESTION = np.array([1, 0.5, 0.25], np.float32)


class CountingStore(FaissStore):
    """The real store, which writes down what it is asked to do."""

    done: Done

    def add(self, ids: Ids, vectors: Vectors) -> None:
        self.done.append(("add", len(ids)))
        super().add(ids, vectors)

    def remove(self, ids: Ids) -> None:
        self.done.append(("remove", len(ids)))
        super().remove(ids)

    def save(self, path: Path) -> None:
        self.done.append(("save", len(self)))
        super().save(path)

    @classmethod
    def load(cls, path: Path, dimension: int) -> "CountingStore":
        store = super().load(path, dimension)
        cls.done.append(("load", len(store)))
        return store


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    monkeypatch.setattr(CountingStore, "done", [], raising=False)
    return CountingStore.done


def opened(folder: Path) -> SqliteLibrary:
    return SqliteLibrary(folder, vectors=CountingStore)


def put(library: SqliteLibrary, name: str, number: int, passages: int = 1) -> None:
    lines = [f"passage {number} {line}" for line in range(passages)]
    text, chunks = "\n".join(lines), list[Chunk]()
    for line in lines:
        start = chunks[-1].end + 1 if chunks else 0
        chunks.append(Chunk(start, start + len(line), ""))
    chance = np.random.default_rng(number)
    vectors = {text_key(line): chance.standard_normal(3).astype(np.float32) for line in lines}
    library.put(Document(name, name, f"/{name}", "text/plain", text, text), chunks, vectors, size=1)


def answers(library: SqliteLibrary) -> list[Scored]:
    return library.nearest(QUESTION, 1000)


def exact(library: SqliteLibrary) -> list[int]:
    """What the library's own vectors say, without any cache."""
    ids = [passage.id for passage in library.passages_of([summary.id for summary in library.summaries()])]
    scores = library.vectors_of(ids) @ QUESTION
    return sorted(ids, key=lambda number: (-scores[ids.index(number)], number))


def check(library: SqliteLibrary) -> None:
    assert [number for number, _ in answers(library)] == exact(library)


def cache_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("vectors-*"))


def test_a_changed_passage_costs_one_passage_and_no_file(tmp_path: Path, done: Done) -> None:
    library = opened(tmp_path)
    put(library, "many", 1, passages=200)
    put(library, "one", 2)
    answers(library)
    (file,) = cache_files(tmp_path)
    done.clear()
    put(library, "one", 3)
    check(library)
    assert done == [("remove", 1), ("add", 1)]
    check(library)
    library.close()
    assert done == [("remove", 1), ("add", 1)] and cache_files(tmp_path) == [file]
    done.clear()
    again = opened(tmp_path)
    check(again)
    assert done == [("load", 201), ("remove", 1), ("add", 1)]
    again.close()


def asked(library: SqliteLibrary, statements: list[str], k: int) -> list[str]:
    """The first words of the statements of one question."""
    library.nearest(QUESTION, k)
    statements.clear()
    library.nearest(QUESTION, k)
    return [statement.split()[0] for statement in statements]


def test_a_question_on_an_unchanged_library_asks_for_its_revision_and_a_few_vectors(tmp_path: Path) -> None:
    library, statements = opened(tmp_path), list[str]()
    CountingStore.done = []
    put(library, "a", 1, passages=5)
    with library._database.reading() as connection:
        connection.set_trace_callback(statements.append)
    expected = ["BEGIN", "SELECT", "SELECT", "SELECT", "ROLLBACK"]
    assert asked(library, statements, 3) == expected
    assert "changes" in statements[1] and "LIMIT 1" in statements[1]
    put(library, "many", 2, passages=500)
    assert asked(library, statements, 3) == expected
    library.close()


def test_the_file_is_written_again_when_much_has_changed(tmp_path: Path, done: Done) -> None:
    library = opened(tmp_path)
    put(library, "many", 1, passages=100)
    answers(library)
    for number in range(40):
        put(library, f"more-{number}", 100 + number)
        check(library)
    assert [what for what, _ in done].count("save") == 2 and len(cache_files(tmp_path)) == 1
    put(library, "last", 200, passages=3)
    check(library)
    library.close()
    assert [what for what, _ in done].count("save") == 3 and len(cache_files(tmp_path)) == 1


def flipped(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:40]),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes() + b"x"),
        lambda path: flipped(path, 0),
        lambda path: flipped(path, 9),
        lambda path: flipped(path, 14),
        lambda path: flipped(path, 25),
        lambda path: flipped(path, -10),
        lambda path: flipped(path, -1),
    ],
)
def test_a_missing_cut_or_damaged_file_is_made_anew(
    damage: Callable[[Path], object], tmp_path: Path, done: Done
) -> None:
    library = opened(tmp_path)
    put(library, "a", 1, passages=8)
    expected = answers(library)
    library.close()
    damage(*cache_files(tmp_path))
    done.clear()
    again = opened(tmp_path)
    assert answers(again) == expected and done == [("add", 8), ("save", 8)]
    again.close()


def copied(folder: Path, to: Path) -> None:
    """A copy of the library's own file, as somebody makes one of a closed library."""
    to.mkdir()
    shutil.copy(folder / FILE_NAME, to / FILE_NAME)


def put_back(copy: Path, folder: Path) -> None:
    for path in folder.glob(f"{FILE_NAME}*"):
        path.unlink()
    shutil.copy(copy / FILE_NAME, folder / FILE_NAME)


@pytest.mark.parametrize("added_after", [0, 1, 2, 3])
def test_after_an_older_copy_was_put_back_no_passage_answers_for_another(
    added_after: int, tmp_path: Path, done: Done
) -> None:
    """As many passages, and the same ids, but other vectors: neither counts nor ids tell the two apart."""
    folder, copy = tmp_path / "library", tmp_path / "copy"
    library = opened(folder)
    put(library, "a", 1, passages=2)
    answers(library)
    library.close()
    copied(folder, copy)
    library = opened(folder)
    put(library, "b", 2, passages=2)
    check(library)
    library.close()
    put_back(copy, folder)
    library = opened(folder)
    check(library)
    if added_after:
        put(library, "c", 3, passages=added_after)
    check(library)
    library.close()
    library = opened(folder)
    check(library)
    library.close()


def test_another_librarys_file_is_not_trusted(tmp_path: Path, done: Done) -> None:
    for name, number in (("one", 1), ("other", 2)):
        library = opened(tmp_path / name)
        put(library, "a", number, passages=4)
        answers(library)
        library.close()
    for path in cache_files(tmp_path / "one"):
        path.unlink()
    (foreign,) = cache_files(tmp_path / "other")
    shutil.copy(foreign, tmp_path / "one" / foreign.name)
    library = opened(tmp_path / "one")
    check(library)
    of_now = f"vectors-{library.revision()}.cache"
    library.close()
    shutil.copy(foreign, tmp_path / "one" / of_now)  # as many vectors with the same ids, under this library's revision
    library = opened(tmp_path / "one")
    check(library)
    library.close()


def test_where_the_log_no_longer_reaches_back_it_is_made_anew(
    tmp_path: Path, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_log, "_KEPT", 5)
    library = opened(tmp_path)
    put(library, "a", 1, passages=10)
    answers(library)
    start = library.revision()
    for number in range(4):
        put(library, f"more-{number}", 10 + number)
    assert library.changes(start) is not None
    put(library, "one-more", 20)
    assert library.changes(start) is None
    done.clear()
    check(library)
    assert ("add", 15) in done
    library.close()


def test_two_processes_searching_and_changing_see_each_other(tmp_path: Path, done: Done) -> None:
    one, other = opened(tmp_path), opened(tmp_path)
    for number in range(6):
        put(one, f"d{number}", number, passages=3)
        check(other)
        if number % 2:
            other.remove(f"d{number - 1}")
        check(one)
    one.close()
    other.close()


def test_a_folder_that_cannot_be_written_still_answers(
    tmp_path: Path, done: Done, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: CountingStore, path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(CountingStore, "save", refused)
    library = opened(tmp_path)
    put(library, "a", 1, passages=4)
    check(library)
    put(library, "b", 2)
    check(library)
    library.close()
    assert cache_files(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be taken away there")
def test_what_a_killed_process_left_half_written_is_taken_away(tmp_path: Path, done: Done) -> None:
    (tmp_path / "vectors-old.cache.123.partial").write_bytes(b"half")
    (tmp_path / "vectors-0123456789ab.faiss").write_bytes(b"of an older version")
    library = opened(tmp_path)
    put(library, "a", 1)
    answers(library)
    assert [path.name for path in cache_files(tmp_path)] == [f"vectors-{library.revision()}.cache"]
    library.close()
