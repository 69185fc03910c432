import pytest

from qa.conversation import standalone

QWEN = "Prominent figures such as Justin Lin, head of Alibaba Group's Qwen series, have voiced a cautious outlook."


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (["Who is Justin Lin?"], "What probability did he give?", "What probability did Justin Lin give?"),
        (["Who leads Qwen at Alibaba?"], "What probability did he give?", "What probability did Justin Lin give?"),
        (["Who is Yao Shunyu?"], "What is his salary?", "What is Yao Shunyu's salary?"),
        (["What is Kling?"], "Who made it?", "Who made Kling?"),
        (
            ["Tell me about Meta's takeover of Manus"],
            "Has it been approved?",
            "Has Meta's takeover of Manus been approved?",
        ),
        (
            ["How many models did the US develop in 2024?"],
            "And in China?",
            "How many models did China develop in 2024?",
        ),
        (["How much did China attract in 2024?"], "And the US?", "How much did the US attract in 2024?"),
        (["Who is Ida Brand?"], "Who told her?", "Who told Ida Brand?"),
        (["Who is Ida Brand?"], "Where is her mill?", "Where is Ida Brand's mill?"),
        (["Who is Ida Brand?"], "Which mill is hers?", "Which mill is Ida Brand's?"),
        (["What rose from 2022 to 2024?"], "And 2023?", "What rose from 2022 to 2023?"),
        (["How much did China and India attract?"], "And Japan?", "How much did Japan and India attract?"),
        (["How much did China attract in 2024?"], "What about 2023?", "How much did China attract in 2023?"),
        (["Who is Robin Li?", "What did he say?"], "And Joe Tsai?", "What did Joe Tsai say?"),
        (["Who is Justin Lin?", "What probability did he give?"], "Why?", "Why did Justin Lin give that probability?"),
    ],
)
def test_follow_ups_are_made_to_stand_alone(history: list[str], question: str, expected: str) -> None:
    assert standalone(question, history, lambda _: QWEN) == expected


@pytest.mark.parametrize(
    "question",
    [
        "When did the worldwide craze for AI take off?",
        "Which film comes up when machines are discussed?",
        "And who leads Tencent's AI?",
        "Is it harder for AI firms in China to raise money than for American ones?",
        "How many people attended the conference?",
        "What did Joe Tsai say about his company?",
        "What did Alibaba say when it released Qwen?",
        "",
    ],
)
def test_a_new_topic_is_left_exactly_as_it_is(question: str) -> None:
    assert standalone(question, ["Who is Justin Lin?", "What is Kling?"]) == question


def test_what_cannot_be_named_has_the_topic_beside_it() -> None:
    alone = standalone(
        "What happens in the pessimistic one?", ["Which three scenarios do feasibility reports draw up?"]
    )
    assert alone == "What happens in the pessimistic scenario that feasibility reports draw up?"


def test_a_long_conversation_asks_each_earlier_question_once() -> None:
    asked: list[str] = []

    def answer_of(question: str) -> str:
        asked.append(question)
        return "Nobody."

    standalone("Why?", ["Who is he?"] * 200, answer_of)
    assert len(asked) <= 8 and len(asked) == len(set(asked))
    assert len(standalone("Why?", ["Who leads Qwen?", *["Why?"] * 50])) < 60


def test_without_history_nothing_changes() -> None:
    assert standalone("What did he say?") == "What did he say?"
    assert standalone("Why?", ["", "  "]) == "Why?"
