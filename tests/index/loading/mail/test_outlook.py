from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from loading_laws import FORMATS, load_bytes, read_all
from mutants import mutants
from outlook_files import message

from index.documents.datatypes import Document
from index.errors import LoadError

OFFER = (FORMATS / "osk_offer.msg").read_bytes()


def test_a_message_reads_as_the_same_mail_would() -> None:
    mail, plan = read_all(OFFER, ".msg")
    assert isinstance(mail, Document) and isinstance(plan, Document)
    assert (mail.title, mail.modified) == ("Offer for the roof of Osk", 1709542800)
    assert mail.text.split("\n\n") == [
        'From: "Anna Berg" <anna@osk.example>',
        "To: Bo Holm <bo@osk.example>",
        "Date: Mon, 04 Mar 2024 09:00:00 +0000",
        "Subject: Offer for the roof of Osk",
        "The roof will cost 18,400 crowns.",
        "It will be done by June.",
    ]
    assert plan.path.endswith("given.msg/plan.txt") and plan.text == "The plan has three steps."


@pytest.mark.parametrize(
    ("body", "page", "text"),
    [
        ("", b"<p>The fee is <s>9</s> 7 crowns.", "The fee is 7 crowns."),
        ("See the formatted text.", "<p>Die Miete beträgt 10<sup>3</sup> Kronen im Monat.".encode(), None),
        ("Grüße aus Osk " * 400, b"", "Grüße aus Osk " * 400),
    ],
)
def test_bodies_of_every_kind(body: str, page: bytes, text: str | None) -> None:
    document = load_bytes(message("Fee", body, page, datetime(2024, 1, 1, tzinfo=UTC)), ".msg")
    assert document.text.endswith((text or "Die Miete beträgt 10³ Kronen im Monat.").strip())


def test_a_draft_has_no_date() -> None:
    assert load_bytes(message("Draft", "Words.", sent=datetime(1601, 1, 1, tzinfo=UTC)), ".msg").modified is None


@pytest.mark.parametrize("data", [b"no message", OFFER[:700], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900])
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(LoadError):
        load_bytes(data, ".msg")


@settings(max_examples=25, deadline=None)
@given(mutants(OFFER))
def test_damaged_messages_are_read_or_refused(data: bytes) -> None:
    read_all(data, ".msg")
