"""A folder's files, in order; what in it is not followed or cannot be opened is named."""

from pathlib import Path

import pytest

from index.adding.folders import belongs, files_in
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
