"""A library that may only be read: it is asked and listed, its owner may change it meanwhile; changes are refused."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from damaged import TEXTS, changed, made
from fakes import KeywordEmbedder

from index import LibraryError, PassageIndex, open_library
from index.library.sqlite.library import FILE_NAME

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights are another matter there")
ASKED = """
import os, sys, tempfile
from pathlib import Path
from damaged import made
from fakes import KeywordEmbedder
from index import LibraryError, PassageIndex, open_library
with tempfile.TemporaryDirectory() as place:  # what is imported late is imported with the rights to it
    index = PassageIndex(open_library(made(Path(place))), KeywordEmbedder())
    index.search_words("iron", 1)
    index.close()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
index = PassageIndex(open_library(Path(sys.argv[1]), create=sys.argv[2] == "create"), KeywordEmbedder())
print(len(index.documents()), len(index.search("the iron bridge", 3)), len(index.search_words("iron bridge", 3)))
try:
    index.remove(index.documents()[0].id)
except LibraryError as error:
    print(error)
index.close()
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    folder = made(tmp_path)
    for above in (tmp_path, *tmp_path.parents):
        if above.stat().st_uid == os.geteuid() and above.stat().st_mode & 0o005 != 0o005:  # pytest's own
            above.chmod(0o755)
    yield folder
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)


def locked(folder: Path) -> None:
    for path in (*folder.iterdir(), folder):
        path.chmod(0o555)


def asked(folder: Path, create: str = "") -> tuple[str, str]:
    """What a process without the right to write to the folder prints."""
    tools = Path(__file__).parents[3] / "tools"
    run = subprocess.run(
        [sys.executable, "-c", ASKED, str(folder), create],
        env={**os.environ, "PYTHONPATH": f"{tools}:{Path(__file__).parents[4]}", "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.stdout, run.stderr


@pytest.mark.parametrize("create", ["", "create"])
def test_a_library_in_a_folder_that_may_not_be_written_is_asked(place: Path, create: str) -> None:
    locked(place)
    before = sorted(place.iterdir())
    said, error = asked(place, create)
    assert said.startswith("3 3 3\n") and not error
    assert "cannot be changed: it may only be read here" in said and "copy its folder" in said
    assert sorted(place.iterdir()) == before


def test_a_file_alone_that_may_not_be_written_is_asked(place: Path) -> None:
    (place / FILE_NAME).chmod(0o444)
    place.chmod(0o777)
    said, error = asked(place)
    assert said.startswith("3 3 3\n") and "may only be read" in said and not error


def test_what_its_owner_has_open_and_not_yet_written_back_is_seen(place: Path) -> None:
    with changed(place) as connection:
        connection.execute("DELETE FROM tags")  # the file has a log beside it now
        assert (place / f"{FILE_NAME}-wal").exists()
        locked(place)
        said, error = asked(place)
        assert said.startswith("3 3 3\n") and not error


def test_a_log_that_cannot_be_read_is_said(place: Path) -> None:
    with changed(place) as connection:
        connection.execute("DELETE FROM tags")
        for name in (FILE_NAME, f"{FILE_NAME}-wal"):
            shutil.copy(place / name, place / f"{name}.kept")
    for name in (FILE_NAME, f"{FILE_NAME}-wal"):
        (place / f"{name}.kept").replace(place / name)
    locked(place)
    said, error = asked(place)
    assert not said and f"{FILE_NAME}-wal" in error.splitlines()[-1] and "Copy the folder" in error


def test_a_folder_without_rights_is_said(place: Path) -> None:
    for path in (*place.iterdir(), place):
        path.chmod(0)
    said, error = asked(place)
    if os.geteuid() == 0 or not os.access(place, os.R_OK):
        assert not said and "you have no right to look into its folder" in error.splitlines()[-1]


def test_a_file_without_rights_is_said(place: Path) -> None:
    place.chmod(0o755)
    (place / FILE_NAME).chmod(0)
    said, error = asked(place)
    assert not said and "you have no right to read" in error.splitlines()[-1]


def test_what_its_owner_changes_is_seen_by_who_may_only_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader looks at the file as it stands, without locks, and looks anew each time."""
    real = os.access
    index = PassageIndex(open_library(place), KeywordEmbedder())
    with monkeypatch.context() as patch:
        patch.setattr("os.access", lambda path, mode: mode != os.W_OK and real(path, mode))
        reader = PassageIndex(open_library(place, create=False), KeywordEmbedder())
        assert len(reader.documents()) == len(TEXTS)
    index.remove(index.documents()[0].id)
    index.close()
    with monkeypatch.context() as patch:
        patch.setattr("os.access", lambda path, mode: mode != os.W_OK and real(path, mode))
        assert len(reader.documents()) == len(TEXTS) - 1
        with pytest.raises(LibraryError, match="may only be read"):
            reader.remove(reader.documents()[0].id)
    reader.close()


def test_one_that_is_open_elsewhere_and_waits_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.library.sqlite.file.WAIT", 0.1)
    index = PassageIndex(open_library(place), KeywordEmbedder())
    with changed(place) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match=r"another process has been changing it .* Try again"):
            index.remove(index.documents()[0].id)
    index.remove(index.documents()[0].id)
    index.close()


def test_several_that_make_a_library_at_once_make_one(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index import open_library; open_library(Path(sys.argv[1])).close()"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "new")], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [process.communicate()[1] for process in running] == [""] * 4
    assert not sqlite3.connect(tmp_path / "new" / FILE_NAME).execute("PRAGMA foreign_key_check").fetchall()
