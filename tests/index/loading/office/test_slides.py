import pytest
from hypothesis import given, settings
from office_files import (
    FORMATS,
    OFFICE,
    R,
    bomb,
    holds_the_offset_law,
    is_read_or_refused,
    read,
    relations,
    shown,
    spoiled,
    words,
    zipped,
)

from index.documents.datatypes import Document
from index.errors import LoadError

_SPACES = (
    f'xmlns:p="{OFFICE}/presentationml/2006/main" xmlns:a="{OFFICE}/drawingml/2006/main" xmlns:r="{R}" '
    f'xmlns:c="{OFFICE}/drawingml/2006/chart" xmlns:dgm="{OFFICE}/drawingml/2006/diagram"'
)


def deck(*slides: str, behind: str = "", links: str = "", **parts: str) -> Document:
    listed = "".join(f'<p:sldId id="{at}" r:id="s{at}"/>' for at in range(len(slides)))
    written = {
        f"ppt/slides/{at}.xml": f"<p:sld {_SPACES}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        for at, shapes in enumerate(slides)
    }
    data = zipped(
        {
            "_rels/.rels": relations(r=("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"<p:presentation {_SPACES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(
                **{f"s{at}": ("slide", f"slides/{at}.xml") for at in range(len(slides))}
            ),
            "ppt/slides/_rels/0.xml.rels": relations(l=("slideLayout", "../layout.xml"), d=("diagramData", "../d.xml")),
            "ppt/layout.xml": f"<p:sldLayout {_SPACES}>{behind}</p:sldLayout>",
            "ppt/d.xml": f"<dgm:dataModel {_SPACES}>{links}</dgm:dataModel>",
            **written,
        }
    )
    return read("d.pptx", data)


def shape(text: str, x: int, y: int, place: str = "", properties: str = "") -> str:
    where = f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/></a:xfrm></p:spPr>' if y >= 0 else "<p:spPr/>"
    paragraphs = "".join(f"<a:p>{properties}<a:r><a:t>{each}</a:t></a:r></a:p>" for each in text.split("/"))
    return f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr>{where}<p:txBody>{paragraphs}</p:txBody></p:sp>"


@pytest.mark.parametrize("name", ["murn_winter.pptx", "murn_winter.odp"])
def test_slides_are_pages_with_title_text_bullets_table_and_notes(name: str) -> None:
    document = read(name)
    assert document.title == "Winter Talk"
    assert len(document.page_starts) == 3
    first = document.text[slice(*document.page_span(1))]
    assert first.split("\n\n")[:3] == [
        "The Winter at Lake Murn",
        "On the left: the ice broke on 9 March.",
        "On the right: 14 boats were counted.",
    ]
    assert ("heading", 1, "Budget of the Soundings") in shown(document)
    assert ("item", 1, "• At nine metres.") in shown(document)
    assert ("row", 0, "Item: Rope; Price: 35 crowns; Seller: Hoyle") in shown(document)
    assert first.split("\n\n")[-3:-1] == ["Notes", "Thank Doctor Ilva Reed for the soundings."]
    assert document.page_at(document.text.index("Rope")) == 2


@pytest.mark.parametrize("name", ["murn_winter.pptx", "murn_winter.odp"])
def test_hidden_slides_and_those_without_text_are_told(name: str) -> None:
    assert read(name).warnings == (
        "Slide 2 is hidden in the slide show; it was read like the rest.",
        "Slide 3 contains no text.",
    )


def test_shapes_are_read_line_by_line_and_a_group_stays_together() -> None:
    group = (
        '<p:grpSp><p:grpSpPr><a:xfrm><a:off x="10" y="2000000"/></a:xfrm></p:grpSpPr>'
        + shape("in the group, low", 0, 9000000)
        + shape("in the group, high", 0, 0)
        + "</p:grpSp>"
    )
    title = shape("Title", 0, 6000000, '<p:ph type="title"/>')
    document = deck(shape("last", 0, 5000000) + shape("right", 900, 1000) + shape("left", 5, 1400) + group + title)
    assert words(document) == ["Title", "left", "right", "in the group, high", "in the group, low", "last"]


def test_bullets_and_places_come_from_the_layout_where_a_slide_has_none() -> None:
    layout = (
        '<p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="0" y="4000000"/></a:xfrm></p:spPr><p:txBody><a:lstStyle><a:lvl1pPr>'
        '<a:buAutoNum type="alphaLcParenR"/>'
        "</a:lvl1pPr></a:lstStyle></p:txBody></p:sp></p:spTree></p:cSld>"
    )
    slide = shape("one/two", 0, -1, '<p:ph type="body" idx="1"/>') + shape("above", 0, 1000)
    slide += shape("plain", 0, 5000000, '<p:ph type="body" idx="1"/>', "<a:pPr><a:buNone/></a:pPr>")
    assert shown(deck(slide, behind=layout)) == [
        ("paragraph", 0, "above"),
        ("item", 0, "a) one"),
        ("item", 0, "b) two"),
        ("paragraph", 0, "plain"),
    ]


def test_a_diagrams_words_are_read_and_a_chart_is_told() -> None:
    frame = "<p:graphicFrame><a:graphic>{}</a:graphic></p:graphicFrame>"
    document = deck(
        shape("Here", 0, 0) + frame.format('<dgm:relIds r:dm="d"/>') + frame.format("<c:chart/>"),
        links="<a:p><a:r><a:t>Drawn</a:t></a:r></a:p>",
    )
    assert sorted(words(document)) == ["Here", "• Drawn"]
    assert document.warnings == ("1 chart was not read.",)


def styled(*runs: tuple[str, str]) -> str:
    written = "".join(f"<a:r><a:rPr {look}</a:rPr><a:t>{text}</a:t></a:r>" for text, look in runs)
    return f"<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:p>{written}</a:p></p:txBody></p:sp>"


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ([("10", ">"), ("6", 'baseline="30000">'), (" cells", ">")], "10⁶ cells"),
        ([("CO", ">"), ("2", 'baseline="-25000">')], "CO₂"),
        ([("aged ", ">"), ("\uf0b3", '><a:sym typeface="Symbol"/>'), (" 65", ">")], "aged ≥ 65"),
        ([("\uf0fe", '><a:latin typeface="Wingdings"/>'), (" yes", ">")], "☑ yes"),
    ],
)
def test_runs_on_a_slide_are_written_as_they_are_seen(runs: list[tuple[str, str]], told: str) -> None:
    assert words(deck(styled(*runs))) == [told]


def test_what_is_struck_on_a_slide_is_left_out_and_told() -> None:
    document = deck(styled(("The rent is ", ">"), ("500", 'strike="sngStrike">'), (" 450", 'strike="noStrike">')))
    assert words(document) == ["The rent is 450"]
    assert document.warnings == ("1 struck-out stretch was left out: after “The rent is”.",)


def test_a_header_of_two_rows_and_a_cell_over_two_rows_label_what_is_below() -> None:
    def row(*cells: tuple[str, str]) -> str:
        inner = "".join(
            f"<a:tc {look}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>" for text, look in cells
        )
        return f"<a:tr>{inner}</a:tr>"

    rows = [
        row(("Region", 'rowSpan="2"'), ("2022", 'gridSpan="2"'), ("", 'hMerge="1"')),
        row(("", 'vMerge="1"'), ("Sales", ""), ("Profit", "")),
        row(("North", 'rowSpan="2"'), ("4", ""), ("1", "")),
        row(("", 'vMerge="1"'), ("5", ""), ("2", "")),
    ]
    table = f'<a:tbl><a:tblPr firstRow="1"/>{"".join(rows)}</a:tbl>'
    assert words(deck(f"<p:graphicFrame><a:graphic>{table}</a:graphic></p:graphicFrame>")) == [
        "Region; 2022 Sales; 2022 Profit",
        "Region: North; 2022 Sales: 4; 2022 Profit: 1",
        "Region: North; 2022 Sales: 5; 2022 Profit: 2",
    ]


def test_a_deck_without_text_and_a_cut_file_are_refused() -> None:
    with pytest.raises(LoadError, match="no text"):
        deck("")
    with pytest.raises(LoadError, match="cut short"):
        read("cut.pptx", (FORMATS / "murn_winter.pptx").read_bytes()[:9000])
    with pytest.raises(LoadError, match="unpacks to more than"):
        read("bomb.pptx", bomb("ppt/presentation.xml"))


def test_blocks_lie_in_the_text_in_order() -> None:
    holds_the_offset_law(read("murn_winter.pptx"))


@settings(max_examples=25, deadline=None)
@given(spoiled("murn_winter.pptx"))
def test_a_spoiled_file_is_read_or_refused(data: bytes) -> None:
    is_read_or_refused("murn_winter.pptx", data)
