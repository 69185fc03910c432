"""What is close is on the subject; everything else is nothing, whatever the reader thinks of it."""

import pytest

from index import PassageIndex
from qa.nearness import is_near
from qa.retrieval import FusedRetriever

ABOUT = (
    "Who leads the Qwen models at Alibaba?",
    "Which firm invests in chips in China?",
    "Is AI in China behind the US?",
)
OTHER = (
    *("What is the boiling point of mercury?", "How many bones are in the human body?", "What is the speed of light?"),
    *("How do vaccines work?", "Who painted the Mona Lisa?", "How do I boil an egg?"),
)


@pytest.mark.parametrize(("question", "near"), [*((each, True) for each in ABOUT), *((each, False) for each in OTHER)])
def test_a_passage_is_near_when_it_is_on_the_subject(seeds_index: PassageIndex, question: str, near: bool) -> None:
    shown = FusedRetriever(seeds_index).retrieve(question, 3)
    assert is_near(question, 0.3, 0.33, shown, seeds_index) is near


def test_nothing_is_near_far_below_the_line(seeds_index: PassageIndex) -> None:
    shown = FusedRetriever(seeds_index).retrieve(ABOUT[0], 3)
    assert not is_near(ABOUT[0], 0.05, 0.33, shown, seeds_index)
    assert not is_near(ABOUT[0], 0.3, 0.33, [], seeds_index)
