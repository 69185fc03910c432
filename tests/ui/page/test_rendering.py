"""Rendering: whatever a document holds reads back as the same characters, and the lit words are the answer's."""

import html
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markup import TEXTS, as_shown

from index.documents.datatypes import Document
from qa.datatypes import Answer, Citation, Finding
from ui.page.answers import announcement, answer_html
from ui.page.rendering import citation_html, citation_text, escape, lit_html
from ui.page.web import STYLES, assets
from ui.page.whole import page_html
from ui.words import LANGUAGES

Cited = tuple[Document, Citation]


def cited(document: Document, start: int, end: int, answer_start: int, answer_end: int) -> Citation:
    quote = document.text[start:end]
    place = (None, start, end, quote, answer_start, answer_end)
    return Citation(document.id, document.title, document.path, document.sha256, *place)


@st.composite
def documents_with_a_citation(draw: st.DrawFn) -> Cited:
    text = draw(TEXTS)
    start, answer_start, answer_end, end = sorted(draw(st.integers(0, len(text))) for _ in range(4))
    document = Document("d", draw(TEXTS), "/x/" + draw(TEXTS), "text/plain", "0", text)
    return document, cited(document, start, end, answer_start, answer_end)


@given(TEXTS)
def test_escaped_text_reads_back_as_itself(text: str) -> None:
    shown = str(escape(text))
    assert not re.search("[<>\"'\r]", shown)
    assert html.unescape(shown) == as_shown(text)


@given(documents_with_a_citation())
def test_only_our_own_tags_are_ever_in_an_answer(case: Cited) -> None:
    document, citation = case
    finding = Finding(citation.quote, 0.7, (citation, replace(citation, document_id="e")))
    for answer in (
        Answer(document.text, document.title, (finding,)),
        Answer(document.text, document.text, (), (citation,), (document.title,)),
    ):
        tags = {tag.strip("</>").split()[0] for tag in re.findall(r"</?[a-zA-Z!][^>]*>", str(answer_html(answer)))}
        assert tags and tags <= set("p q ol li blockquote mark div span button bdi svg path h3 b".split())


def test_the_answer_is_lit_by_code_points() -> None:
    assert lit_html("😀😀 five <b>", 3, 7) == "😀😀 <mark>five</mark> &lt;b&gt;"
    assert lit_html("nothing lit", 4, 4) == "nothing lit"
    assert lit_html("all of it", 0, 9) == '<mark class="whole">all of it</mark>'


def test_agreement_counts_documents_not_citations() -> None:
    document = Document("d", "T", "/x/f.txt", "text/plain", "0", "Five ships. Five ships.")
    first, again = cited(document, 0, 11, 0, 4), cited(document, 12, 23, 12, 16)
    once = answer_html(Answer("q", "q", (Finding("Five", 0.9, (first, again)),)))
    assert "say so" not in once
    both = (first, replace(again, document_id="e"))
    assert "2 documents say so" in answer_html(Answer("q", "q", (Finding("Five", 0.9, both, voices=2),)))
    assert "The same text in 2 documents" in answer_html(Answer("q", "q", (Finding("Five", 0.9, both),)))


def test_what_it_searched_for_is_said_only_when_it_differs() -> None:
    assert "Searched for" not in answer_html(Answer("Who?", "Who?"))
    assert 'Searched for: <q dir="auto">Who is &lt;he&gt;?</q>' in answer_html(Answer("Who?", "Who is <he>?"))


def test_a_citation_as_plain_text() -> None:
    citation = Citation("d", "A report", "C:\\papers\\report.pdf", "0", 3, 0, 5, "Five.", 0, 4)
    assert citation_text(citation) == "“Five.”\n— A report (report.pdf, page 3)"
    answer = Answer("q", "q", (Finding("Five", 0.7, (citation,)),))
    assert announcement(answer) == "Likely: Five — from A report"
    assert announcement(Answer("q", "q", closest=(citation,))) == "Your documents don’t say. 1 close passage is shown."
    assert announcement(Answer("q", "q")) == "Your documents don’t say."
    assert ">p. 3<" in answer_html(answer)


def test_a_slide_is_no_page_and_an_attachment_names_its_mail() -> None:
    slide = Citation("d", "A talk", "/talks/ships.pptx", "0", 3, 0, 5, "Five.", 0, 4)
    assert ">slide 3<" in citation_html(slide, 1) and "(ships.pptx, slide 3)" in citation_text(slide)
    attached = replace(slide, path="/post/ardle.eml/deed.txt", page=None)
    assert ">ardle.eml<" in citation_html(attached, 1) and "(ardle.eml › deed.txt)" in citation_text(attached)


def test_the_page_holds_nothing_that_gradio_would_evaluate() -> None:
    template = assets(STYLES) + "".join(map(page_html, LANGUAGES))
    assert [sign for sign in ("${", "{{", "`", "\\", "<script") if sign in template] == []
    assert "http:" not in template and "https:" not in template
