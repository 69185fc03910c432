import pytest
from loading_laws import load_bytes

from index.documents.chunking import chunks
from index.documents.sentences import sentences
from index.documents.unbroken import broken_parts, unbroken, unbroken_in_place
from index.search.lexical import passage_terms, terms


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The commit-\ntee met.", "The committee met."),
        ("The commit-\r\n  tee met.", "The committee met."),
        ("It ap\u00adprov\u00aded nine\u200bteen.", "It approved nineteen."),
        ("Orm-\nVell and pages 12-\n14 and -\n x", "Orm-\nVell and pages 12-\n14 and -\n x"),
        ("über\u2010\nführt", "überführt"),
        ("no break", "no break"),
    ],
)
def test_words_are_joined_over_line_ends(text: str, read: str) -> None:
    assert unbroken(text) == read


def test_a_text_keeps_its_length_where_offsets_count() -> None:
    text = "The commit-\r\n tee met.\nPages 12-\n14."
    read = unbroken_in_place(text)
    assert len(read) == len(text) and read.replace("\u200b", "") == "The committee met.\nPages 12-\n14."
    assert unbroken_in_place("one line - only") == "one line - only"


def test_a_broken_word_is_found_whole_and_by_its_parts() -> None:
    text = "A well-\nknown commit-\ntee met."
    assert list(broken_parts(text)) == ["well", "known", "commit", "tee"]
    assert set(terms("well-known committee")) <= set(passage_terms(text))
    assert set(terms("approved")) <= set(passage_terms("It ap\u00adprov\u00aded the plan."))


@pytest.mark.parametrize(
    "text",
    [
        "The commit-\ntee met on Tuesday.",
        "On the first of May the harbour commit-\r\ntee met on Tuesday.",
        "Die Kommis-\nsion tagte am Dienstag.",
    ],
)
def test_a_sentence_goes_on_behind_a_hyphen_and_is_quoted_as_it_stands(text: str) -> None:
    assert list(sentences(text)) == [(0, len(text))]
    document = load_bytes(text, ".txt")
    assert document.text == text
    assert [chunk.heading for chunk in chunks(document, lambda texts: [len(each.split()) for each in texts])] == [""]
