from pathlib import Path

import pytest

from index import LibraryError, open_library
from index.errors import NoLibraryError
from index.library.opening import location_of


@pytest.mark.parametrize(
    "location", ["postgresql://user:secret@host/db", "http://host", "sqlite:///x", "s3+v4://bucket", "ab://"]
)
def test_an_unknown_scheme_is_refused_and_nothing_is_made(
    location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LibraryError, match="no library of that kind") as caught:
        open_library(location)
    assert location.partition("://")[0] in str(caught.value) and "secret" not in str(caught.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", ["C:\\docs\\library", "C:/docs", "C://docs", "folder", "./a:b", "/x/y://z"])
def test_a_path_is_a_path_and_a_drive_is_no_scheme(path: str) -> None:
    assert location_of(path) == Path(path)


def test_the_home_folder_is_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    library = open_library("~/library")
    assert library.folder == tmp_path / "library" and library.location == str(tmp_path / "library")
    library.close()


def test_a_library_that_is_not_there_is_not_made_where_none_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(NoLibraryError, match="quoth add"):
        open_library(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()
    open_library(tmp_path / "some").close()
    open_library(tmp_path / "some", create=False).close()
