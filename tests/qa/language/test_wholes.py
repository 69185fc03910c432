import pytest

from qa.language.wholes import wholes


@pytest.mark.parametrize(
    "whole",
    [
        *("28 October 2025", "October 28, 2025", "21 Jun – 27 Sep", "26 to 30 May", "before 13:00"),
        *(
            "from 9 am to 5 pm",
            "Monday to Friday",
            "between 7:00 and 9:30",
            "5 p.m.",
            "+44 1208 72001",
            "(212) 682-2268",
        ),
        *("https://example.org/a?b=1", "a.b@example.org", "v1.36.3", "CO2-eq", "10⁶", "3/4", "1,588–1,679", "2^14"),
        *("p < 0.05", "5.2 ± 0.4", "3 × 10⁶", "e.g.", "U.S.", "St. John's", "Dr. Tan", "No. 330", "Article 5", "R&D"),
        *("1920×1080", "C++", "licence(s)", "next day", "fiscal year 2006", "--snapshot-count", "~/.ollama/models"),
    ],
)
def test_what_is_one(whole: str) -> None:
    text = f"so {whole} it"
    assert (3, 3 + len(whole)) in set(wholes(text))


@pytest.mark.parametrize(
    "text", ["men and women", "12    14", "12\t14", "one\n\ntwo", "it ended. Then", "word—word", "a, b"]
)
def test_what_is_two(text: str) -> None:
    assert (0, len(text)) not in set(wholes(text))


def test_the_ends_of_a_range_are_two_where_one_is_asked_for() -> None:
    text = "9:00–17:00"
    assert {"9:00", "17:00"} <= {text[start:end] for start, end in wholes(text, apart=True)}
    assert (0, len(text)) not in set(wholes(text, apart=True))
