"""Whatever goes wrong with a file is its failure, by name and reason; the next one is added."""

import contextlib
import itertools
import os
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import KeywordEmbedder
from faults import FaultyEmbedder, FaultyLibrary, every_error

from index import PassageIndex, open_library
from index.adding.progress import Progress
from index.errors import EmbedderError, ModelError
from index.loading import files as loading_files

ERRORS = every_error()


def texts(folder: Path, count: int) -> list[Path]:
    """So many files, each with words of its own."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number:03}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(f"The mill number {number} grinds rye.")
    return paths


@pytest.mark.parametrize(
    "step",
    ["files", "documents_of", "known_vectors", "set_facts", "put", "read_to_end", "count_tokens", "encode_document"],
)
def test_every_error_at_every_step_is_one_file_s_failure(step: str, tmp_path: Path) -> None:
    library, embedder = FaultyLibrary(tmp_path / "library"), FaultyEmbedder()
    index = PassageIndex(library, embedder)
    *failing, last = texts(tmp_path / "folder", len(ERRORS) + 1)
    library.faults = embedder.faults = iter(ERRORS)
    library.step = embedder.step = step
    report = index.add([tmp_path / "folder"])
    assert [failure.path for failure in report.failures] == list(map(str, failing))
    assert all(len(failure.reason.split()) > 2 for failure in report.failures)
    assert report.added[-1] == str(last)
    assert index.search_words(f"number {len(failing)}", 1)[0].passage.document_id == library.document_at(str(last))
    again = index.add([tmp_path / "folder"])
    assert not again.failures and len(index.documents()) == len(failing) + 1
    index.close()


def test_an_error_in_one_document_of_an_archive_leaves_the_others(tmp_path: Path) -> None:
    embedder = FaultyEmbedder()
    index = PassageIndex(open_library(tmp_path / "library"), embedder)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", f"The mill number {number} grinds rye.")
    embedder.faults, embedder.step = iter([MemoryError()]), "encode_document"
    report = index.add([tmp_path / "a.zip"])
    assert [Path(failure.path).name for failure in report.failures] == ["0.txt"]
    assert [Path(path).name for path in report.added] == ["1.txt", "2.txt"]
    report = index.add([tmp_path / "a.zip"])
    assert [Path(path).name for path in report.added] == ["0.txt"] and not report.failures


@pytest.mark.parametrize("ending", [KeyboardInterrupt, SystemExit])
def test_what_is_to_end_the_process_ends_the_run(ending: type[BaseException], tmp_path: Path) -> None:
    embedder = FaultyEmbedder()
    index = PassageIndex(open_library(tmp_path / "library"), embedder)
    embedder.faults, embedder.step = iter([ending()]), "encode_document"
    with pytest.raises(ending):
        index.add(texts(tmp_path / "folder", 2))


@pytest.mark.parametrize("error", [RuntimeError("stop"), ModelError("stop"), OSError("stop")])
def test_what_the_listener_raises_ends_the_run(error: Exception, tmp_path: Path) -> None:
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())

    def listen(progress: Progress) -> None:
        if progress.done == 1 and progress.part:
            raise error

    with pytest.raises(type(error), match="stop"):
        index.add(texts(tmp_path / "folder", 3), listen)
    assert len(index.documents()) == 1


def test_a_model_that_is_missing_is_no_file_s_failure(tmp_path: Path) -> None:
    index = PassageIndex(open_library(tmp_path / "library"), str(tmp_path / "no-model"))
    with pytest.raises((EmbedderError, ModelError), match="no-model"):
        index.add(texts(tmp_path / "folder", 2))


# --- files that go, change, or are none


def meddling(path: Path, act: Callable[[], object]) -> Callable[[Progress], None]:
    """A listener that does something when the file at `path` is begun."""
    once = itertools.count()

    def listen(progress: Progress) -> None:
        if progress.name == path.name and not next(once):
            act()

    return listen


@pytest.mark.parametrize("name", ["001.txt", "001.html"])
def test_a_file_that_vanishes_before_it_is_read_fails_alone(name: str, tmp_path: Path) -> None:
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    texts(tmp_path / "folder", 3)[1].rename(tmp_path / "folder" / name)
    path = tmp_path / "folder" / name
    report = index.add([path.parent], meddling(path, path.unlink))
    assert [(each.path, each.reason) for each in report.failures] == [
        (str(path), "The file cannot be read: No such file or directory.")
    ]
    assert len(report.added) == 2


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.zip"])
def test_a_file_that_vanishes_while_it_is_embedded_was_read_and_is_kept(name: str, tmp_path: Path) -> None:
    path = tmp_path / "folder" / name
    path.parent.mkdir()
    if name.endswith("zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("inner.txt", "The mill grinds rye.")
    else:
        path.write_text("<p>The mill grinds rye.")
    (path.parent / "z.txt").write_text("The mill grinds oats.")

    class Vanishing(FaultyEmbedder):
        def count_tokens(self, words: list[str]) -> list[int]:  # type: ignore[override]
            path.unlink(missing_ok=True)
            return super().count_tokens(words)

    index = PassageIndex(open_library(tmp_path / "library"), Vanishing())
    report = index.add([path.parent])
    assert not report.failures and len(report.added) == 2


def test_a_file_that_changes_while_it_is_read_is_read_again_the_next_time(tmp_path: Path) -> None:
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    path, _ = texts(tmp_path / "folder", 2)
    index.add([path.parent], meddling(path, lambda: path.write_text("The mill grinds oats.")))
    index.add([path.parent])
    held = {document.path: index.document(document.id).text for document in index.documents()}
    assert len(held) == 2 and held[str(path)] == "The mill grinds oats."


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
def test_a_named_pipe_that_takes_a_file_s_place_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at a path and its opening, too: a reader of a named pipe waits for somebody who writes."""
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    path, other = texts(tmp_path / "folder", 2)
    look = loading_files._check_kind

    def look_and_swap(looked_at: Path, mode: int) -> None:
        look(looked_at, mode)
        if looked_at == path and stat.S_ISREG(path.stat().st_mode):
            path.unlink()
            os.mkfifo(path)

    monkeypatch.setattr(loading_files, "_check_kind", look_and_swap)
    report = index.add([path.parent])
    assert [(each.path, each.reason) for each in report.failures] == [(str(path), "This is a named pipe, not a file.")]
    assert report.added == [str(other)]


