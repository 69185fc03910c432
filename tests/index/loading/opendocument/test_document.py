import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import (
    FORMATS,
    LAUGHS,
    bomb,
    holds_the_offset_law,
    is_read_or_refused,
    read,
    shown,
    spoiled,
    words,
    zipped,
)

from index.documents.datatypes import Document
from index.errors import LoadError

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style"}
_NAMES["fo"] = "xsl-fo-compatible"
_SPACES = " ".join(f'xmlns:{name}="{_URN}{urn}:1.0"' for name, urn in _NAMES.items())
_SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def content(body: str, kind: str = "text", styles: str = "", before: str = "", **parts: str) -> bytes:
    return zipped(
        {
            **parts,
            "content.xml": f"{before}<office:document-content {_SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
            "</office:document-content>",
        }
    )


def text(body: str, styles: str = "") -> Document:
    return read("d.odt", content(body, styles=styles))


def sheet(rows: str) -> Document:
    return read("d.ods", content(f'<table:table table:name="S">{rows}</table:table>', "spreadsheet"))


def cell(words: str, **attributes: str) -> str:
    written = "".join(f' {name.replace("_", ":", 1).replace("_", "-")}="{v}"' for name, v in attributes.items())
    return f"<table:table-cell{written}>{f'<text:p>{words}</text:p>' if words else ''}</table:table-cell>"


def test_the_same_source_reads_the_same_as_odt_docx_and_rtf() -> None:
    odt, docx, rtf = (shown(read(f"quelm_harbour.{suffix}")) for suffix in ("odt", "docx", "rtf"))
    assert odt == docx == rtf
    assert len(odt) == 20


def test_what_is_left_out_is_told() -> None:
    document = read("quelm_harbour.odt")
    assert "purple crane" not in document.text and "Is this true" not in document.text
    assert document.warnings == (
        "It contains tracked changes: insertions were read, deletions were left out.",
        "It contains hidden text, which was read like the rest.",
        "1 comment was left out.",
    )
    assert document.media_type == "application/vnd.oasis.opendocument.text"


def styled(name: str, properties: str, parent: str = "", family: str = "text") -> str:
    above = f' style:parent-style-name="{parent}"' if parent else ""
    named = f'<style:style style:name="{name}" style:family="{family}"{above}>'
    return f"{named}<style:text-properties {properties}/></style:style>"


def span(style: str, words: str) -> str:
    return f'<text:span text:style-name="{style}">{words}</text:span>'


STYLES = (
    styled("up", 'style:text-position="super 58%"')
    + styled("higher", "", "up")
    + styled("moved", 'style:text-position="33% 58%"')
    + styled("down", 'style:text-position="sub 58%"')
    + styled("level", 'style:text-position="0% 100%"')
    + styled("gone", 'style:text-line-through-style="solid"')
    + styled("kept", 'style:text-line-through-style="none"')
    + styled("signs", 'fo:font-family="Symbol"')
    + styled("boxes", 'style:font-name="Wingdings"')
    + styled("void", 'style:text-line-through-type="single"', family="paragraph")
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (f"10{span('up', '6')} cells", "10⁶ cells"),
        (f"10{span('higher', '-3')}", "10⁻³"),
        (f"10{span('moved', '6')}", "10⁶"),
        (f"CO{span('down', '2')}", "CO₂"),
        (f"10{span('up', span('level', '6'))}", "106"),
        (f"x{span('down', 'max')}", "x_max"),
        (f"aged {span('signs', chr(0xF0B3))} 65", "aged ≥ 65"),
        (f"the {span('signs', 'b')} error", "the β error"),
        (f"{span('boxes', chr(0xF0FE))} yes {span('boxes', chr(0xA8))} no", "☑ yes ☐ no"),
    ],
)
def test_raised_lowered_and_symbol_text_is_written_as_it_is_seen(body: str, shown: str) -> None:
    assert text(f"<text:p>{body}</text:p>", styles=STYLES).text == shown


def test_struck_text_is_left_out_and_told() -> None:
    inner = span("gone", f"500 {span('up', '2')}")
    body = f"<text:p>The rent is {inner} 450{span('kept', '!')}</text:p><text:p text:style-name='void'>Old.</text:p>"
    document = text(body, styles=STYLES)
    assert document.text == "The rent is 450!"
    assert document.warnings == (
        "2 struck-out stretches were left out: after “The rent is”, at the start of a paragraph.",
    )


