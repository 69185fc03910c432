import base64
import quopri
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from loading_laws import FORMATS, kinds, load_bytes, read_all
from mutants import mutants

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.loading import documents

MAIL = (FORMATS / "ardle_bridge.eml").read_bytes()


def mail(body: str | bytes, headers: str = "", subject: str = "Hello") -> bytes:
    content = body if isinstance(body, bytes) else body.encode()
    return f"From: a@osk.example\nSubject: {subject}\n{headers}\n".encode() + content


def body_of(data: bytes) -> str:
    return load_bytes(data, ".eml").text.split("Subject: Hello\n\n", 1)[1]


def test_a_mail_with_everything() -> None:
    found = [each for each in documents(Path("/ardle.eml"), MAIL) if isinstance(each, Document)]
    message, attached, forwarded = found
    assert message.title == "Brücke at Ardle: repair begins" and message.modified == 1715671800
    assert [text for _, _, text in kinds(message)] == [
        "From: Jana Küçük <jana@osk.example>",
        "To: Piet Lorn <piet@osk.example>, Ana Ruz <ana@osk.example>",
        "Cc: Records <records@osk.example>",
        "Date: Tue, 14 May 2024 09:30:00 +0200",
        "Subject: Brücke at Ardle: repair begins",
        "Dear Piet,",
        "the repair of Ardle bridge begins on 2 September 2024 and takes\nseven weeks. Trains stop at Vell.",
        "> How long will the bridge be shut?",
        "Jana",
    ]
    assert message.warnings == ("1 picture was not read; text in pictures is missing.",)
    assert (attached.path, attached.modified) == ("/ardle.eml/Gerüst.txt", 1715671800)
    assert "300 crowns a day" in attached.text
    assert forwarded.path == "/ardle.eml/Budget.eml" and "48,000 crowns" in forwarded.text
    assert {each.file for each in found} == {"/ardle.eml"}


def test_html_is_read_where_the_plain_text_says_little() -> None:
    message = EmailMessage()
    message["Subject"] = "Hello"
    message.set_content("Your mail program shows no HTML.\n")
    page = "<style>p{}</style><table><tr><td><h2>Tides</h2><p>High water at Kelm is at 06:12 on Friday.</p>"
    message.add_alternative(page + "<p>" + "Mind the rocks. " * 9, subtype="html")
    found = kinds(load_bytes(message.as_bytes(), ".eml"))
    assert found[1:3] == [("heading", 2, "Tides"), ("paragraph", 0, "High water at Kelm is at 06:12 on Friday.")]
    assert "mail program" not in str(found)


def test_texts_between_attachments_are_all_read() -> None:
    message = EmailMessage()
    message["Subject"] = "Hello"
    message.set_content("Before.\n")
    message.add_attachment("Attached.\n", filename="../../a b.txt")
    message.add_attachment("Attached too.\n", filename="a b.txt")
    message.add_attachment("After.\n")
    after = list(message.iter_attachments())[-1]
    del after["Content-Disposition"]
    found = list(documents(Path("/m.eml"), message.as_bytes()))
    assert [each.path for each in found] == ["/m.eml", "/m.eml/a b.txt", "/m.eml/a b (2).txt"]
    assert isinstance(found[0], Document) and found[0].text == "Subject: Hello\n\nBefore.\n\nAfter."


@pytest.mark.parametrize(
    ("kind", "name"),
    [("text/calendar", "attachment 1.ics"), ("application/pdf", "attachment 1.pdf"), ("message/rfc822", "Inner.eml")],
)
def test_unnamed_attachments_are_named_by_their_type(kind: str, name: str) -> None:
    body = f"--b\nContent-Type: {kind}\nContent-Disposition: attachment\n\nSubject: Inner\n\ntext\n--b--\n"
    found = list(documents(Path("/m.eml"), mail(body, "Content-Type: multipart/mixed; boundary=b\n")))
    assert [each.path for each in found] == ["/m.eml", f"/m.eml/{name}"]


def test_signatures_are_passed_over_and_sealed_parts_told() -> None:
    signed = "--b\n\nThe text.\n--b\nContent-Type: application/pgp-signature; name=s.asc\n\nxxxx\n--b--\n"
    found = read_all(mail(signed, "Content-Type: multipart/signed; boundary=b\n"), ".eml")
    assert len(found) == 1 and isinstance(found[0], Document) and not found[0].warnings
    sealed = load_bytes(mail("MIAG", "Content-Type: application/pkcs7-mime; name=smime.p7m\n"), ".eml")
    assert "encrypted or sealed" in sealed.warnings[0]


def test_an_attached_picture_is_told_as_not_read() -> None:
    body = "--b\nContent-Type: image/png\nContent-Disposition: attachment; filename=scan.xcf\n\n\0\0x\n--b--\n"
    found = read_all(mail(body, "Content-Type: multipart/mixed; boundary=b\n"), ".eml")
    assert isinstance(found[-1], Failure) and found[-1].path.endswith("scan.xcf")


