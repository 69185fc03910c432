import bz2
import gzip
import io
import lzma
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from loading_laws import FORMATS, read_all
from mutants import mutants

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.loading import bounds, documents

TAR = (FORMATS / "moss_survey.tar").read_bytes()
SEVEN = (FORMATS / "moss_survey.7z").read_bytes()


def found_in(name: str, data: bytes) -> dict[str, str]:
    found = documents(Path(f"/{name}"), data)
    return {each.path: each.text if isinstance(each, Document) else each.reason for each in found}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tar", TAR),
        ("a.tar.gz", gzip.compress(TAR)),
        ("a.tgz", gzip.compress(TAR)),
        ("a.tar.bz2", bz2.compress(TAR)),
        ("a.tar.xz", lzma.compress(TAR)),
        ("download", gzip.compress(TAR)),
    ],
)
def test_the_files_of_an_archive_and_what_is_no_file(name: str, data: bytes) -> None:
    found = found_in(name, data)
    assert found[f"/{name}/moss/notes.txt"] == "The moss of Osk grows on the north side.\n"
    assert "Nine plots" in found[f"/{name}/moss/survey.md"]
    assert "link" in found[f"/{name}/moss/link"] and len(found) == 3


def test_the_files_of_a_7z_archive() -> None:
    found = found_in("a.7z", SEVEN)
    assert set(found) == {"/a.7z/moss/notes.txt", "/a.7z/moss/survey.md"}
    assert found["/a.7z/moss/notes.txt"] == "The moss of Osk grows on the north side.\n"


@pytest.mark.parametrize(("name", "inner"), [("notes.txt.gz", "notes.txt"), ("notes.gz", "notes.txt")])
def test_a_file_that_is_packed_alone(name: str, inner: str) -> None:
    assert found_in(name, gzip.compress(b"Words.")) == {f"/{name}/{inner}": "Words."}


def test_names_stay_below_the_archive() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name in ("../../etc/a.txt", "/b.txt"):
            member = tarfile.TarInfo(name)
            member.size = 6
            archive.addfile(member, io.BytesIO(b"Words."))
    assert set(found_in("a.tar", packed.getvalue())) == {"/a.tar/etc/a.txt", "/a.tar/b.txt"}


@pytest.mark.parametrize("name", ["bomb.gz", "bomb.tar.gz", "bomb.7z"])
def test_a_bomb_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 20)
    with pytest.raises(LoadError, match="unpacks to more than"):
        found_in(name, SEVEN if name.endswith("7z") else gzip.compress(b"\0" * 10**6))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tar.gz", gzip.compress(TAR)[:90]),
        ("a.tar", b"x" * 2000),
        ("a.7z", SEVEN[:60]),
        ("a.xz", lzma.compress(TAR)[:70]),
    ],
)
def test_a_damaged_archive_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(LoadError, match="damaged"):
        found_in(name, data)


def test_a_7z_archive_without_py7zr_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "py7zr", None)
    with pytest.raises(LoadError, match="install py7zr"):
        found_in("a.7z", SEVEN)


@settings(max_examples=20, deadline=None)
@given(mutants(gzip.compress(TAR, mtime=0)))
def test_damaged_archives_are_read_or_refused(data: bytes) -> None:
    for each in read_all(data, ".tgz"):
        assert isinstance(each, Document | Failure)
