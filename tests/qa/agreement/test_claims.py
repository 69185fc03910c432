import pytest

from qa.agreement.claims import Modality, claims, modality


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Smoking is allowed", ("allowed", 1)),
        ("Smoking is not allowed", ("allowed", -1)),
        ("Smoking is banned", ("allowed", -1)),
        ("Smoking is not banned", ("allowed", 1)),
        ("The union turned the offer down".replace("the offer ", ""), ("passed", -1)),
        ("Visitors need not register", ("required", -1)),
        ("The gap is rapidly narrowing", ("wide", -1)),
        ("The chip outperforms its rival", ("better", 1)),
        ("The chip is comparable to its rival", ("better", 0)),
        ("The chip falls short of its rival", ("better", -1)),
        ("Shares fell by nine per cent", ("up", -1)),
        ("We do not share your data unless you agree", ("required", 1)),
    ],
)
def test_a_claim_stands_at_one_end_of_an_axis(text: str, end: tuple[str, int]) -> None:
    assert end in claims(text).ends
    assert (end[0], -end[1]) not in claims(text).ends or end[1] == 0


def test_a_bound_is_no_rise_or_fall() -> None:
    assert not claims("less than a 20% chance").ends and not claims("more than 500 beds, up to 9 of them").ends


def test_what_is_conceded_is_not_claimed() -> None:
    said = claims("He noted that while open models have closed the gap, the overall gap may be widening.")
    assert {end for end in said.ends if end[0] == "wide"} == {("wide", 1)}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("The plant may close", Modality.POSSIBLE),
        ("The minister plans an increase", Modality.PLANNED),
        ("The plant will close", Modality.CERTAIN),
        ("in late May, when the meadows flower", Modality.CERTAIN),
        ("May 2021", Modality.CERTAIN),
    ],
)
def test_how_surely_something_is_claimed(text: str, how: Modality) -> None:
    assert modality(text) is how
