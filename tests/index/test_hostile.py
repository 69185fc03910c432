"""A folder of files made to do harm: each is refused with a reason or read, within bounds, and the rest goes on."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import KeywordEmbedder

from index import PassageIndex, open_library
from index.adding.progress import Report

Added = tuple[Report, PassageIndex]
FIXTURES = Path(__file__).parents[1] / "data" / "formats"
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
)


def sparse(path: Path, gigabytes: int) -> None:
    with path.open("wb") as file:
        file.truncate(gigabytes * 2**30)


def bomb(depth: int = 2) -> bytes:
    """An archive of 8 archives of 8 files of 64 MB of zeros, about 4 GB in all from less than 4 MB."""
    data, name = b"\0" * (64 * 2**20), "zeros.txt"
    for _ in range(depth):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for number in range(8):
                archive.writestr(f"{number}-{name}", data)
        data, name = packed.getvalue(), "archive.zip"
    return data


def laughing(source: str, member: str, root: str) -> bytes:
    """A real document with entities that unfold to ten thousand million words in front of its XML."""
    packed = io.BytesIO()
    with zipfile.ZipFile(FIXTURES / source) as archive, zipfile.ZipFile(packed, "w") as made:
        for each in archive.namelist():
            content = archive.read(each)
            if each == member:
                body = content[content.index(root.encode()) :].replace(b">", b">&a11;", 1)
                content = f"{LAUGHS}]>".encode() + body
            made.writestr(each, content)
    return packed.getvalue()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Added]:
    place = tmp_path_factory.mktemp("hostile")
    folder = place / "folder"
    (folder / "sub").mkdir(parents=True)
    (place / "secret.txt").write_text("The secret is 4417.")
    sparse(folder / "huge.txt", 2)
    sparse(folder / "huge.pdf", 2)
    (folder / "bomb.zip").write_bytes(bomb())
    (folder / "laughs.docx").write_bytes(laughing("quelm_harbour.docx", "word/document.xml", "<w:document"))
    (folder / "laughs.odt").write_bytes(laughing("quelm_harbour.odt", "content.xml", "<office:document-content"))
    (folder / "deep.html").write_text("<div>" * 100_000 + "The deep words." + "</div>" * 100_000)
    (folder / "deep.json").write_text("[" * 100_000 + "]" * 100_000)
    (folder / "cut.pdf").write_bytes((FIXTURES / "lease.pdf").read_bytes()[:9000])
    (folder / "line\nbreak \U0001f600.txt").write_text("The name holds a line break.")
    (folder / "link.txt").symlink_to(place / "secret.txt")
    (folder / "sub" / "out").symlink_to(place)
    (folder / "good.txt").write_text("The good file is read.")
    if os.name == "posix":
        os.mkfifo(folder / "pipe.txt")
    index = PassageIndex(open_library(place / "library"), KeywordEmbedder())
    yield index.add([folder]), index
    index.close()


def reason(report: Added, name: str) -> str:
    return " ".join(each.reason for each in report[0].failures if name in Path(each.path).parts)


def test_the_good_file_is_read_whatever_stands_beside_it(report: Added) -> None:
    assert any(path.endswith("good.txt") for path in report[0].added)
    assert report[1].search_words("good file", 1)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("huge.txt", "2,048 MB"),
        ("huge.pdf", "2,048 MB"),
        ("bomb.zip", "unpacks to more than"),
        ("deep.json", "deep"),
        ("link.txt", "out of the folder"),
        ("out", "out of the folder"),
    ],
)
def test_what_is_refused_is_refused_with_the_reason(report: Added, name: str, said: str) -> None:
    assert said in reason(report, name), report[0].failures


def test_entities_do_not_unfold(report: Added) -> None:
    for name in ("laughs.docx", "laughs.odt"):
        refused = reason(report, name)
        summary = next((document for document in report[1].documents() if document.path.endswith(name)), None)
        assert refused or (summary and summary.characters < 10_000), name


def test_names_do_no_harm_and_nothing_outside_is_read(report: Added) -> None:
    held = [Path(each.path).name for each in report[1].documents()]
    assert "line\nbreak \U0001f600.txt" in held and "secret.txt" not in held
    assert not report[1].search_words("4417", 1)


def test_every_file_is_added_or_named(report: Added) -> None:
    named = {part for each in (*report[0].added, *(f.path for f in report[0].failures)) for part in Path(each).parts}
    folder = Path(report[0].added[0]).parent
    assert {path.name for path in folder.rglob("*") if path.is_file() or path.is_symlink()} <= named
