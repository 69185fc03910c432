import pytest

from qa.reading.boundaries.paragraphs import within_paragraph

ROWS = "Warden: Mira Stoat; Telephone: 5512\n\nWarden: Jon Plover; Telephone: 5513"
LIST = "Three reasons are given.\n\n• It is cheap.\n\n• It is open.\n\nThe end."

WRAPPED = "This sentence is one that an editor wrapped after a few\nlines because it was long.\n\nend"


@pytest.mark.parametrize(
    ("text", "span", "kept"),
    [
        (ROWS, "5512\n\nWarden: Jon Plover", "5512"),
        (ROWS, "Jon Plover", "Jon Plover"),
        (LIST, "• It is cheap.\n\n• It is open.", "• It is cheap.\n\n• It is open."),
        (LIST, "It is cheap.\n\n• It is open.", "It is cheap.\n\n• It is open."),
        (LIST, "cheap.\n\n• It is open.", "cheap."),
        ("- Tent: £20\n- Dog: £4", "£20\n- Dog", "£20"),
        ("one line\r\n\r\nand the next", "line\r\n\r\nand", "line"),
        ("one line\nand the next\n\nend", "line\nand the next", "line"),
        (WRAPPED, "a few\nlines", "a few\nlines"),
    ],
)
def test_what_begins_within_a_paragraph_ends_in_it(text: str, span: str, kept: str) -> None:
    start = text.index(span)
    begin, end = within_paragraph(text, start, start + len(span))
    assert text[begin:end] == kept
