from pathlib import Path

import pytest
from made_pdfs import line, mixed, page_with

from index.loading.bounds import Bounds
from index.loading.pdf.document import load


def read(content: str) -> str:
    return load(Path("/made.pdf"), page_with(content), Bounds(ocr=False), "application/pdf").text


UP, DOWN = (6.5, 3.6), (6.5, -1.5)


@pytest.mark.parametrize(
    ("before", "piece", "after", "shown"),
    [
        ("It holds 10", "6", " bytes.", "It holds 10⁶ bytes."),
        ("a gap of 10", "-6", " m", "a gap of 10⁻⁶ m"),
        ("It covers 3 km", "2", ", no more.", "It covers 3 km², no more."),
        ("the sum of x", "n+1", " is", "the sum of xⁿ⁺¹ is"),
        ("on the 21", "st", " of May", "on the 21st of May"),
        ("le 1", "er", " mai", "le 1er mai"),
        ("Brendan Eich", "*", " wrote", "Brendan Eich* wrote"),
        ("the bell", "12", " rings.", "the bell [12] rings."),
        ("It rings at noon.", "3", " Nobody", "It rings at noon. [3] Nobody"),
        ("Firefox", "[4]", " and", "Firefox [4] and"),
        ("the value e", "x", " grows", "the value e^x grows"),
    ],
)
def test_what_is_raised_keeps_its_height(before: str, piece: str, after: str, shown: str) -> None:
    assert read(mixed(40, 300, (10, 0, before), (*UP, piece), (10, 0, after))) == shown


@pytest.mark.parametrize(
    ("before", "piece", "after", "shown"),
    [("H", "2", "O is water", "H₂O is water"), ("the mass m", "max", " is", "the mass m_max is")],
)
def test_what_is_lowered_keeps_its_height(before: str, piece: str, after: str, shown: str) -> None:
    assert read(mixed(40, 300, (10, 0, before), (*DOWN, piece), (10, 0, after))) == shown


def test_the_mark_of_a_note_on_the_page_is_told_from_a_power_of_a_long_number() -> None:
    body = mixed(40, 300, (10, 0, "It was built in 1877"), (*UP, "1"), (10, 0, " by Voss."))
    note = mixed(40, 60, (5, 3, "1"), (8, 0, "See the annals of 1880."))
    assert read(body + note) == "It was built in 1877 [1] by Voss.\n\n[1] See the annals of 1880."
    power = mixed(40, 300, (10, 0, "It holds 10"), (*UP, "1"), (10, 0, " bytes."))
    assert read(power + note).startswith("It holds 10¹ bytes.")


def test_the_parts_of_a_fraction_stand_on_one_line() -> None:
    over = "/F 7 Tf 1 0 0 1 70 304 Tm (3) Tj 1 0 0 1 70 296.5 Tm (4) Tj"
    text = read(line(40, 300, "keeps ") + f"BT {over} /F 10 Tf 1 0 0 1 76 300 Tm (of the rent) Tj ET\n")
    assert text == "keeps 3/4 of the rent"


def test_a_great_initial_raises_nothing() -> None:
    content = line(40, 280, "T", "F 30") + line(60, 300, "he quick brown fox jumps") + line(60, 288, "over a dog.")
    assert "^" not in read(content) and "he quick brown fox" in read(content)


def test_bold_and_larger_words_on_one_line_raise_nothing() -> None:
    content = mixed(40, 300, (10, 0, "The rent is "), (14, 0, "640 crowns"), (10, 0, " a month."))
    assert read(content) == "The rent is 640 crowns a month."


def test_every_character_of_a_form_has_the_place_of_what_it_stands_for() -> None:
    data = page_with(mixed(40, 300, (10, 0, "in 10"), (*UP, "6"), (10, 0, " bells"), (*UP, "12"), (10, 0, " rang")))
    document = load(Path("/made.pdf"), data, Bounds(ocr=False), "application/pdf")
    assert document.text == "in 10⁶ bells [12] rang"
    layout = document.layouts[0]
    assert len(layout.boxes) == 8 * len(document.text)
    assert all(layout.box(at) for at, character in enumerate(document.text) if character != " ")
