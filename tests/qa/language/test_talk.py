import pytest

from qa.language.talk import Talk, talk_of, without_greeting


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        ("hi", Talk.GREETING),
        ("Hello there!", Talk.GREETING),
        ("hi, how are you?", Talk.GREETING),
        ("Good morning 👋", Talk.GREETING),
        ("thanks!", Talk.THANKS),
        ("Thanks, that helps", Talk.THANKS),
        ("Thank you, this really helped me a lot!", Talk.THANKS),
        ("ok great, thank you so much", Talk.THANKS),
        ("Cool. Bye!", Talk.THANKS),
        ("help", Talk.HELP),
        ("Hi! What can you do?", Talk.HELP),
        ("are you an AI?", Talk.HELP),
        ("how does this work?", Talk.HELP),
    ],
)
def test_a_turn_without_a_question_is_talk(turn: str, kind: Talk) -> None:
    assert talk_of(turn) is kind


@pytest.mark.parametrize(
    "turn",
    [
        "Hi! Who leads the lab?",
        "help desk opening hours",
        "Help me find the notice period",
        "Cool storage temperature",
        "Great Britain",
        "OK Computer",
        "How does the pump work?",
        "What is this clause for?",
        "Who wrote this report?",
        "thanks to whom did they survive?",
        "hello world program",
        "fine for late payment",
        "",
        "?",
    ],
)
def test_words_that_only_begin_like_talk_are_looked_for(turn: str) -> None:
    assert talk_of(turn) is None


@pytest.mark.parametrize(
    ("turn", "rest"),
    [
        ("Hi! Who leads the lab?", "Who leads the lab?"),
        ("thanks, and when was it founded?", "when was it founded?"),
        ("Hello. Thank you. What is due?", "What is due?"),
        ("Great Britain population", "Great Britain population"),
        ("hi", "hi"),
        ("Who leads the lab?", "Who leads the lab?"),
    ],
)
def test_a_greeting_in_front_of_a_question_is_left_out(turn: str, rest: str) -> None:
    assert without_greeting(turn) == rest
