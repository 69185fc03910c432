"""Rendering: whatever a document holds reads back as the same characters, and the lit words are the answer's."""

import html
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.datatypes import Document
from qa.datatypes import Answer, Citation, Finding
from ui.rendering import (
    announcement,
    answer_html,
    citation_text,
    confidence_words,
    documents_html,
    escape,
    failures_html,
    file_name,
    lit_html,
    progress_html,
    size_words,
    time_left,
    unread_note,
)
from ui.service import Progress
from ui.source import STRETCH, gone_html, source_html
from ui.web import SCRIPTS, STYLES, assets

TAG = re.compile(r"<[^>]*>")
AWKWARD = [
    "<script>",
    "</mark>",
    "&lt;",
    "&amp;lt;",
    "${x}",
    "{{x}}",
    "`",
    '"',
    "'",
    "\r\n",
    "\r",
    "\t",
    "\n",
    "😀",
    "é",
]
TEXTS = st.lists(st.one_of(st.sampled_from([*AWKWARD, "e\u0301", "\u202e", "שלום", "字。"]), st.text())).map("".join)


def read_back(markup: str) -> str:
    return html.unescape(TAG.sub("", markup))


def as_shown(text: str) -> str:
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def cited(document: Document, start: int, end: int, answer_start: int, answer_end: int) -> Citation:
    quote = document.text[start:end]
    place = (None, start, end, quote, answer_start, answer_end)
    return Citation(document.id, document.title, document.path, document.sha256, *place)


@st.composite
def documents_with_a_citation(draw):
    text = draw(TEXTS)
    start, answer_start, answer_end, end = sorted(draw(st.integers(0, len(text))) for _ in range(4))
    document = Document("d", draw(TEXTS), "/x/" + draw(TEXTS), "text/plain", "0", text)
    return document, cited(document, start, end, answer_start, answer_end)


@given(TEXTS)
def test_escaped_text_reads_back_as_itself(text):
    shown = str(escape(text))
    assert not re.search("[<>\"'\r]", shown)
    assert html.unescape(shown) == as_shown(text)


@given(documents_with_a_citation())
def test_the_source_holds_the_whole_document_with_the_quote_tinted_and_the_answer_lit(case):
    document, citation = case
    page = str(source_html(document, citation))
    body = page[page.index('<div class="source-text">') :]
    assert read_back(body) == as_shown(document.text)
    tint = re.search(r'<span class="tint">(.*?)</span>', body, re.DOTALL)[1]
    assert read_back(tint) == as_shown(citation.quote)
    lit = re.search(r"<mark[^>]*>(.*?)</mark>", tint, re.DOTALL)
    answer = as_shown(document.text[citation.answer_start : citation.answer_end])
    assert (read_back(lit[1]) if lit else "") == answer


@given(documents_with_a_citation())
def test_only_our_own_tags_are_ever_in_an_answer(case):
    document, citation = case
    finding = Finding(citation.quote, 0.7, (citation, replace(citation, document_id="e")))
    for answer in (
        Answer(document.text, document.title, (finding,)),
        Answer(document.text, document.text, (), (citation,), (document.title,)),
    ):
        tags = {tag.strip("</>").split()[0] for tag in re.findall(r"</?[a-z][^>]*>", str(answer_html(answer)))}
        assert tags <= set("p q ol li blockquote mark div span button bdi svg path h3 b".split())


def test_a_long_document_is_cut_after_line_ends_only():
    text = "A line that is neither short nor long, and goes on.\n" * 3000
    page = str(source_html(Document("d", "t", "/p", "text/plain", "0", text)))
    stretches = re.findall(r'<div class="stretch">(.*?)</div>', page, re.DOTALL)
    assert "".join(stretches) == text
    assert all(stretch.endswith("\n") and len(stretch) < STRETCH + 60 for stretch in stretches)


def test_where_lines_are_paragraphs_they_look_like_it():
    paragraph = "One sentence after another makes up a paragraph that stands on one long line of its own. " * 3
    text = f"A title\n\n{paragraph}\r\nThe next part\n{paragraph}"
    page = str(source_html(Document("d", "t", "/p", "text/plain", "0", text)))
    kinds = re.findall(r'<div class="stretch (\w+)">', page)
    assert kinds == ["heading", "blank", "paragraph", "heading", "paragraph"]
    assert read_back(page[page.index('<div class="source-text">') :]) == text


