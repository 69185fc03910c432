import mailbox
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading_laws import FORMATS, read_all
from mutants import mutants

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.loading import documents
from index.loading.bounds import Bounds
from index.loading.mail.mailbox import unpack
from index.loading.members import Member

BOX = (FORMATS / "osk_valley.mbox").read_bytes()


def messages(data: bytes) -> list[Member]:
    return [each for each in unpack(Path("/box.mbox"), data, Bounds()) if isinstance(each, Member)]


def test_a_mailbox_by_pythons_mailbox() -> None:
    found = [each for each in documents(Path("/osk.mbox"), BOX) if isinstance(each, Document)]
    assert [each.path for each in found] == [
        "/osk.mbox/0001 Timetable.eml",
        "/osk.mbox/0002 Lost & found.eml",
        "/osk.mbox/0003 Frage zur Höhe Länge.eml",
    ]
    assert [each.title for each in found] == ["Timetable", "Lost & found", "Frage zur Höhe/Länge"]
    assert [each.modified for each in found] == [1714550400, 1714636800, 1714723200]
    assert "Somebody left a cello in coach 4.\n\nFrom now on it is kept in Vell." in found[1].text


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_where_messages_begin(end: bytes) -> None:
    lines = [
        b"From a@b Wed May  1 08:00:00 2024", b"Subject: One", b"", b"Text.", b"From here on it rains.", b"",
        b"From: me to you", b"", b">From Orm.", b">>From Vell.", b"",
        b"From - Wed May  1 08:00:01 2024", b"Subject: Two", b"", b"x",
        b"From b@c Wed May  1 09:00:00 2024", b"Subject: Three", b"", b"y", b"",
    ]  # fmt: skip
    found = messages(end.join(lines))
    assert [each.name for each in found] == ["0001 One.eml", "0002 Two.eml", "0003 Three.eml"]
    body = found[0].data.replace(end, b"\n").partition(b"\n\n")[2]
    assert body == b"Text.\nFrom here on it rains.\n\nFrom: me to you\n\nFrom Orm.\n>From Vell.\n"
    assert found[2].modified == 1714554000


def test_names_and_dates_of_messages_without_them() -> None:
    found = messages(b"From x\nSubject: ../..\nDate: never\n\nx\n\nFrom x\nTo: y\n\nz\n")
    assert [each.name for each in found] == ["0001.eml", "0002.eml"]
    assert [each.modified for each in found] == [None, None]


def test_what_stands_before_the_first_message_is_told() -> None:
    found = list(unpack(Path("/b.mbox"), b"Lost text.\n\nFrom x\nSubject: a\n\nb\n", Bounds()))
    assert isinstance(found[0], Failure) and "first message" in found[0].reason
    assert isinstance(found[1], Member)


@pytest.mark.parametrize("data", [b"no mailbox", b"From here on\nit rains"])
def test_what_is_no_mailbox_is_refused(data: bytes) -> None:
    with pytest.raises(LoadError, match="not a mailbox"):
        messages(data)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["From me", "From: me", "", "text"]), min_size=1), min_size=1, max_size=4))
def test_every_mail_put_in_a_mailbox_comes_out_of_it(mails: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        box = mailbox.mbox(f"{folder}/box.mbox")
        for lines in mails:
            box.add("Subject: x\n\n" + "\n".join(lines))
        box.close()
        held = [each.data.partition(b"\n\n")[2] for each in messages(Path(folder, "box.mbox").read_bytes())]
    assert [each.decode().rstrip("\n") for each in held] == ["\n".join(lines).rstrip("\n") for lines in mails]


@settings(max_examples=25, deadline=None)
@given(mutants(BOX))
def test_damaged_mailboxes_are_read_or_refused(data: bytes) -> None:
    read_all(data, ".mbox")
