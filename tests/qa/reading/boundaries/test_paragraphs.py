import pytest

from qa.reading.boundaries.paragraphs import within_paragraph

ROWS = "Warden: Mira Stoat; Telephone: 5512\n\nWarden: Jon Plover; Telephone: 5513"
LIST = "Three reasons are given.\n\n• It is cheap.\n\n• It is open.\n\nThe end."


@pytest.mark.parametrize(
    ("text", "span", "kept"),
    [
        (ROWS, "5512\n\nWarden: Jon Plover", "5512"),
        (ROWS, "Jon Plover", "Jon Plover"),
        (LIST, "• It is cheap.\n\n• It is open.", "• It is cheap.\n\n• It is open."),
        (LIST, "It is cheap.\n\n• It is open.", "It is cheap.\n\n• It is open."),
        (LIST, "cheap.\n\n• It is open.", "cheap."),
        ("one line\r\n\r\nand the next", "line\r\n\r\nand", "line"),
        ("one line\nand the next\n\nend", "line\nand the next", "line\nand the next"),
    ],
)
def test_what_begins_within_a_paragraph_ends_in_it(text: str, span: str, kept: str) -> None:
    start = text.index(span)
    begin, end = within_paragraph(text, start, start + len(span))
    assert text[begin:end] == kept
