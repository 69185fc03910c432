"""A folder's files, in order; what in it is not followed or cannot be opened is named."""

from pathlib import Path

from index.adding.folders import belongs, files_in
from index.documents.datatypes import Failure


def test_folders_are_walked_in_order_without_hidden_files_and_links(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "sub/c.md", ".hidden.txt"):
        (folder / name).write_text("words")
    (tmp_path / "outside.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "again.txt").symlink_to(folder / "a.txt")
    (folder / "loop").symlink_to(folder)
    found = list(files_in(folder))
    assert [path.relative_to(folder).as_posix() for path in found if isinstance(path, Path)] == [
        "a.txt",
        "b.txt",
        "sub/c.md",
    ]
    failed = [each for each in found if isinstance(each, Failure)]
    assert [Path(each.path).name for each in failed] == ["link.txt"] and "out of the folder" in failed[0].reason


def test_a_broken_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    assert list(files_in(tmp_path)) == [Failure(str(tmp_path / "gone.txt"), "It is a broken link.")]


def test_what_belongs_to_a_folder_is_what_it_would_give(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub/a.txt").write_text("words")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/b.txt").write_text("words")
    (folder / "link").symlink_to(tmp_path / "outside")
    assert belongs(folder / "sub/a.txt", folder)
    for name in (".git/config", "sub/.a.txt", "~$report.docx", "Thumbs.db", "link/b.txt"):
        assert not belongs(folder / name, folder), name
