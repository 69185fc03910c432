from dataclasses import replace

import pytest

from index import PassageIndex
from qa import Answer, Answerer
from qa.datatypes import Citation, Finding
from qa.suggesting import Suggestion, related, suggest
from qa.suggesting.drawing import Drawn
from qa.suggesting.trying import answers

QUOTE = "In 1902 Ida Brand, the mayor, raised $40 million."
CITED = Citation("d", "T", "/t.txt", "0", None, 100, 149, QUOTE, 108, 117)
ASKED = Drawn("Who is Ida Brand?", 90, 160)


def answer(
    text: str = "the mayor", confidence: float = 0.7, citation: Citation = CITED, looked_up: bool = False
) -> Answer:
    found = (Finding(text, confidence, (citation,)),)
    return Answer("q", "q", found, looked_up=looked_up, confidence=confidence)


def test_examples_are_answered_by_the_documents_and_come_from_several(
    answerer: Answerer, seeds_index: PassageIndex
) -> None:
    examples = suggest(seeds_index, answerer)
    assert len(examples) == 4 == len({each.question for each in examples})
    assert len({each.document_id for each in examples}) > 1
    assert all(answerer.ask(each.question).answered for each in examples)


def test_the_answer_a_question_was_drawn_from_is_kept() -> None:
    assert answers(answer(), ASKED, "d")
    assert answers(answer("$40 million"), replace(ASKED, question="How much?", gives="$40"), "d")
    assert answers(answer(confidence=0.1, looked_up=True), replace(ASKED, looked_up=True), "d")


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        (answer(confidence=0.5), ASKED),  # not sure
        (answer(citation=replace(CITED, document_id="e")), ASKED),  # another document
        (answer(citation=replace(CITED, start=160, end=209)), ASKED),  # another place
        (answer("Tom Reed"), ASKED),  # somebody else
        (answer("$40 million"), replace(ASKED, question="How much?", gives="$50")),
        (answer(citation=replace(CITED, quote="Who is Ida Brand?")), ASKED),
        (answer(citation=replace(CITED, quote="Ida Brand did this:")), ASKED),
        (answer(looked_up=True), ASKED),
        (Answer("q", "q"), ASKED),
    ],
)
def test_any_other_answer_is_not(found: Answer, asked: Drawn) -> None:
    assert not answers(found, asked, "d")


def test_related_questions_are_the_nearest_that_were_not_asked(seeds_index: PassageIndex) -> None:
    pool = [Suggestion(q, "d") for q in ("Who is Ida Brand?", "What is the mayor's name?", "How deep is the lake?")]
    asked = ["Who is Ida Brand?"]
    found = replace(answer(), standalone_question="Who is Ida Brand?")
    assert related(pool, asked, found, seeds_index, most=1) == ["What is the mayor's name?"]
    assert related(pool, asked, Answer("q", "q"), seeds_index) == []
    assert related([], asked, found, seeds_index) == []
