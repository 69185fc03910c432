import pytest

from qa.language.questions import LABEL, OPENS_QUESTION, asks


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