def test_what_cannot_be_looked_up_is_named_and_the_rest_added(tmp_path: Path) -> None:
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    path, *_ = texts(tmp_path / "folder", 1)
    loop, broken = tmp_path / "loop", tmp_path / "broken"
    loop.symlink_to(loop)
    broken.symlink_to(tmp_path / "none")
    wrong = [
        loop,
        broken,
        tmp_path / "none",
        Path("a\0b"),
        Path("x" * 300),
        Path("a/" * 3000),
        path / "inner",
        Path("\ud800"),
    ]
    report = index.add([*wrong, path])
    assert len(report.failures) == len(wrong) and report.added == [str(path)]
    assert report.failures[0].reason == "It is a link that leads back to itself."
    assert report.failures[1].reason == "It is a broken link."
    assert report.failures[2].reason == "There is no such file or folder."
    assert report.failures[-1].path == "\\ud800"  # as it can be written anywhere


# --- the disk and the library


def test_a_library_that_is_locked_fails_files_until_it_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.library.sqlite.file.WAIT", 0.05)
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    paths = texts(tmp_path / "folder", 3)
    index.add(paths[:1])
    with contextlib.closing(sqlite3.connect(tmp_path / "library" / "library.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        report = index.add(paths, meddling(paths[2], lambda: other.execute("ROLLBACK")))
    assert [(failure.path, "locked" in failure.reason) for failure in report.failures] == [(str(paths[1]), True)]
    assert report.added == [str(paths[2])]


def test_a_full_disk_fails_the_files_that_do_not_fit(tmp_path: Path) -> None:
    """SQLite's own limit on pages gives the error that a full disk gives."""
    library = FaultyLibrary(tmp_path / "library")
    index = PassageIndex(library, KeywordEmbedder())
    paths = texts(tmp_path / "folder", 3)
    paths[1].write_text(" ".join(f"Sentence {number} of many is here." for number in range(5000)))
    index.add(paths[:1])
    with contextlib.closing(sqlite3.connect(tmp_path / "library" / "library.sqlite")) as other:
        pages = other.execute("PRAGMA page_count").fetchone()[0]
    with library._database.change() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages + 40}")
    report = index.add(paths)
    assert [(each.path, "full" in each.reason) for each in report.failures] == [(str(paths[1]), True)]
    assert report.added == [str(paths[2])]


def test_a_library_that_is_broken_meanwhile_fails_each_file_by_name(tmp_path: Path) -> None:
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    paths = texts(tmp_path / "folder", 4)
    index.add(paths[:1])

    def break_it() -> None:
        with contextlib.closing(sqlite3.connect(tmp_path / "library" / "library.sqlite")) as other:
            other.executescript("DROP TABLE documents;")

    report = index.add(paths, meddling(paths[2], break_it))
    assert report.added == [str(paths[1])]
    assert [failure.path for failure in report.failures] == list(map(str, paths[2:]))
    assert all("documents" in failure.reason for failure in report.failures)


def test_no_thread_and_no_process_is_left_behind(tmp_path: Path) -> None:
    before = {thread.name for thread in threading.enumerate()}
    embedder = FaultyEmbedder()
    index = PassageIndex(open_library(tmp_path / "library"), embedder)
    (tmp_path / "a.html").write_text("<p>The mill grinds rye.")
    embedder.faults, embedder.step = iter([RuntimeError("a fault")]), "count_tokens"
    assert index.add([tmp_path / "a.html"]).failures
    assert {thread.name for thread in threading.enumerate()} == before
