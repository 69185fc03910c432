"""A folder's files, in order; what in it is not followed or cannot be opened is named."""

import os
import socket
from pathlib import Path

import pytest

from index.adding.folders import belongs, files_at, files_in
from index.documents.datatypes import Failure


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    for name in ("b.txt", "a/d.txt", "a/c.txt", ".git/config", "a/.hidden.txt", "~$letter.docx", "desktop.ini"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("words")
    (tmp_path / "secret.txt").write_text("words")
    return folder


def test_every_file_below_a_folder_in_order_but_no_hidden_one(folder: Path) -> None:
    assert list(files_in(folder)) == [folder / "a/c.txt", folder / "a/d.txt", folder / "b.txt"]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("b.txt", True),
        ("a/c.txt", True),
        ("a", True),
        ("a/.hidden.txt", False),
        (".git/config", False),
        (".git", False),
        ("~$letter.docx", False),
        ("desktop.ini", False),
        ("Thumbs.db", False),
    ],
)
def test_what_belongs_to_a_folder_is_what_is_read_of_it(folder: Path, name: str, is_one: bool) -> None:
    assert belongs(folder / name, folder) is is_one


def test_a_hidden_folder_on_the_way_to_a_folder_hides_nothing_in_it(tmp_path: Path) -> None:
    folder = tmp_path / ".notes"
    folder.mkdir()
    (folder / "a.txt").write_text("words")
    assert belongs(folder / "a.txt", folder) and list(files_in(folder)) == [folder / "a.txt"]


def test_links_are_not_followed_and_those_that_lead_out_or_nowhere_are_named(folder: Path) -> None:
    (folder / "inside.txt").symlink_to(folder / "b.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "outside.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "parent").symlink_to(folder.parent)
    (folder / "nothing.txt").symlink_to(folder / "none.txt")
    files = list(files_in(folder))
    assert [path.name for path in files if isinstance(path, Path)] == ["c.txt", "d.txt", "b.txt"]
    failures = [failure for failure in files if isinstance(failure, Failure)]
    assert [Path(failure.path).name for failure in failures] == ["nothing.txt", "outside.txt", "parent"]
    assert failures[0] == Failure(str(folder / "nothing.txt"), "It is a broken link.")
    assert all("out of the folder" in failure.reason for failure in failures[1:])
    links = ("inside.txt", "outside.txt", "parent/secret.txt", "loop/b.txt")
    assert not any(belongs(folder / name, folder) for name in links)


@pytest.mark.skipif(os.name != "posix", reason="named pipes and sockets")
def test_what_is_neither_file_nor_folder_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "pipe")
    monkeypatch.chdir(folder)  # as a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        found = list(files_in(folder))
    assert len([path for path in found if isinstance(path, Path)]) == 3
    assert [failure for failure in found if isinstance(failure, Failure)] == [
        Failure(str(folder / "pipe"), "It is a named pipe, not a file."),
        Failure(str(folder / "socket"), "It is a socket, not a file."),
    ]
    assert list(files_at(folder / "pipe")) == [Failure(str(folder / "pipe"), "It is a named pipe, not a file.")]
    assert list(files_at(Path(os.devnull))) == [Failure(os.devnull, "It is a device, not a file.")]


def test_a_folder_may_be_two_thousand_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(1500):
        Path("a").mkdir()
        os.chdir("a")
    Path("deep.txt").write_text("words")
    os.chdir(tmp_path)
    (tmp_path / "z.txt").write_text("words")
    assert [path.name for path in files_in(tmp_path) if isinstance(path, Path)] == ["deep.txt", "z.txt"]
    for _ in range(1500):  # nearest first, since what deletes a tree calls itself for every level
        Path("a").rename("b")
        Path("b/a").rename("a") if Path("b/a").exists() else Path("b/deep.txt").unlink()
        Path("b").rmdir()


def test_a_folder_beyond_the_longest_path_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "d" * 250
    for _ in range(18):
        Path(name).mkdir()
        os.chdir(name)
    os.chdir(tmp_path)
    (tmp_path / "z.txt").write_text("words")
    *failures, file = sorted(files_in(tmp_path), key=lambda each: isinstance(each, Path))
    assert file == tmp_path / "z.txt" and len(failures) == 1
    assert isinstance(failures[0], Failure) and "cannot be opened: File name too long" in failures[0].reason


def test_what_vanishes_during_the_walk_is_named_or_left_out(folder: Path) -> None:
    found = files_in(folder)
    assert next(found) == folder / "a/c.txt"
    (folder / "a/d.txt").unlink()
    assert list(found) == [
        Failure(str(folder / "a/d.txt"), "It cannot be reached: No such file or directory."),
        folder / "b.txt",
    ]
