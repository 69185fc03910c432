import pytest

from qa.language.figures import figures, quantities


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It has over 400 models.", ["over 400"]),
        ("less than a 20% chance", ["less than a 20%"]),
        ("at least US$ 5.5 billion", ["at least US$ 5.5 billion"]),
        ("no more than about 30 working days a year", ["no more than about 30 working days a year"]),
        ("between 5 and 7 % a month", ["between 5 and 7 % a month"]),
        ("it took 5 to 7 months", ["5 to 7 months"]),
        ("it rose from 5 to 7 percent", ["5", "7 percent"]),
        ("from 5.5 in 2007 to 2.4", ["from 5.5", "2007", "2.4"]),
        ("12 men and 14 women", ["12", "14"]),
        ("look after up to two children", ["up to two"]),
        ("30 years or older", ["30 years or older"]),
        ("12,000 ships, ½ of them", ["12,000", "½"]),
        ("10 €  20", ["10 €", "20"]),
        ("at 9:30", []),
    ],
)
def test_what_belongs_to_a_figure(text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in quantities(text)] == wanted


def test_the_ends_of_a_range_are_two_where_one_is_asked_for() -> None:
    text = "5–7 days"
    assert [text[start:end] for start, end in quantities(text, apart=True)] == ["5", "7 days"]


def test_figures_are_the_same_however_they_are_written() -> None:
    assert figures("1,250 ships, 20 % of all") == figures("20% of 1250") == {"1250", "20%"}
    assert figures("5 million") != figures("5") and figures("none") == frozenset()
