"""A document that is packed as a ZIP file is read, or refused, by what is in it, whatever its name says."""

import io
import zipfile
from pathlib import Path

import pytest
from office_files import FORMATS, read, word, zipped

from index.errors import LoadError
from index.loading import documents
from index.loading.packages import packaged

RUN = "<w:p><w:r><w:t>The fee is 5.</w:t></w:r></w:p>"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'


def typed(main: str, data: bytes = b"", others: str = "") -> bytes:
    """A package whose main part is of that type, with the parts of `data`."""
    parts: dict[str, str | bytes] = {}
    if data:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if name != "[Content_Types].xml"}
    override = f'<Override PartName="/main.xml" ContentType="application/vnd.{main}"/>'
    return zipped({"[Content_Types].xml": TYPES.format(others + override), **parts})


@pytest.mark.parametrize(
    ("suffix", "fixture", "main"),
    [
        ("docm", "quelm_harbour.docx", "ms-word.document.macroEnabled.main+xml"),
        ("dotx", "quelm_harbour.docx", "openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        ("dotm", "quelm_harbour.docx", "ms-word.template.macroEnabledTemplate.main+xml"),
        ("doc", "quelm_harbour.docx", "openxmlformats-officedocument.wordprocessingml.document.main+xml"),
        ("zip", "quelm_harbour.docx", "openxmlformats-officedocument.wordprocessingml.document.main+xml"),
        ("", "quelm_harbour.docx", "openxmlformats-officedocument.wordprocessingml.document.main+xml"),
        ("xltx", "murn_survey.xlsx", "openxmlformats-officedocument.spreadsheetml.template.main+xml"),
        ("xltm", "murn_survey.xlsx", "ms-excel.template.macroEnabled.main+xml"),
        ("xls", "murn_survey.xlsx", "openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        ("docx", "murn_survey.xlsx", "openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    ],
)
def test_the_relatives_of_a_format_are_read_like_it(suffix: str, fixture: str, main: str) -> None:
    data = typed(main, (FORMATS / fixture).read_bytes())
    document, sibling = read(f"x.{suffix}".rstrip("."), data), read(fixture)
    assert document.text == sibling.text and document.warnings == sibling.warnings


def test_slide_shows_and_their_templates_are_read_like_presentations() -> None:
    fixture = next(path for path in sorted(FORMATS.iterdir()) if path.suffix == ".pptx")
    for suffix, main in (
        ("pptm", "ms-powerpoint.presentation.macroEnabled.main+xml"),
        ("ppsx", "openxmlformats-officedocument.presentationml.slideshow.main+xml"),
        ("potx", "openxmlformats-officedocument.presentationml.template.main+xml"),
        ("ppt", "openxmlformats-officedocument.presentationml.presentation.main+xml"),
    ):
        assert read(f"x.{suffix}", typed(main, fixture.read_bytes())).text == read(fixture.name).text


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "book.xlsb",
            typed("ms-excel.sheet.binary.macroEnabled.main"),
            "a binary Excel workbook, which Quoth does not read. Save it as .xlsx.",
        ),
        (
            "plan.vsdx",
            typed("ms-visio.drawing.main+xml"),
            "a Visio drawing, which Quoth does not read. Export it as PDF.",
        ),
        (
            "print.xps",
            typed("ms-package.xps-fixeddocumentsequence+xml"),
            "an XPS document, which Quoth does not read. Print it to PDF.",
        ),
        (
            "plan.zip",
            typed("ms-visio.drawing.main+xml"),
            "a Visio drawing, which Quoth does not read. Export it as PDF.",
        ),
        (
            "a.sxw",
            zipped({"mimetype": "application/vnd.sun.xml.writer", "content.xml": "<x/>"}),
            "a document of an old OpenOffice, which Quoth does not read. Save it as .odt.",
        ),
        (
            "a.pages",
            zipped({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}),
            "a Pages document, which Quoth does not read. Export it as Word or PDF.",
        ),
        (
            "a.numbers",
            zipped({"Index.zip": b"x"}),
            "a Numbers spreadsheet, which Quoth does not read. Export it as Excel or PDF.",
        ),
        (
            "a.key",
            zipped({"index.apxl": b"x"}),
            "a Keynote presentation, which Quoth does not read. Export it as PowerPoint or PDF.",
        ),
        (
            "a.thing",
            zipped({"[Content_Types].xml": TYPES.format(""), "x.xml": "<x/>"}),
            "a package of a program that Quoth does not know, which Quoth does not read. Export it as PDF.",
        ),
    ],
)
def test_what_is_not_read_is_refused_in_one_sentence_that_says_what_to_do(name: str, data: bytes, told: str) -> None:
    with pytest.raises(LoadError) as refusal:
        list(documents(Path("/invented") / name, data))
    assert refusal.value.reason == f"It is {told}"


def test_a_document_that_holds_a_drawing_or_a_workbook_is_still_a_document() -> None:
    others = (
        '<Default Extension="vsdx" ContentType="application/vnd.ms-visio.drawing.main+xml"/>'
        '<Default Extension="xlsb" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    )
    main = "openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert read("a.docx", typed(main, word(RUN), others)).text == "The fee is 5."


def test_an_opendocument_file_is_read_by_its_media_type() -> None:
    with zipfile.ZipFile(FORMATS / "quelm_harbour.odt") as odt:
        parts: dict[str, str | bytes] = {name: odt.read(name) for name in odt.namelist()}
    parts["mimetype"] = "application/vnd.oasis.opendocument.text-template"
    for name in ("a.ott", "a.zip", "a.doc"):
        assert read(name, zipped(parts)).media_type == "application/vnd.oasis.opendocument.text"


def test_archives_stay_archives() -> None:
    found = list(
        documents(Path("/invented/a.zip"), zipped({"a.txt": "One.", "sub/[Content_Types].xml": TYPES.format("")}))
    )
    assert [document.path for document in found] == ["/invented/a.zip/a.txt", "/invented/a.zip/sub/[Content_Types].xml"]
    assert packaged(Path("a.zip"), b"PK\x03\x04 cut") is None and packaged(Path("a.txt"), b"text") is None
