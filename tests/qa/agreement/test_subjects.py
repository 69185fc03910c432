import pytest

from qa.agreement.subjects import can_meet

HARROW = "The tram of Harrow Bay\n\nA ride on Line 4 costs 2.80 euros, said Ann Lee of the Harrow Bay Authority."
LINDEN = "Trams at last\n\nIn Linden Falls a ride on Line 7 costs 1.90 euros, as Ana Duarte told us."
COURIER = "Fares go up\n\nThe council of Harrow Bay has set 3.10 euros for a ride, said Jonas Feld."
NAMELESS = "A ride costs 2 euros.\n\nChildren ride free."


@pytest.mark.parametrize(
    ("question", "one", "other", "meet"),
    [
        ("What does a ride cost?", HARROW, LINDEN, False),
        ("What does a ride cost?", HARROW, COURIER, True),
        ("What does a ride cost?", HARROW, NAMELESS, True),
        ("What does a ride in Harrow Bay cost?", HARROW, LINDEN, False),
        ("Did Ann Lee meet Bo Chen?", "It was Ann Lee who came to Oslo.", "In Bergen it was Ann Lee who left.", True),
        ("When did it open?", "In Oslo it opened in May 2026.", "In Bergen it opened in May 2026.", False),
        ("", "", "", True),
    ],
)
def test_documents_about_two_things_do_not_meet(question: str, one: str, other: str, meet: bool) -> None:
    assert can_meet(question, one, other) is meet and can_meet(question, other, one) is meet
