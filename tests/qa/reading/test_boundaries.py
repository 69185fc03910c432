import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reading.boundaries import says_something, widened, within_paragraph

ROWS = "Warden: Mira Stoat; Telephone: 5512\n\nWarden: Jon Plover; Telephone: 5513"
LIST = "Three reasons are given.\n\n• It is cheap.\n\n• It is open.\n\nThe end."


@pytest.mark.parametrize(
    ("text", "span", "kept"),
    [
        (ROWS, "5512\n\nWarden: Jon Plover", "5512"),
        (ROWS, "Jon Plover", "Jon Plover"),
        (LIST, "• It is cheap.\n\n• It is open.", "• It is cheap.\n\n• It is open."),
        (LIST, "cheap.\n\n• It is open.", "cheap."),
        ("one line\nand the next\n\nend", "line\nand the next", "line\nand the next"),
    ],
)
def test_what_begins_within_a_paragraph_ends_in_it(text: str, span: str, kept: str) -> None:
    start = text.index(span)
    begin, end = within_paragraph(text, start, start + len(span))
    assert text[begin:end] == kept


@pytest.mark.parametrize(
    ("text", "something"), [("Who", False), ("it", False), ("", False), ("5", True), ("the US", True)]
)
def test_small_words_say_nothing(text: str, something: bool) -> None:
    assert says_something(text) is something


@pytest.mark.parametrize(
    ("text", "span", "wanted"),
    [
        ("Alibaba has released over 400 open models.", "400", "over 400"),
        ("China attracted just $9.3 billion in 2024.", "9.3", "just $9.3 billion"),
        ("He put it at less than a 20% chance.", "20", "less than a 20%"),
        ("It fell by 5 percent in May.", "5", "5 percent"),
        ("It rose in 1902 and later.", "1902", "1902"),
        ("The 300 came.", "300", "300"),
        ("Nothing over four.", "four", "four"),
    ],
)
def test_what_changes_a_figures_meaning_is_quoted_with_it(text: str, span: str, wanted: str) -> None:
    start = text.index(span)
    first, last = widened(text, start, start + len(span))
    assert text[first:last] == wanted


@given(st.text("over $12.,% million\n", min_size=1, max_size=40), st.data())
def test_a_span_only_grows_and_stays_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = widened(text, start, end)
    assert 0 <= first <= start and end <= last <= len(text)
