import pytest

from qa.agreement.dates import agree, comparable, dates, day_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("on 12 June 1931", "in the summer of 1931", True),
        ("in September 1928", "in the late 1920s", True),
        ("founded in 1147", "Twelfth-century monks".lower(), True),
        ("26 May 1974", "May 26, 1974", True),
        ("on 30 June", "by June 30, 2024", True),
        ("the turn of the year", "From 1 January", True),
        ("30 June", "15 July", False),
        ("in the thirteenth century", "in 1410", False),
        ("in 1962", "in 1971", False),
        ("on 3 March 2025", "not open before June 2025", False),
        ("for five years from 1 January 2021", "on 31 December 2030", False),
        ("before 1990", "in 1985", True),
        ("before 1990", "in 1995", False),
    ],
)
def test_dates_agree_as_exactly_as_they_are_written(one: str, other: str, same: bool) -> None:
    first, second = dates(one)[-1], dates(other)[-1]
    assert comparable(first, second) and agree(first, second) is agree(second, first) is same


def test_years_ago_count_from_the_documents_own_date() -> None:
    (ago,) = dates("they met twelve years ago", "2021-10")
    (year,) = dates("in 2009")
    assert agree(ago, year) and not dates("they met twelve years ago")


@pytest.mark.parametrize("text", ["2024 people", "$1999", "1,984", "he may go", "a march of 20 km"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text) == ()


def test_a_day_is_in_utc_and_none_where_no_calendar_holds_it() -> None:
    assert [day_of(seconds) for seconds in (0.0, None, 1e18)] == ["1970-01-01", None, None]
