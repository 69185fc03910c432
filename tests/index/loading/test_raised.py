"""What stands above or below the line, on one line."""

import pytest

from index.loading.raised import fraction, grouped, joined, lowered, raised, root


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("6", "⁶"),
        ("-3", "⁻³"),
        ("−12", "⁻¹²"),
        ("n+1", "ⁿ⁺¹"),
        ("(2)", "⁽²⁾"),
        ("x", "^x"),
        ("-x", "^-x"),
        ("max", "^max"),
        ("1.5", "^1.5"),
        ("x/2", "^{x/2}"),
        ("1,2", "^{1,2}"),
        ("a b", "^{a b}"),
        ("[18]", " [18]"),
        ("[citation needed]", " [citation needed]"),
        ("th", "th"),
        ("*", "*"),
        ("TM", "™"),
        ("°", "°"),
        ("²", "²"),
        (" 6 ", " ⁶ "),
        ("  ", "  "),
        ("", ""),
    ],
)
def test_what_is_raised_cannot_be_read_as_standing_on_the_line(text: str, shown: str) -> None:
    assert raised(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2", "₂"), ("n-1", "ₙ₋₁"), ("i", "ᵢ"), ("max", "_max"), ("i,j", "_{i,j}"), ("[1]", "_{[1]}"), ("th", "_th")],
)
def test_what_is_lowered_likewise(text: str, shown: str) -> None:
    assert lowered(text) == shown


@pytest.mark.parametrize(
    ("above", "below", "shown"),
    [
        ("3", "4", "3/4"),
        ("1,250", "2.5", "1,250/2.5"),
        ("x+1", "2", "(x+1)/2"),
        ("a", "b c", "a/(b c)"),
        ("(x+1)", "y²", "(x+1)/y²"),
        ("(x)+(y)", "2", "((x)+(y))/2"),
        ("1/2", "3", "(1/2)/3"),
        ("√2", "2", "√2/2"),
        ("", "2", "()/2"),
    ],
)
def test_a_fraction_binds_all_of_both_parts(above: str, below: str, shown: str) -> None:
    assert fraction(above, below) == shown


def test_roots_bind_all_that_is_under_them() -> None:
    assert [root("2"), root("x+1"), root("8", "3"), root("32", "5"), root("x", "n")] == [
        "√2",
        "√(x+1)",
        "∛8",
        "⁵√32",
        "ⁿ√x",
    ]


def test_grouping_adds_no_parentheses_around_parentheses() -> None:
    assert [grouped("(a+b)"), grouped("(a)(b)"), grouped(" x "), grouped("10⁶")] == ["(a+b)", "((a)(b))", "x", "10⁶"]


@pytest.mark.parametrize(
    ("stretches", "shown"),
    [
        ([("The sample held 10", 0), ("6", 1), (" cells", 0)], "The sample held 10⁶ cells"),
        ([("10", 0), ("1", 1), ("0", 1), (" cells", 0)], "10¹⁰ cells"),
        ([("25 m", 0), ("2", 1), ("1", 1), (" in all", 0)], "25 m² ¹ in all"),
        ([("10", 0), ("2", 1), ("1", 1)], "10²¹"),
        ([("H", 0), ("2", -1), ("O", 0)], "H₂O"),
        ([("SO", 0), ("4", -1), ("2-", 1)], "SO₄²⁻"),
        ([("x", 0), ("a", 1), ("b", 0)], "x^{a}b"),
        ([("x", 0), ("a", 1), (" b", 0)], "x^a b"),
        ([("1877", 0), ("[1]", 1), (".", 0)], "1877 [1]."),
        ([("the 18", 0), ("th", 1), (" day", 0)], "the 18th day"),
        ([("DRAFT, not for use", 1)], "DRAFT, not for use"),
        ([("1", 1), (" As of May", 0)], "¹ As of May"),
        ([("plain", 0), ("", 1), (" text", 0)], "plain text"),
        ([], ""),
    ],
)
def test_stretches_of_one_line_are_joined(stretches: list[tuple[str, int]], shown: str) -> None:
    assert joined(stretches) == shown