@pytest.mark.parametrize(
    ("charset", "content", "text"),
    [
        ("utf-8", "Grüße", "Grüße"),
        ("iso-8859-1", "“Grüße” – bald", "“Grüße” – bald"),
        ("gb2312", "人工智能", "人工智能"),
        ("x-unknown", "Grüße aus Köln", "Grüße aus Köln"),
        ("koi8-r", "Привет из Зорландии", "Привет из Зорландии"),
    ],
)
def test_charsets(charset: str, content: str, text: str) -> None:
    codec = {"iso-8859-1": "cp1252", "x-unknown": "utf-8"}.get(charset, charset)
    assert body_of(mail(content.encode(codec), f"Content-Type: text/plain; charset={charset}\n")) == text


def test_a_body_that_is_no_text_leaves_the_rest_of_the_mail() -> None:
    document = load_bytes(mail(bytes(range(256)) * 9, "Content-Type: text/plain; charset=utf-8\n"), ".eml")
    assert document.title == "Hello"
    assert "in an unknown encoding" in document.warnings[0]


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        ("=?utf-8?B?R3LDvMOfZQ==?= =?utf-8?Q?_aus_K=C3=B6ln?=", "Grüße aus Köln"),
        ("=?x-nonsense?Q?K=C3=B6ln?=", "=?x-nonsense?Q?K=C3=B6ln?="),
        ("Grüße", "Grüße"),
        ("a\n folded subject", "a folded subject"),
        ("", "From: a@osk.example"),
    ],
)
def test_subjects(written: str, subject: str) -> None:
    assert load_bytes(mail("text", subject=written), ".eml").title == subject


def test_flowed_text_is_joined() -> None:
    flowed = "The night train \nleaves at \n23:17.\n\n> Who asked \n> for it?\n>> Nobody.\n  two blanks\n-- \nDesk\n"
    assert body_of(mail(flowed, "Content-Type: text/plain; format=flowed\n")) == (
        "The night train leaves at 23:17.\n\n> Who asked for it?\n>> Nobody.\ntwo blanks\n--\nDesk"
    )
    chinese = body_of(mail("夜车 \n开", "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n"))
    assert chinese == "夜车开"


@pytest.mark.parametrize("date", ["", "nonsense", "Tue, 99 May 2024 99:99:99 +9999", "1 " * 999])
def test_dates_that_are_none(date: str) -> None:
    assert load_bytes(mail("text", f"Date: {date}\n"), ".eml").modified is None


@pytest.mark.parametrize("depth", [100, 5000])
def test_parts_in_parts_are_read_or_refused(depth: int) -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(depth))
    found = read_all(mail("", nested + "\nThe innermost text.\n"), ".eml")
    texts = [document.text for document in found if isinstance(document, Document)]
    assert not texts if depth > 1000 else "The innermost text." in texts[0]


@pytest.mark.parametrize("data", [b"\n\n\n\nx" * 0 + b"\n", b"Content-Type: text/plain\n\n \n", b"Received: x\n\n"])
def test_what_is_no_mail_is_refused(data: bytes) -> None:
    with pytest.raises(LoadError):
        load_bytes(data, ".eml")


@settings(max_examples=25, deadline=None)
@given(mutants(MAIL))
def test_damaged_mails_are_read_or_refused(data: bytes) -> None:
    read_all(data, ".eml")


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("named", [True, False])
def test_an_attached_mail_that_is_encoded_as_a_whole(encoding: str, named: bool) -> None:
    inner = (
        "From: Anna <anna@osk.example>\nSubject: Offer\n\nThe roof of Köln will cost 18,400 crowns = little.\n".encode()
    )
    encoded = base64.encodebytes(inner) if encoding == "base64" else quopri.encodestring(inner)
    name = '; filename="Roof.eml"' if named else ""
    head = f"--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: {encoding}\n"
    body = f"{head}Content-Disposition: attachment{name}\n\n{encoded.decode('ascii')}\n--b--\n"
    found = list(documents(Path("/m.eml"), mail(body, "Content-Type: multipart/mixed; boundary=b\n")))
    assert isinstance(found[-1], Document)
    assert found[-1].path == ("/m.eml/Roof.eml" if named else "/m.eml/Offer.eml")
    assert found[-1].title == "Offer" and "The roof of Köln will cost 18,400 crowns = little." in found[-1].text


@pytest.mark.parametrize(
    ("plain", "page", "text", "told"),
    [
        ("Your program cannot show this message.", "<p>The boat leaves at nine.", "The boat leaves at nine.", True),
        ("View this in a browser", "<p>The fee is 10<sup>3</sup>.", "The fee is 10³.", True),
        ("The boat leaves.", "<p>The boat leaves.<p>Fare: 9 crowns", "The boat leaves.\n\nFare: 9 crowns", False),
        ("The boat leaves at nine.", "<p>The boat leaves at <b>nine</b>.", "The boat leaves at nine.", False),
        ("", "<p>The boat leaves.", "The boat leaves.", False),
    ],
)
def test_the_fuller_of_two_bodies_is_read(plain: str, page: str, text: str, told: bool) -> None:
    body = f"--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{page}\n--b--\n"
    document = load_bytes(mail(body, "Content-Type: multipart/alternative; boundary=b\n"), ".eml")
    assert document.text.partition("Subject: Hello\n\n")[2] == text
    assert bool(document.warnings) is told and (not told or plain[:20] in document.warnings[0])
