import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from fakes import KeywordEmbedder

from index import PassageIndex, open_library


def sentence(name: str) -> str:
    """One sentence of 31 words, of which only one fits into a passage of the keyword embedder."""
    return " ".join(f"{name}{number}" for number in range(30)) + " ends."


class Meddling(KeywordEmbedder):
    """While it embeds, another process takes out the next of some documents."""

    def __init__(self, library: Path) -> None:
        super().__init__()
        self._other = PassageIndex(open_library(library), KeywordEmbedder())
        self.doomed: list[str] = []

    def encode_document(self, texts: Sequence[str]) -> np.ndarray:
        if self.doomed:
            self._other.remove(self.doomed.pop(0))
        return super().encode_document(texts)


@pytest.fixture
def index(tmp_path: Path) -> PassageIndex:
    return PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())


def shared_texts(tmp_path: Path, count: int) -> tuple[PassageIndex, Meddling, Path]:
    """A library of `count` documents, which go one by one, and a file that has a passage of each and a new one."""
    embedder = Meddling(tmp_path / "library")
    index = PassageIndex(open_library(tmp_path / "library"), embedder)
    names = [f"part{chr(97 + number)}" for number in range(count)]
    for name in names:
        (tmp_path / f"{name}.txt").write_text(sentence(name))
        index.add([tmp_path / f"{name}.txt"])
    embedder.doomed = [document.id for document in index.documents()]
    whole = tmp_path / "whole.txt"
    whole.write_text("\n\n".join(map(sentence, [*names, "new"])))
    return index, embedder, whole


@pytest.mark.parametrize("count", [1, 2])
def test_vectors_that_another_process_takes_out_meanwhile_are_made_again(count: int, tmp_path: Path) -> None:
    index, embedder, whole = shared_texts(tmp_path, count)
    report = index.add([whole])
    assert report.added == [str(whole)] and not embedder.doomed
    assert [document.path for document in index.documents()] == [str(whole)]
    assert len(index.search("parta1 new1", 10)) == count + 1 and report.embedded == count + 1


def test_after_three_tries_the_library_is_taken_to_be_too_busy(tmp_path: Path) -> None:
    index, _, whole = shared_texts(tmp_path, 3)
    (failure,) = index.add([whole]).failures
    assert failure.path == str(whole) and "add" in failure.reason


def test_a_file_that_is_named_twice_is_read_once(index: PassageIndex, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("The mill grinds rye.")
    report = index.add([folder, folder / "a.txt", folder / "sub" / ".." / "a.txt"])
    assert report.added == [str(folder / "a.txt")] and not report.unchanged and report.embedded == 1


def test_the_same_bytes_are_a_move_only_where_the_old_file_is_gone(index: PassageIndex, tmp_path: Path) -> None:
    old, copy, moved = (tmp_path / f"{name}.txt" for name in ("old", "copy", "moved"))
    old.write_text("The mill grinds rye.")
    index.add([old])
    copy.write_bytes(old.read_bytes())
    assert index.add([copy]).added == [str(copy)]
    old.rename(moved)
    report = index.add([moved])
    assert report.renamed == [str(moved)] and not report.added and report.embedded == 0
    assert [document.path for document in index.documents()] == [str(copy), str(moved)]
    assert index.add([moved]).unchanged == [str(moved)]


def test_a_new_file_is_no_move_of_others_that_are_gone(index: PassageIndex, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(8)]
    for number, file in enumerate(files):
        file.write_text(f"The mill number {number} grinds rye.")
    index.add(files[:4])
    for file in files[:4]:
        file.unlink()
    report = index.add(files[4:])
    assert report.added == [str(file) for file in files[4:]] and not report.renamed


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_document_bears_the_date_and_the_size_of_its_file(name: str, index: PassageIndex, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text("<p>Ein Mühlrad.</p>", encoding="utf-16")
    os.utime(file, (0, 86_400))
    index.add([file])
    (document,) = index.documents()
    assert (document.modified, document.size) == (86_400, file.stat().st_size)


def test_a_document_in_an_archive_has_the_size_of_its_own_text(index: PassageIndex, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inner.txt", "Ein Mühlrad.")
    index.add([tmp_path / "a.zip"])
    assert [document.size for document in index.documents()] == [len("Ein Mühlrad.".encode())]


@pytest.mark.skipif(os.name != "posix", reason="names of any bytes")
def test_a_name_that_is_no_unicode_is_a_failure(index: PassageIndex, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"m\xfchle.txt")
    try:
        file.write_text("words")
    except OSError:
        pytest.skip("this file system takes no such names")
    (failure,) = index.add([file]).failures
    assert "not valid Unicode" in failure.reason and "\\udcfc" in failure.path


def test_passages_are_embedded_thirty_two_at_a_time(tmp_path: Path) -> None:
    batches: list[int] = []

    class Counting(KeywordEmbedder):
        def encode_document(self, texts: Sequence[str]) -> np.ndarray:
            batches.append(len(texts))
            return super().encode_document(texts)

    index = PassageIndex(open_library(tmp_path / "library"), Counting())
    (tmp_path / "a.txt").write_text("\n\n".join(sentence(f"s{chr(97 + n // 10)}{chr(97 + n % 10)}") for n in range(70)))
    heard: list[int] = []
    report = index.add([tmp_path / "a.txt"], lambda progress: heard.append(progress.passages))
    assert batches == [32, 32, 6] and report.embedded == 70 == heard[-1]


def test_a_folder_s_hidden_files_are_not_read_when_they_change(index: PassageIndex, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    names = ("a.txt", ".hidden.txt", "~$lock.txt")
    for name in names:
        (folder / name).write_text("The mill grinds rye.")
    report = index.sync(folder, changed=[folder / name for name in names])
    assert report.added == [str(folder / "a.txt")] and not report.failures


def test_a_file_that_changes_is_read_again_whatever_it_held(index: PassageIndex, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The mill grinds rye.")
    index.add([file])
    for words in ("The mill grinds oats.", "The mill grinds rye.", "The mill grinds oats."):  # so both ways
        file.write_text(words)
        report = index.add([file])
        assert report.changed == [str(file)] and not report.added and not report.unchanged
        assert [index.document(document.id).text for document in index.documents()] == [words]