def test_a_changed_document_is_shown_unlit_with_the_quote_as_it_was():
    document = Document("d", "Title", "/x/file.txt", "text/plain", "0", "The total was 5 ships.")
    citation = cited(document, 0, 22, 14, 15)
    page = source_html(replace(document, text="There were no ships."), citation)
    assert "changed since" in page and "The total was 5 ships." in page
    assert "<mark>" not in page and "tint" not in page
    assert "no longer in the library" in gone_html(citation)
    assert "no longer in the library" in gone_html(None)


def test_the_answer_is_lit_by_code_points():
    assert lit_html("😀😀 five <b>", 3, 7) == "😀😀 <mark>five</mark> &lt;b&gt;"
    assert lit_html("nothing lit", 4, 4) == "nothing lit"
    assert lit_html("all of it", 0, 9) == '<mark class="whole">all of it</mark>'


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(1, "very likely"), (0.85, "very likely"), (0.84, "likely"), (0.6, "likely"), (0.59, "possibly"), (0, "possibly")],
)
def test_confidence_in_words(confidence, words):
    assert confidence_words(confidence) == words


def test_agreement_counts_documents_not_citations():
    document = Document("d", "T", "/x/f.txt", "text/plain", "0", "Five ships. Five ships.")
    first, again = cited(document, 0, 11, 0, 4), cited(document, 12, 23, 12, 16)
    once = answer_html(Answer("q", "q", (Finding("Five", 0.9, (first, again)),)))
    assert "say so" not in once
    twice = answer_html(Answer("q", "q", (Finding("Five", 0.9, (first, replace(again, document_id="e"))),)))
    assert "2 documents say so" in twice


def test_what_it_searched_for_is_said_only_when_it_differs():
    assert "Searched for" not in answer_html(Answer("Who?", "Who?"))
    assert 'Searched for: <q dir="auto">Who is &lt;he&gt;?</q>' in answer_html(Answer("Who?", "Who is <he>?"))


def test_a_citation_as_plain_text():
    citation = Citation("d", "A report", "C:\\papers\\report.pdf", "0", 3, 0, 5, "Five.", 0, 4)
    assert citation_text(citation) == "“Five.”\n— A report (report.pdf, page 3)"
    answer = Answer("q", "q", (Finding("Five", 0.7, (citation,)),))
    assert announcement(answer) == "Likely: Five — from A report"
    assert announcement(Answer("q", "q", closest=(citation,))) == "Your documents don't say. 1 close passage shown."
    assert ">p. 3<" in answer_html(answer)


def test_the_list_of_documents_and_failures_and_progress():
    path = "/x/<i>.txt"
    document = SimpleNamespace(id='a"b', title="<i>Title</i>", path=path, characters=1234567, passages=1)
    listed = documents_html([document])
    assert "&lt;i&gt;Title&lt;/i&gt;" in listed and "1.2M characters · 1 passage<" in listed and "a&#34;b" in listed
    assert "&lt;i&gt;.txt" in failures_html([SimpleNamespace(path=path, reason="It is <empty>.")])
    progress = SimpleNamespace(done=1, total=4, name=path, seconds_left=None, part=0.0)
    assert 'max="4" value="1"' in progress_html(progress) and "1 of 4<" in progress_html(progress)


def test_words_for_sizes_times_and_files():
    assert [size_words(n) for n in (1, 999, 4912)] == ["1 character", "999 characters", "5k characters"]
    assert [time_left(s) for s in (None, 0.2, 12.4, 300)] == [
        "",
        "about 1 s left",
        "about 12 s left",
        "about 5 min left",
    ]
    assert [file_name(path) for path in ("/a/b.txt", "C:\\a\\b.txt", "b.txt", "/")] == ["b.txt", "b.txt", "b.txt", "/"]


def test_the_page_holds_nothing_that_gradio_would_evaluate():
    template = assets([*STYLES, "page.html"])
    assert [sign for sign in ("${", "{{", "`", "\\", "<script") if sign in template] == []
    assert "http:" not in template and "https:" not in template + assets(SCRIPTS)


def test_a_refusal_says_when_documents_are_still_being_read_or_there_are_none() -> None:
    refusal = Answer("Who?", "Who?")
    assert "unread" not in answer_html(refusal, unread_note(3, None))
    assert "no documents yet" in answer_html(refusal, unread_note(0, None))
    assert "Still reading (2 of 5 files)" in answer_html(refusal, unread_note(3, Progress(2, 5, "a.txt", None)))
