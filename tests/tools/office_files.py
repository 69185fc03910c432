"""Small office files made in a test, and what holds for every document that a loader makes."""

import io
import re
import zipfile
from pathlib import Path

from hypothesis import strategies as st

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.loading import documents

FORMATS = Path(__file__).parents[1] / "data" / "formats"
OFFICE = "http://schemas.openxmlformats.org"
R = f"{OFFICE}/officeDocument/2006/relationships"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
LAUGHS += "]>"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def bomb(name: str) -> bytes:
    """An archive of one part that says it unpacks to 2 GB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, b"x")
        archive.infolist()[0].file_size = 2**31
    return file.getvalue()


def strict(data: bytes) -> bytes:
    """An office file with the namespaces of ISO 29500 strict."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    usual = re.compile(re.escape(OFFICE) + "/(wordprocessingml|spreadsheetml|drawingml|officeDocument)/2006/")
    return zipped({name: usual.sub(r"http://purl.oclc.org/ooxml/\1/", text) for name, text in parts.items()})


def relations(**links: tuple[str, str]) -> str:
    """A .rels part: id=(kind, target)."""
    written = "".join(f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{at}"/>' for i, (kind, at) in links.items())
    return f'<Relationships xmlns="{OFFICE}/package/2006/relationships">{written}</Relationships>'


def word(body: str, before: str = "", **parts: str) -> bytes:
    """A .docx with that body; further parts by their names (`styles`, `numbering`, `footnotes`, …), w: declared."""
    spaces = (
        f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:r="{R}" xmlns:a="{OFFICE}/drawingml/2006/main" '
        f'xmlns:m="{OFFICE}/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    roots = {"header1": "hdr", "footer1": "ftr"}
    links = {f"r{name}": (name.rstrip("1"), f"{name}.xml") for name in parts}
    written = {
        f"word/{name}.xml": f"<w:{roots.get(name, name)} {spaces}>{content}</w:{roots.get(name, name)}>"
        for name, content in parts.items()
    }
    return zipped(
        {
            "_rels/.rels": relations(r1=("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(**links),
            "word/document.xml": f"{before}<w:document {spaces}><w:body>{body}</w:body></w:document>",
            **written,
        }
    )


def workbook(sheets: dict[str, str], styles: str = "", strings: str = "", properties: str = "") -> bytes:
    """A .xlsx whose sheets are given by their names as the XML of their rows."""
    main = f'xmlns="{OFFICE}/spreadsheetml/2006/main" xmlns:r="{R}"'
    listed = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="s{at}"/>' for at, name in enumerate(sheets))
    links = {f"s{at}": ("worksheet", f"worksheets/sheet{at}.xml") for at in range(len(sheets))}
    links |= {"t": ("sharedStrings", "sharedStrings.xml"), "y": ("styles", "styles.xml")}
    return zipped(
        {
            "_rels/.rels": relations(r1=("officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": relations(**links),
            "xl/workbook.xml": f"<workbook {main}>{properties}<sheets>{listed}</sheets></workbook>",
            "xl/styles.xml": f"<styleSheet {main}>{styles}</styleSheet>",
            "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
            **{
                f"xl/worksheets/sheet{at}.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>"
                for at, rows in enumerate(sheets.values())
            },
        }
    )


def read(name: str, data: bytes | None = None) -> Document:
    """The one document in a fixture, or in `data` under that name."""
    [found] = documents(Path("/invented") / name, (FORMATS / name).read_bytes() if data is None else data)
    assert isinstance(found, Document)
    return found


def shown(document: Document) -> list[tuple[str, int, str]]:
    """Every block but the cells: kind, level and words."""
    return [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks if b.kind != "cell"]


def words(document: Document) -> list[str]:
    return [text for _, _, text in shown(document)]


def holds_the_offset_law(document: Document) -> None:
    """Blocks lie in the text, in order, apart from one another; cells lie in the row before them."""
    end, row = 0, (0, 0)
    for block in document.blocks:
        assert 0 <= block.start < block.end <= len(document.text)
        if block.kind == "cell":
            assert row[0] <= block.start and block.end <= row[1]
            row = (block.end, row[1])
        else:
            assert block.start >= end
            end, row = block.end, (block.start, block.end)
            assert document.text[block.start : block.end].strip() == document.text[block.start : block.end]
    blocks = [block for block in document.blocks if block.kind != "cell"]
    covered = "".join(document.text[block.start : block.end] for block in blocks)
    assert "".join(covered.split()) == "".join(document.text.split())
    assert list(document.page_starts) == sorted(document.page_starts)
    assert not any(character in document.text for character in "\0\x07\ufeff\ud800")


@st.composite
def spoiled(draw: st.DrawFn, name: str) -> bytes:
    """A fixture with a few bytes changed, cut out or put in; of a ZIP, also inside of one of its parts."""
    data = (FORMATS / name).read_bytes()
    if zipfile.is_zipfile(io.BytesIO(data)) and draw(st.booleans()):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {each: archive.read(each) for each in archive.namelist()}
        part = draw(st.sampled_from(sorted(each for each in parts if each.endswith((".xml", ".rels")))))
        return zipped({**parts, part: _spoil(draw, parts[part])})
    return _spoil(draw, data)


def _spoil(draw: st.DrawFn, data: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        until = at + draw(st.sampled_from([0, 1, 1, 5, 200]))
        data = data[:at] + draw(st.sampled_from([b"", b"\0", b"9", b"{", b"<w:p>", b"&amp;"])) + data[until:]
    return data


def is_read_or_refused(name: str, data: bytes) -> None:
    """A document that holds the law, or a LoadError; anything else comes up."""
    try:
        for found in documents(Path("/invented") / name, data):
            if not isinstance(found, Failure):
                holds_the_offset_law(found)
    except LoadError as error:
        assert error.reason
