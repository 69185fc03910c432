"""What holds for archives, mails and mailboxes alike, whatever names the files in them have."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.loading import bounds, documents
from index.loading.members import inside

HOSTILE = [
    "../../etc/passwd.txt",
    "/etc/passwd.txt",
    "C:\\Windows\\system.txt",
    "\\\\server\\share.txt",
    "a/../../b.txt",
    "line\nbreak\r\n.txt",
    "🔔🔕 bell.txt",
    "right\u202eto left.txt",
    "nul\0byte.txt",
    "x" * 5000 + ".txt",
    "d/" * 2000 + "deep.txt",
    "..",
    "con.txt",
    " .txt",
    "a.zip/b.txt",
]


def zipped(names: list[str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for at, name in enumerate(names):
            archive.writestr(name, f"This is text number {at}.")
    return packed.getvalue()


def mailed(names: list[str]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Files"
    for at, name in enumerate(names):
        message.add_attachment(
            f"This is text number {at}.\n".encode(),
            "text",
            "plain",
            filename=name.replace("\n", " ").replace("\r", " "),
        )
    return message.as_bytes()


def boxed(names: list[str]) -> bytes:
    return b"".join(
        f"From x\nSubject: {name.replace(chr(10), ' ').replace(chr(13), ' ')}\n\nThis is text number {at}.\n\n".encode(
            errors="replace"
        )
        for at, name in enumerate(names)
    )


CONTAINERS = [(".zip", zipped), (".eml", mailed), (".mbox", boxed)]


def texts_in(data: bytes, suffix: str) -> dict[str, str]:
    file = f"/files/box{suffix}"
    found = list(documents(Path(file), data))
    assert not [each for each in found if isinstance(each, Failure)]
    texts = {each.path: each.text for each in found if isinstance(each, Document)}
    assert len(texts) == len(found)
    for path in texts:
        assert path == file or path.startswith(f"{file}/")
        assert ".." not in Path(path).parts and "\0" not in path
    return {path: text for path, text in texts.items() if path != file}


@pytest.mark.parametrize(("suffix", "pack"), CONTAINERS)
def test_hostile_names_lead_nowhere_else_and_lose_nothing(suffix: str, pack: Callable[[list[str]], bytes]) -> None:
    texts = texts_in(pack(HOSTILE), suffix)
    hidden = {HOSTILE.index("..")} if suffix == ".zip" else set()
    said = [at for at in range(len(HOSTILE)) if any(f"text number {at}." in text for text in texts.values())]
    assert set(said) | hidden >= set(range(len(HOSTILE)))


@pytest.mark.parametrize(("suffix", "pack"), CONTAINERS)
def test_any_names(suffix: str, pack: Callable[[list[str]], bytes]) -> None:
    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\."), min_size=1, max_size=30),
            max_size=5,
            unique=True,
        )
    )
    def check(names: list[str]) -> None:
        texts = texts_in(pack([f"{name}.txt" for name in names]) or b"", suffix) if names else {}
        assert len(texts) == len(names)

    check()


def test_containers_in_one_another_keep_their_path_and_date() -> None:
    message = EmailMessage()
    message["Subject"], message["Date"] = "Files", "Wed, 01 May 2024 08:00:00 +0000"
    message.add_attachment(zipped(["a.txt"]), "application", "zip", filename="in.zip")
    box = b"From x\n" + message.as_bytes()
    (_, found) = documents(Path("/b.mbox"), box)
    assert isinstance(found, Document)
    assert (found.path, found.file) == ("/b.mbox/0001 Files.eml/in.zip/a.txt", "/b.mbox")


def test_archives_too_deep_in_one_another_are_refused() -> None:
    data = zipped(["a.txt"])
    for _ in range(bounds.DEEPEST):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("in.zip", data)
        data = packed.getvalue()
    (found,) = documents(Path("/a.zip"), data)
    assert isinstance(found, Failure) and "deep. Unpack it first" in found.reason and found.path.endswith("a.txt")


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_MEMBERS", 3)
    with pytest.raises(LoadError, match="more than 3 files"):
        list(documents(Path("/a.zip"), zipped(list("abcd"))))
    with pytest.raises(LoadError, match="more than 3 files"):
        list(documents(Path("/a.mbox"), boxed(list("abcd"))))


@pytest.mark.parametrize("name", ["../x", "/x", "C:/x", "..\\x", "", "..", "a/../../x", "\0"])
def test_a_member_stands_below_its_container(name: str) -> None:
    path = inside(Path("/c.zip"), name)
    assert path.is_relative_to("/c.zip") and path != Path("/c.zip") and ".." not in path.parts
