from pathlib import Path

from index.documents.context import Heading, context, heading_path, lead_span, outline, trail
from index.documents.datatypes import Block, Document, document_id

CARS = """# Car repair

## Toyota Yaris

Prices in euros:

- Windscreen: 390
- Tyre change: 120

## VW Golf

- Windscreen: 460
"""
TABLE = "Rooms\n\n| Room | Seats |\n|---|---|\n| Ash | 40 |\n| Elm | 12 |\n\nAll rooms have a screen.\n"


def document_of(
    text: str, name: str = "cars.md", title: str = "Car repair", blocks: tuple[Block, ...] = ()
) -> Document:
    media_type = "text/markdown" if name.endswith(".md") else "text/plain"
    return Document(document_id(Path(name), "s"), title, f"/f/{name}", media_type, "s", text, blocks=blocks)


def texts_of(headings: list[Heading], offset: int) -> tuple[str, ...]:
    return tuple(heading.text for heading in heading_path(headings, offset))


def test_a_passage_stands_under_the_headings_above_it_and_no_others() -> None:
    document = document_of(CARS)
    headings = outline(document)
    assert texts_of(headings, CARS.index("390")) == ("Car repair", "Toyota Yaris")
    assert texts_of(headings, CARS.index("460")) == ("Car repair", "VW Golf")
    assert texts_of(headings, 0) == ("Car repair",)


def test_an_item_has_the_line_that_announces_its_list() -> None:
    start, end = lead_span(CARS, CARS.index("- Tyre")) or (0, 0)
    assert CARS[start:end] == "Prices in euros:"
    assert lead_span(CARS, CARS.index("- Windscreen: 460")) is None


def test_a_later_row_has_its_header_row_and_the_header_has_none() -> None:
    start, end = lead_span(TABLE, TABLE.index("| Elm")) or (0, 0)
    assert TABLE[start:end] == "| Room | Seats |"
    assert lead_span(TABLE, TABLE.index("| Room")) is None
    assert lead_span(TABLE, TABLE.index("All rooms")) is None


def test_the_context_says_whose_price_it_is() -> None:
    document = document_of(CARS)
    shown = context(document.title, document.path, trail(document, outline(document), CARS.index("- Tyre")))
    assert shown == "Car repair (cars) > Toyota Yaris | Prices in euros:"


def test_the_file_name_is_given_where_the_title_does_not_say_it() -> None:
    assert context("Report to shareholders", "/f/halden-2024.txt", "") == "Report to shareholders (halden 2024)"
    assert context("The cars of 2024", "/f/cars.md", " > Diesel") == "The cars of 2024 > Diesel"


def test_levels_are_those_that_the_file_gives() -> None:
    text = "Fees\nAdults\nten\nChildren\nfive\n"
    heads = (Block(0, 4, "heading", 1), Block(5, 11, "heading", 2), Block(16, 24, "heading", 2))
    headings = outline(document_of(text, "fees.docx", "Fees", heads))
    assert texts_of(headings, text.index("five")) == ("Fees", "Children")
