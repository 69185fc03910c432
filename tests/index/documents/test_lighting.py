import struct

from index.documents.datatypes import PageLayout
from index.documents.lighting import lit_boxes


def layout_of(*boxes: tuple[float, float, float, float] | None) -> PageLayout:
    """A page of 1000 by 1000 points; boxes in points."""
    packed = [struct.pack("<4H", *(round(edge / 1000 * 65535) for edge in box or (0, 0, 0, 0))) for box in boxes]
    return PageLayout(1000, 1000, b"".join(packed))


def in_points(layout: PageLayout, start: int, end: int) -> list[tuple[int, ...]]:
    return [tuple(round(edge * 1000) for edge in box) for box in lit_boxes(layout, start, end)]


def test_characters_on_one_line_are_one_box_across_blanks() -> None:
    layout = layout_of((10, 10, 20, 30), (20, 10, 30, 30), None, (38, 10, 50, 30))
    assert in_points(layout, 0, 4) == [(10, 10, 50, 30)]


def test_a_stretch_over_two_lines_is_two_boxes_in_reading_order() -> None:
    layout = layout_of((80, 10, 90, 30), (90, 10, 99, 30), None, (10, 34, 20, 54), (20, 34, 30, 54))
    assert in_points(layout, 0, 5) == [(80, 10, 99, 30), (10, 34, 30, 54)]
    assert in_points(layout, 1, 4) == [(90, 10, 99, 30), (10, 34, 20, 54)]


def test_columns_at_one_height_are_kept_apart() -> None:
    layout = layout_of((10, 10, 20, 30), (20, 10, 30, 30), None, (500, 10, 510, 30))
    assert in_points(layout, 0, 4) == [(10, 10, 30, 30), (500, 10, 510, 30)]


def test_a_line_that_runs_up_the_page_is_one_box() -> None:
    layout = layout_of((10, 80, 30, 90), (10, 70, 30, 80), None, (10, 50, 30, 62), (34, 80, 54, 90), (34, 70, 54, 80))
    assert in_points(layout, 0, 6) == [(10, 50, 30, 90), (34, 70, 54, 90)]


def test_a_single_character_and_what_is_not_drawn() -> None:
    layout = layout_of((10, 10, 20, 30), None)
    assert in_points(layout, 0, 1) == [(10, 10, 20, 30)]
    assert lit_boxes(layout, 1, 2) == []
    assert lit_boxes(layout, 2, 9) == [] == lit_boxes(layout, 1, 1)
    assert len(lit_boxes(layout, -5, 99)) == 1
