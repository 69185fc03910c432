import pytest
from fakes import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from index.documents.chunking import chunk
from index.documents.context import outline
from index.documents.datatypes import Document, Passage
from index.documents.sentences import sentences
from qa.citing import cite, quote_mismatch
from qa.datatypes import Extraction


def document(text: str) -> Document:
    return Document("d", "title", "/d.txt", "text/plain", "0", text, page_starts=(0, 10))


@given(TEXTS, st.data())
def test_quotes_are_the_document_s_own_words_and_hold_the_answer(text: str, data: st.DataObject) -> None:
    source = document(text)
    chunks = chunk(source, lambda texts: [len(each.split()) for each in texts], 12, 3)
    piece = data.draw(st.sampled_from(chunks))
    passage = Passage(1, "d", piece.start, piece.end, piece.heading)
    start = data.draw(st.integers(0, piece.end - piece.start - 1))
    end = data.draw(st.integers(start + 1, piece.end - piece.start))
    answer = text[passage.start + start : passage.start + end].strip()
    extraction = Extraction(passage, start, end, 0.5)
    if not answer:
        with pytest.raises(ValueError, match="is blank"):
            cite(source, extraction)
        return
    citation = cite(source, extraction)
    assert text[citation.start : citation.end] == citation.quote
    assert text[citation.answer_start : citation.answer_end] == answer
    assert citation.start <= citation.answer_start < citation.answer_end <= citation.end
    assert quote_mismatch(citation, text) is None


@given(TEXTS, st.data())
def test_a_quote_begins_and_ends_with_whole_sentences(text: str, data: st.DataObject) -> None:
    spans = list(sentences(text))
    start, end = data.draw(st.sampled_from(spans))
    citation = cite(document(text), Extraction(Passage(1, "d", 0, len(text)), start, end, 0.5))
    assert (citation.start, citation.end) == (start, end)


def test_a_sentence_that_stands_twice_is_cited_where_it_was_read() -> None:
    text = "The sky is blue. Something else stands here. The sky is blue."
    for start in (0, 45):
        citation = cite(document(text), Extraction(Passage(1, "d", 0, len(text)), start, start + 16, 0.5))
        assert (citation.start, citation.end, citation.quote) == (start, start + 16, "The sky is blue.")
        assert citation.page == (1 if start == 0 else 2)


CARS = """# Prices

## Toyota Yaris

In euros:

- Windscreen: 390
- Tyre change: 120

| Car | Mirror |
|---|---|
| Golf | 310 |
"""


@pytest.mark.parametrize(
    ("answer", "context"),
    [
        ("120", ["## Toyota Yaris", "In euros:"]),
        ("310", ["## Toyota Yaris", "| Car | Mirror |"]),
        ("In euros", ["## Toyota Yaris"]),
        ("Toyota", []),
    ],
)
def test_a_citation_brings_what_its_quote_stands_under(answer: str, context: list[str]) -> None:
    source = Document("d", "Cars", "/cars.md", "text/markdown", "0", CARS)
    start = CARS.index(answer)
    extraction = Extraction(Passage(1, "d", 0, len(CARS)), start, start + len(answer), 0.5)
    citation = cite(source, extraction, outline(source))
    assert [lead.quote for lead in citation.context] == context
    assert all(CARS[lead.start : lead.end] == lead.quote and lead.end <= citation.start for lead in citation.context)
    assert citation.headings == ("Prices", "Toyota Yaris")


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (0, 99)])
def test_a_span_outside_its_passage_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="is not within"):
        cite(document("Some words here."), Extraction(Passage(1, "d", 0, 10), *span, 0.5))


def test_another_document_s_extraction_is_refused() -> None:
    with pytest.raises(ValueError, match="was read in document other"):
        cite(document("Some words here."), Extraction(Passage(1, "other", 0, 10), 0, 3, 0.5))


@given(TEXTS, st.data())
def test_any_changed_character_is_noticed(text: str, data: st.DataObject) -> None:
    start, end = data.draw(st.sampled_from(list(sentences(text))))
    citation = cite(document(text), Extraction(Passage(1, "d", 0, len(text)), start, end, 0.5))
    at = data.draw(st.integers(start, end - 1))
    changed = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
    assert quote_mismatch(citation, changed) is not None
    assert quote_mismatch(citation, text[:at]) is not None
