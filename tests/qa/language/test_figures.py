import pytest

from qa.language.figures import QUALIFIER, UNIT, figures


@pytest.mark.parametrize(
    ("before", "qualifier"),
    [
        ("It has over ", "over "),
        ("less than a ", "less than a "),
        ("at least US$", "at least US$"),
        ("He paid €", "€"),
        ("the ", " "),
    ],
)
def test_what_stands_before_a_figure_and_belongs_to_it(before: str, qualifier: str) -> None:
    match = QUALIFIER.search(before)
    assert match and match.group() == qualifier


@pytest.mark.parametrize(
    ("behind", "unit"), [("% of it", "%"), (" billion in all", " billion"), (".5 %", ".5 %"), (",000 ships", "")]
)
def test_what_stands_behind_a_figure_and_belongs_to_it(behind: str, unit: str) -> None:
    match = UNIT.match(behind)
    assert (match.group() if match else "") == unit


def test_figures_are_the_same_however_they_are_written() -> None:
    assert figures("1,250 ships, 20 % of all") == figures("20% of 1250") == {"1250", "20%"}
    assert figures("5 million") != figures("5") and figures("none") == frozenset()
