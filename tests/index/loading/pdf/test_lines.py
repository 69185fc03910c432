from pathlib import Path

import pytest
from made_pdfs import line, page_with

from index.documents.datatypes import Document
from index.loading.bounds import Bounds
from index.loading.pdf.document import load


def read(content: str) -> Document:
    return load(Path("/made.pdf"), page_with(content), Bounds(ocr=False), "application/pdf")


def cells(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == "cell"]


def test_a_blank_drawn_at_the_start_of_the_next_cell_does_not_glue_it_to_the_cell_before() -> None:
    content = "".join(
        line(60, 340 - 16 * at, name) + line(200, 340 - 16 * at, f" {value}") + line(300, 340 - 16 * at, f" {score}")
        for at, (name, value, score) in enumerate(
            [("STw3", "5.00", "4.50"), ("RoLi4", "4.00", "4.64"), ("NtCiSt3", "6.50", "7.07")]
        )
    )
    document = read(content)
    assert document.text == "STw3; 5.00; 4.50\n\nRoLi4; 4.00; 4.64\n\nNtCiSt3; 6.50; 7.07"
    assert cells(document) == ["STw3", "5.00", "4.50", "RoLi4", "4.00", "4.64", "NtCiSt3", "6.50", "7.07"]


@pytest.mark.parametrize("blanks", [" ", "   ", "          "])
@pytest.mark.parametrize("place", [90, 112, 150, 300])
def test_words_with_blanks_drawn_between_them_stay_apart(blanks: str, place: int) -> None:
    text = read(line(40, 300, "Invoice to") + line(place, 300, f"{blanks}1,250.00")).text
    assert text == "Invoice to 1,250.00"


def test_numbers_in_narrow_columns_are_not_one_number() -> None:
    content = line(40, 300, "RUS") + line(62, 300, " 49.88") + line(96, 300, " 24.28")
    assert read(content).text.replace(";", "").split() == ["RUS", "49.88", "24.28"]
