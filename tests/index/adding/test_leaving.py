"""Gone means gone: which documents a sync takes out, which it keeps, and how they come back."""

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import KeywordEmbedder
from privileges import permissions_that_hold

from index import LibraryError, PassageIndex, open_library
from index.adding import leaving
from index.adding.presence import Presence
from index.adding.progress import Report
from index.library.removed import KEPT_FOR

FILES = {"top.txt": "The mill grinds rye.", "sub/one.txt": "The ferry runs.", "sub/deep/two.txt": "The baths open."}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[PassageIndex]:
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    yield index
    index.close()


@pytest.fixture
def folder(tmp_path: Path, index: PassageIndex) -> Iterator[Path]:
    """A folder that was synced, each document of it with a title and a tag that somebody gave it."""
    folder = tmp_path / "folder"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    index.sync(folder)
    for document in index.documents():
        index.library.rename(document.id, f"My {Path(document.path).name}")
        index.library.tag(document.id, ["mine", Path(document.path).stem])
    yield folder
    for place in (folder, *folder.rglob("*")):
        if place.is_dir() and not place.is_symlink():
            place.chmod(0o700)


def held(index: PassageIndex) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The documents by file name, each with its title and its tags."""
    return {Path(each.path).name: (each.title, each.tags) for each in index.documents()}


def kept(report: Report) -> dict[str, str]:
    return {Path(failure.path).name: failure.reason for failure in report.kept}


ALL = {Path(name).name: (f"My {Path(name).name}", tuple(sorted(["mine", Path(name).stem]))) for name in FILES}


# --- what is in doubt is kept


def lost_mount(folder: Path) -> None:
    (folder / "sub").rename(folder.parent / "the disk")
    (folder / "sub").mkdir()


def lost_mount_with_a_note(folder: Path) -> None:
    lost_mount(folder)
    (folder / "sub" / "NOT MOUNTED.txt").write_text("Mount the disk here.")


def lost_mount_over_the_same_names(folder: Path) -> None:
    lost_mount(folder)
    (folder / "sub" / "deep").mkdir()


def broken_link_to_a_folder(folder: Path) -> None:
    if os.name != "posix":
        pytest.skip("links need a privilege on this system")
    (folder / "sub").rename(folder.parent / "elsewhere")
    (folder / "sub").symlink_to(folder.parent / "nowhere")


@pytest.mark.parametrize(
    ("lose", "reason"),
    [
        (lost_mount, "another than the one that was read"),
        (lost_mount_with_a_note, "another than the one that was read"),
        (lost_mount_over_the_same_names, "another than the one that was read"),
        (broken_link_to_a_folder, "is a broken link"),
    ],
)
def test_a_folder_that_cannot_be_told_from_a_lost_one_keeps_its_documents(
    lose: Callable[[Path], None], reason: str, index: PassageIndex, folder: Path
) -> None:
    lose(folder)
    for _ in range(2):  # and at the next time, although the folder was seen as it is now
        report = index.sync(folder)
        assert not report.removed and ALL.items() <= held(index).items()
        assert set(kept(report)) == {"one.txt", "two.txt"} and all(reason in why for why in kept(report).values())


@pytest.mark.parametrize("mode", [0o000, 0o400])  # neither names nor files, then names without files
def test_a_subfolder_that_may_not_be_read_keeps_its_documents(mode: int, index: PassageIndex, folder: Path) -> None:
    (folder / "sub").chmod(mode)
    with permissions_that_hold():
        report = index.sync(folder)
    assert not report.removed and held(index) == ALL
    assert set(kept(report)) == {"one.txt", "two.txt"}
    assert all("Permission denied" in reason for reason in kept(report).values())
    assert len({failure.path for failure in report.failures + report.kept}) == len(report.failures + report.kept)
    (folder / "sub").chmod(0o700)
    again = index.sync(folder)
    assert held(index) == ALL and not again.kept and not again.failures and len(again.unchanged) == 3


@pytest.mark.parametrize("changed", [False, True])
def test_a_file_that_may_not_be_read_keeps_its_document(changed: bool, index: PassageIndex, folder: Path) -> None:
    (folder / "top.txt").chmod(0)
    with permissions_that_hold():
        report = index.sync(folder, changed=[folder / "top.txt"] if changed else None)
    (failure,) = report.failures
    assert failure.path == str(folder / "top.txt") and "Permission denied" in failure.reason
    assert failure.reason.endswith("What was read of it before is kept.") and held(index) == ALL


def test_the_added_folder_itself_may_be_missing_or_closed(index: PassageIndex, folder: Path) -> None:
    folder.chmod(0)
    with permissions_that_hold():
        report = index.sync(folder)
    assert held(index) == ALL and set(kept(report)) == {"top.txt", "one.txt", "two.txt"}
    assert all(f"The folder {folder} cannot be listed: Permission denied." == why for why in kept(report).values())
    folder.chmod(0o700)
    folder.rename(folder.parent / "away")
    report = index.sync(folder)
    assert held(index) == ALL and not report.removed and set(kept(report)) == {"top.txt", "one.txt", "two.txt"}
    assert all(f"The folder {folder} is not there." in why for why in kept(report).values())
    (folder.parent / "away").rename(folder)
    assert not index.sync(folder).kept and held(index) == ALL


def test_a_folder_that_was_never_read_and_is_not_there_is_a_failure(index: PassageIndex, tmp_path: Path) -> None:
    (failure,) = index.sync(tmp_path / "none").failures
    assert failure.path == str(tmp_path / "none") and "is not there" in failure.reason


@pytest.mark.skipif(os.name != "posix", reason="links and pipes among files")
def test_what_has_become_a_link_or_a_pipe_keeps_its_document(index: PassageIndex, folder: Path) -> None:
    for name, reason in (("top.txt", "It is a broken link now."), ("sub/one.txt", "It is no ordinary file any more.")):
        (folder / name).unlink()
        if name == "top.txt":
            (folder / name).symlink_to(folder / "none")
        else:
            os.mkfifo(folder / name)
        report = index.sync(folder)
        assert held(index) == ALL and kept(report)[Path(name).name] == reason


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.EACCES, errno.ENODEV])
@pytest.mark.parametrize("which", ["look", "list_folder"])
def test_an_error_of_the_system_keeps_the_document(which: str, number: int, index: PassageIndex, folder: Path) -> None:
    """`top.txt` is really not there, but the system cannot say so."""
    (folder / "top.txt").unlink()

    def fails(path: Path) -> None:
        if path in (folder, folder / "top.txt"):
            raise OSError(number, os.strerror(number))

    def look(path: Path) -> os.stat_result:
        fails(path)
        return os.lstat(path)

    def list_folder(path: Path) -> list[str]:
        fails(path)
        return [each.name for each in path.iterdir()]

    presence = Presence(index.library, **({"look": look} if which == "look" else {"list_folder": list_folder}))
    report = Report()
    leaving.remove_what_is_gone(index.library, folder, presence, report)
    assert held(index) == ALL and os.strerror(number) in kept(report)["top.txt"] and not report.removed
    leaving.remove_what_is_gone(index.library, folder, Presence(index.library), report)
    assert "top.txt" not in held(index)


def test_a_folder_that_was_a_disk_of_its_own_keeps_its_documents_when_it_is_not_there(
    index: PassageIndex, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os.path, "ismount", lambda path: Path(path) == folder / "sub")
        index.library.set_places(dict.fromkeys(index.library.places()))
        index.sync(folder)
    shutil.rmtree(folder / "sub")
    report = index.sync(folder)
    assert held(index) == ALL and kept(report)["two.txt"] == f"The disk at {folder / 'sub'} is not mounted."


def test_an_empty_folder_that_an_older_quoth_read_keeps_its_documents(index: PassageIndex, folder: Path) -> None:
    index.library.set_places(dict.fromkeys(index.library.places()))
    (folder / "sub" / "deep" / "two.txt").unlink()
    report = index.sync(folder)
    assert held(index) == ALL and "is empty" in kept(report)["two.txt"]


def test_equal_bytes_elsewhere_are_no_move_of_a_file_that_may_only_be_closed(
    index: PassageIndex, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "copy.txt").write_bytes((folder / "sub" / "one.txt").read_bytes())
    (folder / "sub").chmod(0)
    with permissions_that_hold():
        report = index.add([tmp_path / "copy.txt"])
    assert not report.renamed and report.added and ALL.items() <= held(index).items()


# --- what is gone leaves


@pytest.mark.parametrize(
    ("gone", "names"),
    [
        ("top.txt", {"top.txt"}),
        ("sub/deep/two.txt", {"two.txt"}),
        ("sub/deep", {"two.txt"}),
        ("sub", {"one.txt", "two.txt"}),
    ],
)
def test_what_is_really_gone_leaves(gone: str, names: set[str], index: PassageIndex, folder: Path) -> None:
    target = folder / gone
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    report = index.sync(folder)
    assert {Path(path).name for path in report.removed} == names and not report.kept
    assert held(index) == {name: said for name, said in ALL.items() if name not in names}


@pytest.mark.parametrize("of", ["file", "folder"])
def test_a_name_that_something_else_has_taken_is_gone(of: str, index: PassageIndex, folder: Path) -> None:
    if of == "file":
        (folder / "top.txt").unlink()
        (folder / "top.txt").mkdir()
    else:
        shutil.rmtree(folder / "sub" / "deep")
        (folder / "sub" / "deep").write_text("A file now.")
    assert len(index.sync(folder).removed) == 1


def test_a_folder_that_was_made_anew_with_most_of_its_files_is_the_same(index: PassageIndex, folder: Path) -> None:
    shutil.copytree(folder, folder.parent / "copy")
    folder.rename(folder.parent / "old")
    (folder.parent / "copy").rename(folder)
    (folder / "top.txt").unlink()
    assert [Path(path).name for path in index.sync(folder).removed] == ["top.txt"]


# --- and comes back


def test_titles_and_tags_come_back_with_the_file_whatever_it_holds_now(index: PassageIndex, folder: Path) -> None:
    for text in (FILES["top.txt"], "Quite another mill."):
        (folder / "top.txt").unlink()
        index.sync(folder)
        assert "top.txt" not in held(index)
        (folder / "top.txt").write_text(text)
        index.sync(folder)
        assert held(index) == ALL and not index.removed()


def test_titles_and_tags_come_back_with_the_same_bytes_at_another_path(index: PassageIndex, folder: Path) -> None:
    (folder / "top.txt").unlink()
    index.sync(folder)
    (folder / "mill.txt").write_text(FILES["top.txt"])
    index.sync(folder)
    assert held(index)["mill.txt"] == ALL["top.txt"]
    (folder / "second.txt").write_text(FILES["top.txt"])
    index.sync(folder)
    title, tags = held(index)["second.txt"]  # a second copy is another document
    assert title != ALL["top.txt"][0] and not tags


def test_a_removed_document_can_be_restored_for_a_while(
    index: PassageIndex, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = index.documents(), index.search_words("ferry", 5)[0].score
    ferry = index.library.document_at(str(folder / "sub" / "one.txt")) or ""
    removal = index.remove(ferry)
    (removed,) = index.removed()
    assert (removed.removal, removed.id, removed.title, removed.tags) == (removal, ferry, *ALL["one.txt"])
    assert not index.search_words("ferry", 5) and index.removed(after=removal) == []
    assert index.restore(removal) == ferry and not index.removed()
    assert (index.documents(), index.search_words("ferry", 5)[0].score) == before
    assert len(index.sync(folder).unchanged) == 3  # the file is known, and not read again
    index.remove(ferry)
    late = time.time() + KEPT_FOR + 1
    monkeypatch.setattr(time, "time", lambda: late)
    assert not index.removed() and index.library.removed()
    index.forget_removed()
    assert not index.library.removed()


def test_a_document_that_was_restored_without_its_file_stays_until_the_file_was_back(
    index: PassageIndex, folder: Path
) -> None:
    (folder / "top.txt").unlink()
    index.sync(folder)
    (removed,) = index.removed()
    index.restore(removed.removal)
    report = index.sync(folder)
    assert held(index) == ALL and not report.removed and not report.kept
    (folder / "top.txt").write_text(FILES["top.txt"])
    index.sync(folder)
    (folder / "top.txt").unlink()
    assert index.sync(folder).removed == [str(folder / "top.txt")]


def test_a_path_that_another_document_has_taken_is_said(index: PassageIndex, folder: Path) -> None:
    ferry = index.library.document_at(str(folder / "sub" / "one.txt")) or ""
    removal = index.remove(ferry)
    index.library.move(str(folder / "top.txt"), str(folder / "sub" / "one.txt"))
    with pytest.raises(LibraryError, match=r"one\.txt can't be restored: another document is at that path"):
        index.restore(removal)
    assert index.removed()


def test_nothing_is_left_of_what_was_forgotten(index: PassageIndex, folder: Path, tmp_path: Path) -> None:
    secret = "Zanzibar xylophones whisper."
    copy = leaving.copies_of(index.library) / "secret" / "dropped.txt"
    copy.parent.mkdir(parents=True)
    copy.write_text(secret)
    index.add([copy.resolve()])
    document_id = index.library.document_at(str(copy.resolve())) or ""
    index.library.tag(document_id, ["quagmire"])
    removal = index.remove(document_id)
    assert copy.exists() and leaving.holds(index.library, str(copy.resolve()))
    index.forget_removed([removal])
    assert not copy.exists() and not index.removed() and not any("secret" in path for path in index.library.places())
    index.close()
    left = b"".join(path.read_bytes() for path in (tmp_path / "library").rglob("*") if path.is_file())
    for trace in (b"anzibar", b"xylophon", b"dropped", b"quagmire"):
        assert trace not in left, trace
