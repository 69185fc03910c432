"""The table of measures, and the copies that make a library large."""

import random

import bench_asking
import measures
import pytest


def test_a_measure_shows_its_figures_beside_what_is_wanted() -> None:
    figures = [(0.75, [0.7, 0.8]), (0.5, None)]
    measure = measures.Measure("right", "quoth eval", (0.72, 0.82), lambda: figures)
    assert measure.row() == "| right | `quoth eval` | ≥ 0.72 / 0.82 | 0.75 (0.70 to 0.80) / 0.50 | missed |"
    least = measures.Measure("time", "bench", (0.7, 0.5), lambda: figures, at_most=True)
    assert least.row().endswith("| missed |") and "≤ 0.70 / 0.50" in least.row()
    assert measures.Measure("time", "bench", (0.75, 0.5), lambda: figures, at_most=True).row().endswith("| met |")


def test_a_figure_that_was_never_kept_is_said_to_be_missing() -> None:
    def missing() -> list[measures.Figure]:
        raise KeyError("no row")

    assert "| not measured | |" in measures.Measure("right", "quoth eval", (1,), missing).row()


def test_the_table_has_a_row_a_measure_and_counts_the_weights() -> None:
    rows = measures.table().splitlines()
    assert len(rows) == len(measures.MEASURES) + 2 and {row.count("|") for row in rows} == {6}
    assert measures.weight_bytes() > 40_000_000


def test_a_copy_has_other_numbers_and_names_the_same_way_everywhere() -> None:
    text = "Ida paid 250 to Tom. Then Tom paid Ida 250 and 7."
    copy = bench_asking.changed(text, random.Random(1))
    assert copy == bench_asking.changed(text, random.Random(1)) != bench_asking.changed(text, random.Random(2))
    words = copy.split()
    assert len(words) == len(text.split())
    assert words[2] == words[9] != "250" and words[2].isdecimal() and len(words[2]) == 3
    assert words[1] == "paid" and words[0] == words[8]


@pytest.mark.parametrize("text", ["", "no names and no numbers here"])
def test_what_cannot_be_changed_is_left(text: str) -> None:
    assert bench_asking.changed(text, random.Random(1)) == text
