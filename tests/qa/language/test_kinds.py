import pytest

from qa.language.kinds import LABEL, OPENS_QUESTION, Kind, asks, kind_of, subject_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many open Qwen models has Alibaba released?", Kind.NUMBER),
        ("How much private AI funding did China attract in 2024?", Kind.MONEY),
        ("What is Kimi worth?", Kind.MONEY),
        ("What share of AI researchers are Chinese?", Kind.SHARE),
        ("When did Qwen pass Llama?", Kind.DATE),
        ("By what year does it want to lead?", Kind.DATE),
        ("Who founded Baidu?", Kind.PERSON),
        ("Who is Justin Lin?", Kind.DEFINITION),
        ("What does FOMO stand for?", Kind.DEFINITION),
        ("Where was the field born?", Kind.PLACE),
        ("Why is China embracing open source?", Kind.REASON),
        ("How do companies save power?", Kind.MEANS),
        ("Which companies are the four tigers?", Kind.ANY),
        ("What language did visitors use when trying the chatbots?", Kind.ANY),
    ],
)
def test_the_kind_that_a_question_asks_for(question: str, kind: Kind) -> None:
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Who is Tang Jie?", "Tang Jie"),
        ('What is meant by "project reinvestment"?', "project reinvestment"),
        ("What does WAIC stand for?", "WAIC"),
        ("Why?", ""),
    ],
)
def test_what_a_definition_is_asked_of(question: str, subject: str) -> None:
    assert subject_of(question) == subject


@pytest.mark.parametrize(
    ("text", "question"), [("Q: Who?", "Who?"), ("Question. Why?", "Why?"), ("Queue: who?", "Queue: who?")]
)
def test_a_label_is_no_part_of_a_question(text: str, question: str) -> None:
    assert LABEL.sub("", text) == question


@pytest.mark.parametrize(("text", "whole"), [("Which one?", True), ("Whichever one?", False), ("Is it?", False)])
def test_how_a_question_begins(text: str, whole: bool) -> None:
    assert bool(OPENS_QUESTION.match(text)) is whole


def test_how_a_question_ends() -> None:
    assert asks("Why?") and asks("为什么？") and not asks("Why.")
