"""The source panel: every character of a document stands in it once, the quote tinted and the answer lit."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_documents import citation_of, composed, document_of, drawn, paged
from markup import TEXTS, as_shown, inside, read_back

from index.documents.datatypes import Block, BlockKind, Document
from index.library.protocol import DocumentSummary
from qa.datatypes import Citation
from ui.page.source import WINDOW, Sheet, further_html, gone_html, source_html
from ui.page.source.plain import STRETCH

Cited = tuple[Document, Citation]
KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "item", "row", "cell", "code")


def body(page: str) -> str:
    return inside('(<div class="source-text"[^>]*>.*)', page)


def tinted(page: str) -> str:
    pieces = re.findall(r'<span class="tint">(.*?)</span>', without_dividers(page), re.DOTALL)
    return "".join(map(read_back, pieces))


def without_dividers(page: str) -> str:
    return re.sub(r'<span class="divider"[^>]*></span>', "", page)


def lit(page: str) -> str:
    return "".join(read_back(piece) for piece in re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL))


def listed(document: Document, **known: Any) -> DocumentSummary:
    facts = (document.id, document.title, document.path, document.media_type, "0", len(document.text), 3, 0, 812, None)
    return replace(DocumentSummary(*facts, 0.0, document.path, document.warnings, ()), **known)


@st.composite
def cited_documents(
    draw: st.DrawFn, media_types: Sequence[str] = ("text/plain", "text/markdown", "text/x-python", "application/pdf")
) -> Cited:
    text = draw(TEXTS)
    offsets = st.integers(0, len(text))
    start, answer_start, answer_end, end = sorted(draw(offsets) for _ in range(4))
    pages = tuple(sorted(draw(st.lists(offsets, max_size=4))))
    document = Document("d", draw(TEXTS), "/x/" + draw(TEXTS), draw(st.sampled_from(media_types)), "0", text, pages)
    return document, citation_of(document, start, end, (answer_start, answer_end))


@st.composite
def cited_documents_of_blocks(draw: st.DrawFn) -> Cited:
    """Blocks as a loader makes them, and such as no loader should: over one another, with gaps, of no length."""
    document, citation = draw(cited_documents())
    offsets = st.integers(0, len(document.text))
    spans = sorted(sorted(draw(st.tuples(offsets, offsets))) for _ in range(draw(st.integers(0, 12))))
    blocks = tuple(Block(start, end, draw(st.sampled_from(KINDS)), draw(st.integers(0, 9))) for start, end in spans)
    return replace(document, blocks=blocks), citation


@given(st.one_of(cited_documents(), cited_documents_of_blocks()))
@settings(max_examples=400)
def test_every_character_stands_once_with_the_quote_tinted_and_the_answer_lit(case: Cited) -> None:
    document, citation = case
    shown = body(str(source_html(document, citation)))
    assert read_back(shown) == as_shown(document.text)
    assert lit(shown) == as_shown(document.text[citation.answer_start : citation.answer_end])
    assert tinted(shown) == as_shown(citation.quote)


@given(st.one_of(cited_documents(), cited_documents_of_blocks()))
def test_each_page_is_marked_once_in_order(case: Cited) -> None:
    document, citation = case
    shown = body(str(source_html(document, citation)))
    assert re.findall(r'class="divider"[^>]*data-page="(\d+)"', shown) == [
        str(n + 1) for n in range(len(document.page_starts))
    ]


def test_blocks_are_what_the_file_says_they_are() -> None:
    blocks = [
        ("heading", "The Osk Valley Railway", 1),
        ("paragraph", "It runs to Murn.", 0),
        ("item", "• First <b>", 0),
        ("item", "• Below", 1),
        ("code", "x = 1\n  y", 0),
    ]
    page = str(source_html(composed("/x/a.docx", blocks, "application/x")))
    assert 'role="heading" aria-level="3" data-level="1">The Osk Valley Railway</div>' in page
    assert '<div class="block paragraph">It runs to Murn.</div><span class="gap">\n\n</span>' in page
    assert '<div class="items" role="list"><div class="block item" role="listitem" data-depth="0">• First &lt;b' in page
    assert 'data-depth="1">• Below</div>' in page
    assert '<div class="block code">x = 1\n  y</div>' in page


def cells(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", re.sub(r'<span class="(?:gap|label)">.*?</span>', "", page, flags=re.DOTALL))
    return [[read_back(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)] for row in rows]


def test_consecutive_rows_are_one_table_with_each_value_under_its_heading() -> None:
    rows = [
        ("row", "Station; Metres; Opened", 1),
        ("row", "Station: Osk; Metres: 512; Opened: 1892", 0),
        ("row", "Station: Murn: Lake; Opened: 1901", 0),
        ("paragraph", "After it.", 0),
    ]
    page = str(source_html(composed("/x/a.xlsx", rows, "application/x")))
    assert cells(page) == [["Station", "Metres", "Opened"], ["Osk", "512", "1892"], ["Murn: Lake", "", "1901"]]
    assert page.count("<table>") == 1 and page.count('<th scope="col">') == 3
    assert "<td>" not in page[page.index("</table>") :]


def test_a_column_without_a_heading_moves_the_others_aside() -> None:
    rows = [("row", "People; Area", 1), ("row", "Zorland; People: 5; Area: 3", 0), ("row", "Mirrland; Area: 4", 0)]
    page = str(source_html(composed("/x/a.csv", rows, "text/csv")))
    assert cells(page) == [["", "People", "Area"], ["Zorland", "5", "3"], ["Mirrland", "", "4"]]


def test_a_second_header_begins_a_second_table() -> None:
    rows = [("row", "Station; Metres", 1), ("row", "Station: Osk; Metres: 512", 0)]
    rows += [("row", "Warden; Left", 1), ("row", "Warden: Esk; Left: 1961", 0)]
    page = str(source_html(composed("/x/a.xlsx", rows, "application/x")))
    assert cells(page) == [["Station", "Metres"], ["Osk", "512"], ["Warden", "Left"], ["Esk", "1961"]]
    assert page.count("<table>") == 2


def test_a_table_without_a_header_stays_as_it_is() -> None:
    rows = [("row", "Osk; 512", 1), ("row", "Murn; 611", 1)]
    page = str(source_html(composed("/x/a.csv", rows, "text/csv")))
    assert cells(page) == [["Osk", "512"], ["Murn", "611"]]
    assert "<th" not in page


def test_the_lit_words_may_go_over_several_blocks() -> None:
    document = composed("/x/a.docx", [("heading", "Length", 2), ("paragraph", "It is 80 km long.", 0)], "application/x")
    page = str(source_html(document, citation_of(document, 0, len(document.text), (2, 16))))
    assert lit(page) == document.text[2:16]
    assert 'Le<mark class="goes-on">ngth</mark></span></div>' in page
    assert '<mark class="went-on">It is 80</mark> km long.' in page


def test_slides_are_told_apart() -> None:
    blocks = [("heading", "One", 1), ("heading", "Two", 1)]
    presentation = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    page = str(source_html(composed("/x/a.pptx", blocks, presentation, page_starts=(0, 5))))
    assert re.findall(r'data-label="([^"]*)"', page) == ["Slide 1", "Slide 2"]


def test_code_keeps_its_lines() -> None:
    page = str(source_html(document_of("/x/a.py", "def f():\n    return 1\n", "text/x-python")))
    assert '<div class="stretch code">def f():\n    return 1\n</div>' in page


def test_a_long_document_is_cut_after_line_ends_only() -> None:
    text = "A line that is neither short nor long, and goes on.\n" * 3000
    page = str(source_html(Document("d", "t", "/p", "text/plain", "0", text)))
    stretches = re.findall(r'<div class="stretch">(.*?)</div>', page, re.DOTALL)
    assert "".join(stretches) == text
    assert all(stretch.endswith("\n") and len(stretch) < STRETCH + 60 for stretch in stretches)


def test_where_lines_are_paragraphs_they_look_like_it() -> None:
    paragraph = "One sentence after another makes up a paragraph that stands on one long line of its own. " * 3
    text = f"A title\n\n{paragraph}\r\nThe next part\n{paragraph}"
    page = str(source_html(Document("d", "t", "/p", "text/plain", "0", text)))
    kinds = re.findall(r'<div class="stretch (\w+)">', page)
    assert kinds == ["heading", "blank", "paragraph", "heading", "paragraph"]


@pytest.mark.parametrize("with_blocks", [False, True])
def test_of_millions_of_characters_a_window_is_shown_and_the_rest_on_demand(with_blocks: bool) -> None:
    lines = [f"Line {number} of the long, long register of Zorland." for number in range(60_000)]
    document = composed("/x/a", [("paragraph", line, 0) for line in lines], "application/x")
    if not with_blocks:
        document = replace(document, blocks=())
    at = document.text.index("Line 30000 ")
    page = str(source_html(document, citation_of(document, at, at + 20, (at + 5, at + 10))))
    shown = body(page)
    assert lit(shown) == "30000" and len(shown) < 3 * WINDOW
    above, below = re.findall(r'data-further="(\w+)" data-offset="(\d+)"', shown)
    texts = [read_back(re.sub(r"<button.*?</button>", "", shown))]
    while above:
        more = str(further_html(document, *(above[0], int(above[1]))))
        texts.insert(0, read_back(re.sub(r"<button.*?</button>", "", more)))
        above = next(iter(re.findall(r'data-further="(above)" data-offset="(\d+)"', more)), None)
    while below:
        more = str(further_html(document, *(below[0], int(below[1]))))
        texts.append(read_back(re.sub(r"<button.*?</button>", "", more)))
        below = next(iter(re.findall(r'data-further="(below)" data-offset="(\d+)"', more)), None)
    assert "".join(texts) == document.text
    assert max(map(len, texts)) < WINDOW * 1.3


def test_a_line_of_millions_of_characters_is_cut() -> None:
    document = document_of("/x/a.json", "1234567890" * 100_000, "application/json")
    shown = body(str(source_html(document, citation_of(document, 500_000, 500_010))))
    assert len(read_back(re.sub(r"<button.*?</button>", "", shown))) == WINDOW
    assert tinted(shown) == "1234567890"


def test_a_page_is_a_picture_with_boxes_over_the_quoted_words() -> None:
    document, layouts = paged("/x/a.pdf", ["First page.", "The mill has <3> wheels. It stands.", "Last."])
    start = document.text.index("The mill")
    citation = citation_of(document, start, start + 24, (start + 13, start + 16))
    sheet = Sheet(2, layouts[1], drawn("x", 400))
    page = str(source_html(document, citation, sheet=sheet))
    assert 'src="data:image/png;base64,iVBOR' in page
    assert 'alt="The mill has &lt;3&gt; wheels. It stands."' in page
    assert "Page 2 of 3" in page and "source-text" not in page
    (quote,) = re.findall(r'class="lit-quote"[^>]*left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%', page)
    (answer,) = re.findall(r'class="lit-answer"[^>]*left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%', page)
    column = 100 / 52
    assert [float(each) for each in quote] == pytest.approx([column, 100 / 27, 24 * column], abs=0.02)
    assert [float(each) for each in answer] == pytest.approx([14 * column, 100 / 27, 3 * column], abs=0.02)
    assert "Highlighted on this page: &lt;3&gt;" in page


def test_a_quote_over_two_pages_says_where_it_goes_on() -> None:
    document, layouts = paged("/x/a.pdf", ["It has three", "wheels. And so on.", "End."])
    citation = citation_of(document, 0, 20, (7, 19))
    first = str(source_html(document, citation, sheet=Sheet(1, layouts[0], b"")))
    assert "The quote continues on " in first and 'data-go="{&#34;page&#34;: 2}"' in first
    second = str(source_html(document, citation, sheet=Sheet(2, layouts[1], b"")))
    assert "The quote begins on " in second and 'class="lit-answer"' in second
    third = str(source_html(document, citation, sheet=Sheet(3, layouts[2], b"")))
    assert "Back to the quote" in third and "lit-" not in third


def test_a_changed_document_is_shown_unlit_with_the_quote_as_it_was() -> None:
    document = Document("d", "Title", "/x/file.txt", "text/plain", "0", "The total was 5 ships.")
    citation = citation_of(document, 0, 22, (14, 15))
    page = source_html(replace(document, text="There were no ships."), citation)
    assert "changed since" in page and "The total was 5 ships." in page
    assert "<mark>" not in page and "tint" not in page
    assert "no longer in the library" in gone_html(citation)
    assert "no longer in the library" in gone_html(None)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_only_our_own_tags_are_ever_in_the_details(title: str, path: str, tag: str, warning: str) -> None:
    document = Document("d", title, path, "text/plain", "0", "Words.", warnings=(warning,))
    page = str(source_html(document, summary=listed(document, tags=(tag,)), note=warning))
    names = {each.strip("</>").split()[0] for each in re.findall(r"</?[a-zA-Z!][^>]*>", page)}
    ours = "header div h2 p bdi button svg path details summary ul li dl dt dd input"
    assert names <= set(ours.split())
    assert read_back(inside(r"<h2[^>]*>(.*?)</h2>", page)) == as_shown(title)
    assert read_back(inside(r'<li class="tag"><bdi>(.*?)</bdi>', page)) == as_shown(tag)
    assert read_back(inside(r"<ul><li>(.*?)</li>", page)) == as_shown(warning)
    assert read_back(inside(r"<dt>File</dt><dd>(.*?)</dd>", page) if path else "") == as_shown(path)
