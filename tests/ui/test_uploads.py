"""Copies of uploads: no two get into each other's way, and each has the name that people gave it."""

import errno
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.errors import LoadError
from ui.uploads import Upload, Uploads, kept_name

Given = Callable[[str, str], Upload]


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "library" / "files")


@pytest.fixture
def given(tmp_path: Path) -> Given:
    count = iter(range(1000))

    def upload(name: str, text: str) -> Upload:
        path = tmp_path / f"upload-{next(count)}.txt"
        path.write_text(text)
        return Upload(path, name)

    return upload


def test_a_name_may_be_a_file_s_and_a_folder_s_and_come_twice(uploads: Uploads, given: Given) -> None:
    names = ["notes", "notes/a", "notes/a/b", "notes", "n" * 253 + ".t", "n" * 253 + ".t"]
    for text in ("same", "same", "{}"):  # the same bytes under all names, and other bytes under each
        kept = [uploads.keep(given(name, text.format(number))) for number, name in enumerate(names)]
        assert [file.name for file in kept] == [Path(name).name for name in names]
        assert [file.read_text() for file in kept] == [text.format(number) for number in range(len(names))]
    assert len(set(kept)) == len(names)


def test_the_same_bytes_under_the_same_name_are_one_copy(uploads: Uploads, given: Given) -> None:
    assert uploads.keep(given("deep/a.txt", "words")) == uploads.keep(given("deep/a.txt", "words"))
    assert uploads.keep(given("deep/a.txt", "words")) != uploads.keep(given("other/a.txt", "words"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("mill.txt", "mill.txt"),
        ("deep/mill.txt", "deep/mill.txt"),
        ("../../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\mill.txt", "C_/Users/mill.txt"),
        ("", "?"),
        ("..", "?"),
        ("a\0b", "ab"),
        ("half \ud800 pair.txt", "half \ufffd pair.txt"),
        ("m" * 300 + ".txt", "m" * 248 + "….txt"),
        ("ü" * 300 + ".txt", "ü" * 124 + "….txt"),
        ("." + "m" * 300, "." + "m" * 251 + "…"),
        ("m." + "t" * 300, "m." + "t" * 250 + "…"),
        ("a/" * 2000 + "mill.txt", "…/" + "a/" * 296 + "mill.txt"),
        (("d" * 255 + "/") * 3 + "f" * 255, "…/" + "d" * 255 + "/" + "f" * 255),
    ],
)
def test_a_name_is_kept_as_far_as_a_file_can_have_it(
    name: str, kept: str, uploads: Uploads, given: Given, tmp_path: Path
) -> None:
    assert kept_name(name) == kept
    file = uploads.keep(given(name, "words"))
    assert file.read_text() == "words" and file.as_posix().endswith(f"/{kept}")
    assert file.is_relative_to(tmp_path / "library" / "files")


def test_an_upload_that_cannot_be_read_leaves_nothing(uploads: Uploads, given: Given, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (tmp_path / "none", tmp_path, tmp_path / "loop", Path("a\0b"), tmp_path / ("x" * 300)):
        with pytest.raises((LoadError, ValueError)):
            uploads.keep(Upload(path, "mill.txt"))
    with pytest.raises(LoadError, match="empty"):
        uploads.keep(given("mill.txt", ""))
    assert not (tmp_path / "library").exists()


def test_a_disk_that_is_full_leaves_no_half_copy(
    uploads: Uploads, given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> Any:
        Path(target).write_text("wo")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(shutil, "copyfile", full)
        with pytest.raises(OSError, match="No space left"):
            uploads.keep(given("mill.txt", "words"))
    assert [path for path in (tmp_path / "library").rglob("*") if path.is_file()] == []
    assert uploads.keep(given("mill.txt", "words")).read_text() == "words"


def test_a_copy_waits_until_it_is_settled_or_dropped(uploads: Uploads, given: Given, tmp_path: Path) -> None:
    assert uploads.waiting() == []
    first, second = uploads.keep(given("deep/a.txt", "words")), uploads.keep(given("b.txt", "words"))
    assert set(Uploads(tmp_path / "library" / "files").waiting()) == {first, second}
    uploads.settle(first)
    assert uploads.waiting() == [second]
    uploads.drop(second)
    assert uploads.waiting() == [] and first.exists() and not second.parent.exists()


def test_a_copy_that_was_never_finished_is_cleared_away_when_it_is_old(uploads: Uploads, tmp_path: Path) -> None:
    waiting = tmp_path / "library" / "files" / ".waiting"
    waiting.mkdir(parents=True)
    for name in ("part-old", "part-new", "0123"):
        (waiting / name).touch()
    os.utime(waiting / "part-old", (0, time.time() - 100_000))
    assert uploads.waiting() == [] and [path.name for path in waiting.iterdir()] == ["part-new"]


def test_a_copy_from_before_there_were_digests_is_the_same_upload(
    uploads: Uploads, given: Given, tmp_path: Path
) -> None:
    old = tmp_path / "library" / "files" / "deep"
    old.mkdir(parents=True)
    (old / "mill.txt").write_text("one")
    (old / "mill (2).txt").write_text("two")
    assert uploads.keep(given("deep/mill.txt", "one")) == old / "mill.txt"
    assert uploads.keep(given("deep/mill.txt", "two")) == old / "mill (2).txt"
    assert uploads.keep(given("deep/mill.txt", "three")).parent.parent.parent == old.parent
    assert uploads.keep(given("deep", "one")).parent.parent == old.parent
