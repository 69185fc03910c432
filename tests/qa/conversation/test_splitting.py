import pytest
from fakes import TEXTS
from hypothesis import given

from qa.conversation.splitting import parts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When was Acme founded and when did it move?", ("When was Acme founded?", "When did Acme move?")),
        ("Who wrote the report, and how long is it?", ("Who wrote the report?", "How long is the report?")),
        ("What is rye? And spelt?", ("What is rye?", "What is spelt?")),
        ("Are dogs allowed? What about cats?", ("Are dogs allowed?", "Are cats allowed?")),
        ("Who is Ida Brand and what does she do?", ("Who is Ida Brand?", "What does Ida Brand do?")),
        ("How much is the deposit and when is it due?", ("How much is the deposit?", "When is the deposit due?")),
        (
            "Is the pool open on Sundays and does it have a sauna?",
            ("Is the pool open on Sundays?", "Does the pool have a sauna?"),
        ),
        (
            "Who founded Acme? Where is it based? How many people work there?",
            ("Who founded Acme?", "Where is Acme based?", "How many people work at Acme?"),
        ),
        ("When was the bridge built and by whom?", ("When was the bridge built?", "By whom was the bridge built?")),
        ("How tall is Everest and how tall is K2?", ("How tall is Everest?", "How tall is K2?")),
        (
            "Which bus goes to Saltby and how long does it take?",
            ("Which bus goes to Saltby?", "How long does the bus that goes to Saltby take?"),
        ),
        ("Can I pay by card? Why not?", ("Can I pay by card?", "Why can't I pay by card?")),
        (
            "Who was the first president and who was the second?",
            ("Who was the first president?", "Who was the second president?"),
        ),
    ],
)
def test_several_questions_are_asked_one_by_one(question: str, expected: tuple[str, ...]) -> None:
    assert parts(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between Basic and Pro?",
        "What were the opening and closing balances?",
        "When and where was Ada Lovelace born?",
        "Who are Ida Brand, Tom Reed and Joe Tsai?",
        "Do you know who wrote it and when it was published?",
        "Tell me who owns the mill and where it stands",
        "What was built in 1900 and is used today?",
        "Is it free, or do I have to pay?",
        "I lost my key. What do I pay?",
        "When a flight is cancelled, what choices must I be given?",
        "If I move, who pays and how?",
        "Is the pool heated? Right?",
        "Which is cheaper, Basic or Pro, and which is faster",
        "how much does it cost and why",
        "bread and butter pudding, price",
        "",
        "?",
    ],
)
def test_one_question_is_left_exactly_as_it_is(question: str) -> None:
    assert parts(question) == (question,)


@given(TEXTS)
def test_any_text_is_taken(text: str) -> None:
    found = parts(text)
    assert found == (text,) or all(part.endswith("?") for part in found)
