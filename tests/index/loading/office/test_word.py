import io
import zipfile

import pytest
from hypothesis import given, settings
from office_files import (
    FORMATS,
    LAUGHS,
    bomb,
    holds_the_offset_law,
    is_read_or_refused,
    read,
    relations,
    shown,
    spoiled,
    strict,
    word,
    words,
    workbook,
    zipped,
)

from index.documents.datatypes import Document
from index.errors import LoadError


def body(xml: str, **parts: str) -> Document:
    return read("d.docx", word(xml, **parts))


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def t(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_a_document_by_libreoffice_is_read_in_order_with_all_that_hangs_on_it() -> None:
    document = read("quelm_harbour.docx")
    assert document.title == "The Harbour of Quelm"
    assert document.media_type.endswith("wordprocessingml.document")
    assert shown(document)[:5] == [
        ("heading", 1, "The Harbour of Quelm"),
        ("heading", 1, "What stands there"),
        (
            "paragraph",
            0,
            "The harbour of Quelm has one lighthouse and eleven grey cranes. It was dug in 1874 [1] by the "
            "Brothers Tallow, whose yard burned down.\nIt was never rebuilt.",
        ),
        ("item", 0, "[1] The digging took nineteen months and cost 4,600 crowns."),
        ("paragraph", 0, "Boats are let in by the harbour master."),
    ]
    assert ("item", 1, "b. Thrice for steam.") in shown(document)
    assert ("item", 1, "• He brings his own oil.") in shown(document)
    assert "Boats longer than 30 metres wait outside the mole." in words(document)
    assert words(document).count("Zorland Harbour Board, file 88") == 1


def test_a_table_keeps_its_labels_and_a_merged_cell_stands_once() -> None:
    rows = [block for block in shown(read("quelm_harbour.docx")) if block[0] == "row"]
    assert rows == [
        ("row", 1, "Berth; Depth; Keeper"),
        ("row", 0, "Berth: North quay; Depth: 7 m; Keeper: Odo Fenn"),
        ("row", 0, "Berth: Coal pier; Keeper: Una Birch and her son"),
    ]


def test_what_is_left_out_is_told() -> None:
    document = read("quelm_harbour.docx")
    assert "purple crane" not in document.text and "Is this true" not in document.text
    assert document.warnings == (
        "It contains tracked changes: insertions were read, deletions were left out.",
        "It contains hidden text, which was read like the rest.",
        "1 comment was left out.",
    )


def test_headings_are_told_by_outline_level_whatever_their_style_is_called() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="0"/>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="x"><w:name w:val="mine"/>'
        '<w:basedOn w:val="berschrift1"/>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="heading 3"/></w:style>'
    )
    document = body(
        p(t("One"), properties='<w:pStyle w:val="x"/>')
        + p(t("Two"), properties='<w:pStyle w:val="y"/>')
        + p(t("Three"), properties='<w:outlineLvl w:val="1"/>')
        + p(t("Four"), properties='<w:pStyle w:val="y"/><w:outlineLvl w:val="9"/>'),
        styles=styles,
    )
    assert shown(document) == [
        ("heading", 1, "One"),
        ("heading", 3, "Two"),
        ("heading", 2, "Three"),
        ("paragraph", 0, "Four"),
    ]