def test_formulas_stand_where_they_stand_in_the_line() -> None:
    half = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
    named = f"<semantics>{half}<annotation>1 over 2</annotation></semantics>"
    part = f'<math xmlns="http://www.w3.org/1998/Math/MathML">{named}</math>'
    frame = '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="p.png"/></draw:frame>'
    inside = f"<draw:frame><draw:object>{part}</draw:object></draw:frame>"
    for held in (frame, inside):
        body = f"<text:p>keeps 3{held} of it</text:p>"
        assert words(read("d.odt", content(body, **{"Object 1/content.xml": part}))) == ["keeps 3 1/2 of it"]


def test_note_marks_stand_apart_from_the_figure_before_them() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>By hand.</text:p></text:note-body></text:note>"
    )
    assert words(text(f"<text:p>built in 1877{note}.</text:p>")) == ["built in 1877 [1].", "[1] By hand."]


def test_blanks_tabs_links_fields_and_sections_are_read_as_they_are_shown() -> None:
    document = text(
        '<text:section><text:p>One\n  two<text:s text:c="999999999"/>three<text:tab/>four'
        "<text:title>five</text:title></text:p></text:section>"
    )
    assert document.text == "One two three fourfive"


def test_numbered_headings_carry_their_numbers() -> None:
    styles = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    ).replace("outline-level-style", "list-level-style-number")
    heads = [("1", "Rent"), ("2", "Due"), ("2", "Late"), ("1", "Term"), ("2", "Start")]
    body = "".join(f'<text:h text:outline-level="{level}">{words}</text:h>' for level, words in heads)
    assert words(text(body, styles)) == ["1 Rent", "1.1 Due", "1.2 Late", "2 Term", "2.1 Start"]


def test_repeated_columns_and_rows_do_not_explode(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = cell("", table_number_columns_repeated="16384")
    rows = (
        f"<table:table-row>{cell('Lake')}{cell('Depth')}{empty}</table:table-row>"
        f"<table:table-row>{cell('Murn')}{cell('40')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048576">{empty}</table:table-row>'
    )
    assert words(sheet(rows)) == ["S", "Lake; Depth", "Lake: Murn; Depth: 40"]
    twice = f"<table:table-row>{cell('x', table_number_columns_repeated='3')}</table:table-row>"
    assert words(sheet(twice)) == ["S", "x; x; x"]
    many = cell("x", table_number_columns_repeated="99999999999")
    monkeypatch.setattr("index.loading.opendocument.sheets.MOST_CELLS", 50_000)
    with pytest.raises(LoadError, match="more than 50,000 filled cells"):
        sheet(f'<table:table-row table:number-rows-repeated="1048576">{many}</table:table-row>')


def test_cells_keep_the_text_that_the_file_has_for_them_and_have_their_value_where_it_has_none() -> None:
    date = cell("5 March", office_value_type="date", office_date_value="2024-03-05T00:00:00")
    moment = cell("", office_value_type="date", office_date_value="2024-03-05T09:30:00")
    share = cell("25 %", office_value_type="percentage", office_value="0.25")
    assert words(sheet(f"<table:table-row>{date}{moment}{share}</table:table-row>")) == [
        "S",
        "5 March; 2024-03-05 09:30:00; 25 %",
    ]


def test_protected_cut_and_foreign_files_are_refused_in_plain_words() -> None:
    with pytest.raises(LoadError, match="protected by a password"):
        read("protected.odt")
    with pytest.raises(LoadError, match="cut short"):
        read("cut.odt", (FORMATS / "quelm_harbour.odt").read_bytes()[:9000])
    with pytest.raises(LoadError, match=r"not a \.odt file"):
        read("foreign.odt", zipped({"word/document.xml": "<document/>"}))
    with pytest.raises(LoadError, match="unpacks to more than"):
        read("bomb.odt", bomb("content.xml"))


def test_entities_and_deep_nesting_do_no_harm() -> None:
    with pytest.raises(LoadError, match=r"entities of its own|cannot be read"):
        read("laughs.odt", content("<text:p>&j;</text:p>", before=LAUGHS))
    deep = "<text:list><text:list-item>" * 110 + "<text:p>Deep</text:p>" + "</text:list-item></text:list>" * 110
    assert text(deep).text == "• Deep"
    with pytest.raises(LoadError):
        text("<text:list><text:list-item>" * 9000 + "</text:list-item></text:list>" * 9000)


@pytest.mark.parametrize("name", ["quelm_harbour.odt", "murn_survey.ods", "murn_winter.odp"])
def test_blocks_lie_in_the_text_in_order(name: str) -> None:
    holds_the_offset_law(read(name))


@settings(max_examples=25, deadline=None)
@given(st.data(), st.sampled_from(["quelm_harbour.odt", "murn_survey.ods", "murn_winter.odp"]))
def test_a_spoiled_file_is_read_or_refused(data: st.DataObject, name: str) -> None:
    is_read_or_refused(name, data.draw(spoiled(name)))
