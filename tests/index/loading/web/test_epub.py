import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from loading_laws import FORMATS, kinds, load_bytes, read_all
from mutants import mutants

from index.errors import LoadError

BOOK = (FORMATS / "quill_harbour.epub").read_bytes()
CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
OPF = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Tides &amp; Lamps</dc:title><dc:date>2019-05-04</dc:date></metadata>
<manifest><item id="a" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>{more}</manifest>
<spine toc="n"><itemref idref="b"/><itemref idref="a"/>{spine}</spine></package>"""
NCX = """<ncx><navMap>
<navPoint><navLabel><text>The Storm</text></navLabel><content src="text/two.xhtml#start"/></navPoint>
<navPoint><navLabel><text>Unused</text></navLabel><content src="text/one%20a.xhtml"/></navPoint></navMap></ncx>"""


def book(more: str = "", spine: str = "", **files: str) -> bytes:
    held = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": OPF.format(more=more, spine=spine),
        "OPS/toc.ncx": NCX,
        "OPS/text/one a.xhtml": "<html><body><h2>Calm</h2><p>The sea&nbsp;lay still.</p></body></html>",
        "OPS/text/two.xhtml": "<html><head><title/></head><body><p>The storm took nine boats.</p></body></html>",
    } | {name.replace("__", "/"): text for name, text in files.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in held.items():
            if text:
                archive.writestr(name, text)
    return packed.getvalue()


def test_a_book_by_libreoffice() -> None:
    document = load_bytes(BOOK, ".epub")
    assert document.title == "The Lamps of Quill Harbour" and document.media_type == "application/epub+zip"
    found = kinds(document)
    assert [text for kind, _, text in found if kind == "heading"] == ["The First Lamp", "The Second Lamp"]
    assert ("paragraph", 0, "Mirela Tovan lit the first lamp of Quill Harbour on 3 March 1887.") in found
    assert any("Ilse Varr" in text and "1891" in text for kind, _, text in found if kind == "row")
    assert not document.warnings and not document.page_starts


def test_chapters_stand_in_the_order_of_the_spine_under_their_titles() -> None:
    document = load_bytes(book(), ".epub")
    assert kinds(document) == [
        ("heading", 1, "The Storm"),
        ("paragraph", 0, "The storm took nine boats."),
        ("heading", 2, "Calm"),
        ("paragraph", 0, "The sea lay still."),
    ]
    assert document.title == "Tides & Lamps" and document.modified == 1556928000


def test_what_is_missing_is_told_by_name() -> None:
    more = '<item id="p" href="cover.svg" media-type="image/svg+xml"/>'
    spine = '<itemref idref="p"/><itemref idref="gone"/>'
    document = load_bytes(book(more, spine, **{"OPS/text/one a.xhtml": ""}), ".epub")
    assert document.warnings == (
        "Chapter gone is missing from the book.",
        "Chapter one a.xhtml is missing or damaged.",
        "Chapter cover.svg is a picture, or of an unknown type (image/svg+xml), and was not read.",
    )


@pytest.mark.parametrize(
    ("algorithm", "protected"),
    [
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", True),
        ("http://www.idpf.org/2008/embedding", False),
        ("http://ns.adobe.com/pdf/enc#RC", False),
    ],
)
def test_protected_books_are_refused_but_not_those_with_protected_fonts(algorithm: str, protected: bool) -> None:
    encryption = (
        f'<encryption><EncryptedData xmlns="x"><EncryptionMethod Algorithm="{algorithm}"/></EncryptedData></encryption>'
    )
    data = book(**{"META-INF/encryption.xml": encryption})
    if protected:
        with pytest.raises(LoadError, match="copy-protected"):
            load_bytes(data, ".epub")
    else:
        assert "nine boats" in load_bytes(data, ".epub").text


@pytest.mark.parametrize(
    "data",
    [
        b"no archive",
        BOOK[:900],
        book(**{"META-INF/container.xml": ""}),
        book(**{"META-INF/container.xml": "<container/>"}),
        book(**{"META-INF/container.xml": CONTAINER.replace("OPS/book.opf", "../../etc/passwd")}),
        book(**{"OPS/book.opf": "<package/>"}),
        book(**{"OPS/text/one a.xhtml": "", "OPS/text/two.xhtml": ""}),
    ],
)
def test_damaged_books_are_refused(data: bytes) -> None:
    with pytest.raises(LoadError):
        load_bytes(data, ".epub")


def test_a_chapter_as_deep_as_it_likes() -> None:
    data = book(**{"OPS/text/two.xhtml": "<html><body><p>First.</p>" + "<div>" * 100_000})
    document = load_bytes(data, ".epub")
    assert "First." in document.text and not document.warnings


def test_note_marks_powers_and_struck_words_of_a_book() -> None:
    ops = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    chapter = (
        f'<html {ops}><head><link rel="stylesheet" href="../style.css"/></head><body><p>It was built in 1877'
        '<a epub:type="noteref" href="notes.xhtml#n18">18</a> for 10<span class="up">6</span> crowns'
        '<span class="no">, or 7</span>.</p></body></html>'
    )
    css = "/* look */ .up, .x { vertical-align: super }\n.no{text-decoration:line-through}"
    document = load_bytes(book(**{"OPS/text/two.xhtml": chapter, "OPS/style.css": css}), ".epub")
    assert "It was built in 1877 [18] for 10⁶ crowns." in document.text
    assert "In chapter two.xhtml: 1 struck-out stretch" in document.warnings[0]


@settings(max_examples=25, deadline=None)
@given(mutants(BOOK))
def test_damaged_books_are_read_or_refused(data: bytes) -> None:
    read_all(data, Path("book.epub").suffix)
