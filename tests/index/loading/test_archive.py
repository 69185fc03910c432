import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from loading_laws import FORMATS, read_all
from mutants import mutants

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.loading import bounds, documents

ARCHIVE = (FORMATS / "moss_survey.zip").read_bytes()


def packed(*members: tuple[str | zipfile.ZipInfo, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def found_in(data: bytes) -> dict[str, str]:
    """The path of each file in an archive → its text, or why it could not be read."""
    found = list(documents(Path("/a.zip"), data))
    assert len({each.path for each in found}) == len(found)
    return {
        each.path.removeprefix("/a.zip/"): each.text if isinstance(each, Document) else each.reason for each in found
    }


def test_an_archive_by_info_zip() -> None:
    found = list(documents(Path("/moss.zip"), ARCHIVE))
    texts = {each.path: each for each in found if isinstance(each, Document)}
    assert set(texts) == {
        "/moss.zip/counts/Übersicht – north.txt",
        "/moss.zip/summary.txt",
        "/moss.zip/notes.zip/field_notes.txt",
    }
    assert "118 tufts" in texts["/moss.zip/counts/Übersicht – north.txt"].text
    assert {each.modified for each in texts.values()} == {1715671800.0}
    assert {each.file for each in texts.values()} == {"/moss.zip"}
    assert [each.path for each in found if isinstance(each, Failure)] == ["/moss.zip/photo.png"]


def test_members_under_a_password_are_told_each() -> None:
    (failure,) = documents(Path("/s.zip"), (FORMATS / "sealed.zip").read_bytes())
    assert isinstance(failure, Failure)
    assert failure.path == "/s.zip/summary.txt" and failure.reason.startswith("It is protected by a password.")


def test_the_order_and_the_second_file_of_a_name() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed(
            ("b.txt", "one"), ("a.txt", "two"), ("b.txt", "three"), ("./b.txt", "four"), ("b (2).txt", "five")
        )
    assert list(found_in(data).items()) == [
        ("b.txt", "one"),
        ("a.txt", "two"),
        ("b (2).txt", "three"),
        ("b (3).txt", "four"),
        ("b (2) (2).txt", "five"),
    ]


@pytest.mark.parametrize(
    ("written", "encoding", "name"),
    [
        ("Bücher.txt", "utf-8", "Bücher.txt"),
        ("Bücher.txt", "cp437", "Bücher.txt"),
        ("报告2024.txt", "gb2312", "报告2024.txt"),
    ],
)
def test_names_of_old_archives(written: str, encoding: str, name: str) -> None:
    raw = written.encode(encoding)
    data = packed(("?" * len(raw), "text")).replace(b"?" * len(raw), raw)
    assert list(found_in(data)) == [name]


def test_links_and_damaged_members_do_not_stop_the_others() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    data = packed((link, "/etc/passwd"), ("bad.txt", "damaged " * 99), ("good.txt", "whole"), method=zipfile.ZIP_STORED)
    found = found_in(data.replace(b"damaged damaged", b"damaged DAMAGED", 1))
    assert found["link.txt"] == "It is a link, not a file."
    assert found["bad.txt"].startswith("It is damaged in the archive")
    assert found["good.txt"] == "whole"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions(method: int) -> None:
    data = packed(("a.txt", "text " * 99), method=method)
    assert found_in(data)["a.txt"].startswith("text")
    at = data.index(b"a.txt") + 5
    cut = data[: at + 12] + b"\xff" * 8 + data[at + 20 :]
    assert found_in(cut)["a.txt"].startswith("It is damaged in the archive")


def test_unknown_compression_is_told() -> None:
    data = packed(("a.txt", "text")).replace(b"\x08\x00", b"\x09\x00")
    assert "compressed in a way" in found_in(data)["a.txt"]


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(LoadError, match="unpacks to more"):
        found_in(packed(("a.txt", b"0" * 1_000_001)))
    inner = packed(("a.txt", b"0" * 600_000))
    found = found_in(packed(("1.zip", inner), ("2.zip", inner)))
    assert "unpacks to more" in found["2.zip"]


def test_a_member_that_declares_too_little_gives_no_more_than_that() -> None:
    data = packed(("a.txt", b"0" * 5000))
    size = (5000).to_bytes(4, "little")
    found = found_in(data.replace(size, (10).to_bytes(4, "little")))
    assert len(found["a.txt"]) < 200


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut", ARCHIVE[:300], ARCHIVE[:-30]])
def test_damaged_archives_are_refused(data: bytes) -> None:
    with pytest.raises(LoadError, match="damaged"):
        found_in(data)


@settings(max_examples=25, deadline=None)
@given(mutants(ARCHIVE))
def test_damaged_archives_are_read_or_refused(data: bytes) -> None:
    read_all(data, ".zip")
