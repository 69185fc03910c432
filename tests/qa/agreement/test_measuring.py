import math

import pytest

from qa.agreement.measuring import quantities
from qa.agreement.quantities import Quantity, agree, comparable


def only(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "low", "high", "dimension"),
    [
        ("a fine of $3.5m", 3_500_000, 3_500_000, "dollars"),
        ("€1.3bn", 1.3e9, 1.3e9, "euros"),
        ("45 million euros", 45e6, 45e6, "euros"),
        ("about two fifths of it", 0.4, 0.4, "share"),
        ("one person in three", 1 / 3, 1 / 3, "share"),
        ("38 per cent", 0.38, 0.38, "share"),
        ("350 basis points", 0.035, 0.035, "points"),
        ("between 5 and 7 kg", 5, 7, "mass"),
        ("20 to 30 mg a day", 20e-6, 30e-6, "mass"),
        ("at least 40 km", 40_000, math.inf, "length"),
        ("up to 28 children", -math.inf, 28, ""),
        ("No class in the lower school has more than 22 pupils", -math.inf, 22, ""),
        ("it should not be longer than 2 km", -math.inf, 2000, "length"),
        ("Forty-three species", 43, 43, ""),
        ("twenty-one thousand three hundred people", 21_300, 21_300, ""),
        ("Keep the oil below 194 °F.", -math.inf, 90, "temperature"),
        ("stable at –20 °C", -20, -20, "temperature"),
        ("the pass (2,064 m)", 2064, 2064, "length"),
        ("7.8 l/100 km", 7.8, 7.8, "volume"),
        ("10/100/1000 Mbps", 1e9, 1e9, "data rate"),
        ("70B parameters", 70e9, 70e9, ""),
        ("half an hour", 1800, 1800, "time"),
        ("at least three quarters of an hour before", 2700, math.inf, "time"),
        ("2h 32m", 9120, 9120, "time"),
        ("an hour and a half", 5400, 5400, "time"),
        ("within a year of it", -math.inf, 31557600, "time"),
        ("two and a half million people", 2.5e6, 2.5e6, ""),
        ("half a million people", 5e5, 5e5, ""),
        ("a quarter of a mile", 402.336, 402.336, "length"),
        ("30 mg a day", 30e-6, 30e-6, "mass"),
        ("2 GiB", 2**34, 2**34, "data"),
    ],
)
def test_a_figure_is_a_number_in_a_base_unit(text: str, low: float, high: float, dimension: str) -> None:
    figure = only(text)
    assert figure.low == pytest.approx(low) and figure.high == pytest.approx(high) and figure.dimension == dimension


@pytest.mark.parametrize(
    "text",
    [
        "Ascend 910B",
        "the A100",
        "GPT-4",
        "Llama 3",
        "the Lumen 3",
        "version 2.0",
        "release 5.2.1",
        "Windows 10",
        "won 2–1",
    ],
)
def test_digits_of_names_versions_and_scores_are_no_figures(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("212 metres", "695 feet", True),
        ("57 kilometres", "35 miles", True),
        ("40 kg", "88 lb", True),
        ("3 bar", "0.3 MPa", True),
        ("1 Gbit/s", "1000 Mbps", True),
        ("five years", "60 months", True),
        ("13.8 billion years", "13,800 million years", True),
        ("about 4,300 people", "4,287 people", True),
        ("86.5 %", "86 %", True),
        ("540 beds", "more than 500 beds", True),
        ("20 to 30 mg", "25 mg", True),
        ("20 to 30 mg", "60 mg", False),
        ("212 clubs", "187 clubs", False),
        ("540 beds", "more than 600 beds", False),
        ("10 km", "33 km", False),
        ("5.1 per cent", "5.6 per cent", False),
        ("may not exceed 90 °C", "up to 120 °C", False),
    ],
)
def test_figures_agree_as_numbers_however_they_are_written(one: str, other: str, same: bool) -> None:
    (first,), (second,) = quantities(one), quantities(other)
    assert comparable(first, second) and agree(first, second) is agree(second, first) is same


@pytest.mark.parametrize(
    ("one", "other"), [("90 MW", "270 GWh"), ("580 km²", "310 m"), ("$5", "€5"), ("4 litres", "2 kg")]
)
def test_figures_of_other_kinds_do_not_compare(one: str, other: str) -> None:
    (first,), (second,) = quantities(one), quantities(other)
    assert not comparable(first, second)
