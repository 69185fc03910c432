import pytest
from hypothesis import given, settings
from loading_laws import FORMATS, kinds, load_bytes, read_all
from mutants import mutants

from index.errors import LoadError

REGISTER = (FORMATS / "osk_register.xml").read_bytes()


def test_records_are_rows_and_running_text_is_paragraphs() -> None:
    document = load_bytes(REGISTER, ".xml")
    assert document.title == "Boats of Osk" and not document.warnings
    assert kinds(document) == [
        ("heading", 1, "Boats of Osk"),
        ("row", 0, "id: B1; name: Heron; owner: Ilse Varr; tonnes: 4.2"),
        ("row", 0, "id: B2; name: Gull; owner: Jon Hask"),
        ("heading", 2, "Mooring"),
        ("paragraph", 0, "Boats may moor for three nights, 10⁶ litres at most."),
        ("row", 0, "fee: 12; currency: crowns"),
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<doc><p>He kept <math><mfrac><mn>3</mn><mn>4</mn></mfrac></math> of it.</p></doc>", "He kept 3/4 of it."),
        ("<doc><p>The rent is <del>500</del> 450.</p></doc>", "The rent is 450."),
        (
            "<rss><item><description>&lt;p&gt;The &lt;b&gt;fee&lt;/b&gt; is 9.&lt;/p&gt;</description></item></rss>",
            None,
        ),
        ("<lg><l>First line</l><l>Second line</l></lg>", "First line\n\nSecond line"),
        ("<a><b port='80'><c>x y</c></b></a>", "b.port: 80\n\nc: x y"),
        ("<!-- no --><a><?pi no?><b>Köln</b></a>", "b: Köln"),
    ],
)
def test_elements_of_every_kind(markup: str, text: str | None) -> None:
    assert load_bytes(markup, ".xml").text == (text or "The fee is 9.")


def test_struck_words_and_entities_are_told() -> None:
    struck = load_bytes("<doc><p>The rent is <s>500</s> 450.</p></doc>", ".xml")
    assert struck.warnings == ("1 struck-out stretch was left out: after “The rent is”.",)
    bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a><p>Text &c; more.</p></a>'
    document = load_bytes(bomb, ".xml")
    assert "haha" not in document.text and "entity" in document.warnings[0]


def test_a_page_in_xhtml_and_other_encodings() -> None:
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Café</p></body></html>'
    assert load_bytes(page, ".xml").text == "Café"
    assert (
        load_bytes('<?xml version="1.0" encoding="windows-1252"?><a><p>Köln</p></a>'.encode("cp1252"), ".xml").text
        == "Köln"
    )


@pytest.mark.parametrize("data", ["no xml", "<a>", "<a/>", "<a><b></a>"])
def test_what_is_no_xml_or_has_no_text_is_refused(data: str) -> None:
    with pytest.raises(LoadError):
        load_bytes(data, ".xml")


@settings(max_examples=25, deadline=None)
@given(mutants(REGISTER))
def test_damaged_files_are_read_or_refused(data: bytes) -> None:
    read_all(data, ".xml")
