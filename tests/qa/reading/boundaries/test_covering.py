import pytest

from qa.reading.boundaries import covering

PEOPLE = "The study had 12 men and 14 women, all over 60. Another had 9 men."
ROW = "| Item | Deposit | Late fee |\n|---|---|---|\n| Dolly | £50 | £20 |\n| Boom | £30 | £10 |"


@pytest.mark.parametrize(
    ("question", "text", "spans", "wanted"),
    [
        ("How many men and women took part?", PEOPLE, ("12", "14"), "12 men and 14 women"),
        ("How many men and women took part?", PEOPLE, ("14", "12"), "12 men and 14 women"),
        ("How many men took part?", PEOPLE, ("12", "14"), None),
        ("How many men and women took part?", PEOPLE, ("14", "9"), None),
        ("How many men and women took part?", PEOPLE, ("12 men and 14", "9"), None),
        ("men and women", "Of men and women it says a lot, and a little too.", ("a lot", "a little"), None),
        ("dolly: deposit and late fee", ROW, ("£50", "£20"), "£50 | £20"),
        ("dolly: deposit and late fee", ROW, ("£50", "£10"), None),
        (
            "When does it open and when does it close?",
            "It opens at 9:30 and closes at 17:00.",
            ("9:30", "17:00"),
            "9:30 and closes at 17:00",
        ),
        ("Why do men and women differ?", PEOPLE, ("12", "14"), None),
    ],
)
def test_two_values_asked_for_together_are_lit_together(
    question: str, text: str, spans: tuple[str, ...], wanted: str | None
) -> None:
    found = [(text.index(span), text.index(span) + len(span)) for span in spans]
    both = covering(question, text, found)
    assert (None if both is None else text[both[0] : both[1]]) == wanted


def test_without_spans_there_is_nothing_to_cover() -> None:
    assert covering("How many men and women?", PEOPLE, []) is None
