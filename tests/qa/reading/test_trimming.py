import pytest

from qa.reading.trimming import says_something, within_paragraph

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
