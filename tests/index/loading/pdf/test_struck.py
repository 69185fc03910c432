from pathlib import Path

import pytest
from made_pdfs import line, page_with, ruled

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.pdf.document import load

RENT = line(40, 300, "The rent is $500 $450 a month.")  # $500 from 90.0 to 112.3
WHOLE = "The rent is $500 $450 a month."


def read(content: str, more: str = "", objects: str = "") -> Document:
    return load(Path("/made.pdf"), page_with(content, more, objects), Bounds(ocr=False), "application/pdf")


@pytest.mark.parametrize(
    "stroke",
    [
        ruled(90, 303.2, 112.4),
        "90 302.9 22.4 0.7 re f\n",  # a filled bar, as browsers draw it
        "0.5 w 90 302 m 112.4 302 l 90 304.5 m 112.4 304.5 l S\n",  # two lines in one drawing
        "q 1 0 0 1 80 300 cm 0.6 w 10 3.2 m 32.4 3.2 l S Q\n",
    ],
    ids=["stroked", "filled", "double", "moved"],
)
def test_words_with_a_line_through_them_are_left_out_and_told(stroke: str) -> None:
    document = read(RENT + stroke)
    assert document.text == "The rent is $450 a month."
    assert document.warnings == ("On page 1, 1 stretch of struck-out text was left out.",)


@pytest.mark.parametrize(
    "drawn",
    [
        ruled(90, 298.5, 112.4),  # underlined
        ruled(30, 294, 380),  # a rule below
        ruled(20, 303.2, 390),  # a line across the page
        ruled(90, 309, 112.4),  # overlined
        "1 1 0 rg 90 297 22.4 12 re f 0 g\n",  # highlighted
        "0.6 w 100 280 m 100 320 l S\n",  # a rule down
        ruled(101, 303.2, 106),  # a piece of a drawing within a word
    ],
    ids=["under", "rule", "across", "over", "highlight", "down", "short"],
)
def test_no_other_line_strikes_words(drawn: str) -> None:
    document = read(drawn + RENT)
    assert (document.text, document.warnings) == (WHOLE, ())


def test_what_a_mark_strikes_out_is_left_out() -> None:
    mark = (
        "5 0 obj << /Type /Annot /Subtype /StrikeOut /F 4 /Rect [90 297 113 310] "
        "/QuadPoints [90 310 112.4 310 90 297 112.4 297] >> endobj\n"
    )
    document = read(RENT, "/Annots [5 0 R]", mark)
    assert document.text == "The rent is $450 a month." and "struck-out" in document.warnings[0]
    assert read(RENT, "/Annots [5 0 R]", mark.replace("StrikeOut", "Underline")).text == WHOLE


def test_a_page_that_is_struck_out_throughout_says_so() -> None:
    with pytest.raises(LoadError, match="All its text is struck out"):
        read(line(40, 300, "The rent is $500.") + ruled(40, 303.2, 118))
