from dataclasses import replace

import pytest

from index import PassageIndex
from qa import Answer, Answerer
from qa.datatypes import Citation, Difference, Finding
from qa.suggesting import Suggestion, related, suggest
from qa.suggesting.datatypes import Drawn, Form
from qa.suggesting.trying import answers

QUOTE = "In 1902 Ida Brand, the mayor of Harrow, raised $40 million."
CITED = Citation("d", "T", "/t.txt", "0", None, 100, 160, QUOTE, 119, 138)
ASKED = Drawn("Who is Ida Brand?", Form.PERSON, 90, 170, "mayor")
HEADING = Drawn("Mayors of Harrow", Form.HEADING, 90, 170)
SUM = Drawn("How much did Ida Brand raise?", Form.SUM, 90, 170, "$40 million")
OWN = Drawn("Why did she raise it?", Form.OWN, 90, 170)
THING = Drawn("What is the Mayoralty?", Form.THING, 119, 140)


def answer(
    text: str = "the mayor of Harrow",
    confidence: float = 0.7,
    citation: Citation = CITED,
    looked_up: bool = False,
    others: tuple[Citation, ...] = (),
    differences: tuple[Difference, ...] = (),
) -> Answer:
    found = tuple(Finding(text, confidence, (each,)) for each in (citation, *others))
    return Answer("q", "q", found, looked_up=looked_up, confidence=confidence, differences=differences)


def test_examples_are_answered_by_the_documents_and_come_from_several(
    answerer: Answerer, seeds_index: PassageIndex
) -> None:
    examples = suggest(seeds_index, answerer)
    assert len(examples) == 4 == len({each.question for each in examples})
    assert len({each.document_id for each in examples}) > 1
    assert all(answerer.ask(each.question).answered for each in examples)


def test_the_answer_a_question_was_drawn_from_is_kept() -> None:
    assert answers(answer(), ASKED, "d")
    assert answers(answer("$40 million"), SUM, "d")
    assert answers(answer(confidence=0.1, looked_up=True), HEADING, "d")
    assert answers(answer(), OWN, "d") and answers(answer(), THING, "d")


ELSEWHERE = replace(CITED, start=170, end=230, answer_start=189, answer_end=208)


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        (answer(confidence=0.5), ASKED),  # not sure
        (answer(citation=replace(CITED, document_id="e")), ASKED),  # another document
        (answer(citation=ELSEWHERE), ASKED),  # another place
        (answer("Tom Reed, mayor"), ASKED),  # somebody else
        (answer("mayor"), ASKED),  # of what?
        (answer("Ida Brand"), ASKED),
        (answer("$50 million"), SUM),
        (answer(f"{'x' * 60} $40 million"), SUM),  # far more lit than answers
        (answer(citation=replace(CITED, quote="Who is Ida Brand?")), ASKED),
        (answer(citation=replace(CITED, quote="Ida Brand did this:")), ASKED),
        (answer(citation=replace(CITED, quote="Several factors drove the mayor of Harrow.")), OWN),
        (answer(citation=replace(CITED, quote="The mayor of Harrow did it to\n\n- help")), OWN),
        (answer(citation=replace(CITED, answer_end=230)), THING),  # the next definition too
        (answer(differences=(Difference(0, 1),)), ASKED),
        (answer(looked_up=True), ASKED),
        (answer(looked_up=True, others=(ELSEWHERE,)), HEADING),  # a passage that stands elsewhere
        (answer(looked_up=True, citation=replace(CITED, quote="People should be prepared by")), HEADING),
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