def test_styles_based_on_one_another_in_a_circle_end() -> None:
    styles = (
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    assert body(p(t("Here"), properties='<w:pStyle w:val="a"/>'), styles=styles).text == "Here"


def test_numbered_clauses_carry_the_numbers_that_word_shows() -> None:
    def level(at: int, form: str, text: str) -> str:
        return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'

    numbering = (
        f'<w:abstractNum w:abstractNumId="4">{level(0, "upperRoman", "§ %1")}'
        f"{level(1, 'decimal', '%1.%2')}</w:abstractNum>"
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
        '<w:num w:numId="8"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/>'
        "</w:lvlOverride></w:num>"
    )

    def clause(text: str, depth: int, number: int = 7) -> str:
        place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        return p(t(text), properties=place)

    document = body(
        clause("Rent", 0)
        + clause("Due", 1)
        + clause("Late", 1)
        + clause("Term", 0)
        + clause("Start", 1)
        + clause("End", 0, 8),
        numbering=numbering,
    )
    assert words(document) == ["§ I Rent", "I.1 Due", "I.2 Late", "§ II Term", "II.1 Start", "§ IX End"]
    assert [block.level for block in document.blocks] == [0, 1, 1, 0, 1, 0]


def test_links_insertions_controls_fields_breaks_and_tabs_are_read_and_deletions_are_not() -> None:
    document = body(
        p(
            "<w:hyperlink>" + t("linked ") + "</w:hyperlink>",
            "<w:ins>" + t("new ") + "</w:ins>",
            "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>",
            "<w:sdt><w:sdtContent>" + t("chosen") + "</w:sdtContent></w:sdt>",
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            "<w:r><w:tab/><w:t>tabbed</w:t><w:br/><w:t>below</w:t></w:r>",
        )
        + "<w:sdt><w:sdtContent>"
        + p(t("in a control"))
        + "</w:sdtContent></w:sdt>"
    )
    assert words(document) == ["linked new chosen tabbed\nbelow", "in a control"]
    assert document.warnings == ("It contains tracked changes: insertions were read, deletions were left out.",)


def test_a_text_box_stands_once_though_word_writes_it_twice() -> None:
    box = f"<w:txbxContent>{p(t('boxed'))}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert words(body(p(t("Around"), f"<w:r>{both}</w:r>"))) == ["Around", "boxed"]


def test_a_frame_of_one_column_is_text_and_a_nested_table_follows_its_row() -> None:
    def table(*rows: list[str]) -> str:
        lines = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"

    inner = table([p(t("a")), p(t("b"))])
    assert words(body(table([p(t("First.")) + p(t("Second."))]))) == ["First.", "Second."]
    assert words(body(table([p(t("x")), p(t("y")) + inner]))) == ["x; y", "a; b"]


def test_pictures_are_told_and_a_file_of_pictures_alone_is_refused() -> None:
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    told = "1 picture was not read; text in pictures is missing."
    assert body(p(t("Seen."), picture)).warnings == (told,)
    with pytest.raises(LoadError, match="no text, only 1 picture"):
        body(p(picture))


def test_old_protected_cut_and_foreign_files_are_refused_in_plain_words() -> None:
    old = (FORMATS / "old_word_format.docx").read_bytes()
    with pytest.raises(LoadError, match=r"in the old Word format\. Save it as \.docx"):
        read("old.docx", old)
    with pytest.raises(LoadError, match=r"protected by a password\. Save it"):
        read("sealed.docx", old[:512] + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(LoadError, match="cut short"):
        read("cut.docx", (FORMATS / "quelm_harbour.docx").read_bytes()[:5000])
    with pytest.raises(LoadError, match=r"not a \.docx file"):
        read("sheet.docx", workbook({"One": ""}))


def test_files_that_word_shows_as_part_of_the_text_are_read_in_their_place() -> None:
    with zipfile.ZipFile(io.BytesIO(word(p(t("Before.")) + '<w:altChunk r:id="c"/>' + p(t("After."))))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name, data in (
        ("c.html", b"<html><body><h2>Part</h2><p>Rent is 5.</p></body></html>"),
        ("c.docx", word(p(t("Part"), properties='<w:outlineLvl w:val="1"/>') + p(t("Rent is 5.")))),
        ("c.rtf", rb"{\rtf1{\stylesheet{\s1 heading 2;}}\s1 Part\par\pard Rent is 5.\par}"),
        ("c.txt", b"Part\n\nRent is 5.\n"),
    ):
        links = relations(c=("aFChunk", name))
        document = read("d.docx", zipped({**parts, "word/_rels/document.xml.rels": links, f"word/{name}": data}))
        assert words(document) == ["Before.", "Part", "Rent is 5.", "After."], name
        holds_the_offset_law(document)
    assert read("d.docx", zipped(parts)).warnings == ("1 embedded file was not read.",)


def test_bombs_do_not_go_off() -> None:
    with pytest.raises(LoadError, match="unpacks to more than"):
        read("bomb.docx", bomb("word/document.xml"))
    with pytest.raises(LoadError, match=r"entities of its own|cannot be read"):
        read("laughs.docx", word(p(t("&j;")), before=LAUGHS))
    nested = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * 3000
    with pytest.raises(LoadError):
        read("deep.docx", word(nested + "</w:tc></w:tr></w:tbl>" * 3000))
    deep = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * 80 + p(t("Deep")) + "</w:tc></w:tr></w:tbl>" * 80
    assert read("less.docx", word(deep)).text == "Deep"


def test_a_strict_file_is_read_like_any_other() -> None:
    assert words(read("strict.docx", strict(word(p(t("Strict"), properties='<w:outlineLvl w:val="0"/>'))))) == [
        "Strict"
    ]


def test_blocks_lie_in_the_text_in_order() -> None:
    holds_the_offset_law(read("quelm_harbour.docx"))


@settings(max_examples=25, deadline=None)
@given(spoiled("quelm_harbour.docx"))
def test_a_spoiled_file_is_read_or_refused(data: bytes) -> None:
    is_read_or_refused("quelm_harbour.docx", data)
