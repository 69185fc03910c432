import pytest

from qa.reading.sentence.narrowing import answer_span, narrow


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        (
            "How many open Qwen models has Alibaba released?",
            "Alibaba alone has released over 400 open Qwen models, amassing over one billion downloads.",
            "over 400",
        ),
        ("When did it happen?", "It happened in September 2024, they say.", "in September 2024"),
        ("What share is it?", "It is approximately 50% of all.", "approximately 50%"),
    ],
)
def test_the_one_figure_that_can_be_meant(question: str, sentence: str, expected: str) -> None:
    start, end = narrow(question, sentence)
    assert sentence[start:end] == expected


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many were there?", "There were 40 here and 15 there."),
        ("Why did it fall?", "It fell because 3 chips broke."),
        ("When was it?", "Nobody knows."),
        ("How many open mills were there?", "There were 40 open doors and 15 shut ones."),
    ],
)
def test_where_several_or_none_can_be_meant_the_sentence_stands_whole(question: str, sentence: str) -> None:
    assert narrow(question, sentence) == (0, len(sentence))


@pytest.mark.parametrize(
    ("passage", "first", "expected"),
    [
        (
            "This plan involves:\n- Heavy investment.\n- Talent.\nNothing more.",
            19,
            "This plan involves:\n- Heavy investment.\n- Talent.",
        ),
        (
            "Several factors drive it. Analysts point to cost. More.",
            25,
            "Several factors drive it. Analysts point to cost.",
        ),
        ("It rose at once. It fell.", 16, "It rose at once."),
    ],
)
def test_a_sentence_that_announces_its_answer_is_quoted_with_it(passage: str, first: int, expected: str) -> None:
    start, end = answer_span("Why?", passage, 0, first)
    assert passage[start:end] == expected


def test_of_a_long_list_the_first_twelve_items_are_quoted() -> None:
    items = [f"- Item number {number}." for number in range(1, 15)]
    passage = "\n".join(("The plan involves:", *items))
    start, end = answer_span("What does the plan involve?", passage, 0, len("The plan involves:"))
    assert passage[start:end].splitlines()[1:] == items[:12]
