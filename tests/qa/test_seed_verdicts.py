"""What was once refused, greeted with a quote or lit wrongly over seeds/, asked again."""

import pytest

from index import PassageIndex
from qa import Answerer
from qa.datatypes import Verdict
from qa.suggesting.drawing import drawn


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Ascend 910B", "Ascend 910B"),
        ("Who founded Moonshot AI?", "Zhilin Yang"),
        ("who is tang jei?", "Tang Jie"),
        ("What do the documents say about DeepSeek?", "DeepSeek"),
    ],
)
def test_the_documents_are_not_said_to_be_silent_about_what_they_hold(
    question: str, words: str, answerer: Answerer
) -> None:
    answer = answerer.ask(question)
    assert answer.verdict in (Verdict.ANSWER, Verdict.UNSURE)
    cited = [finding.citations[0] for finding in answer.findings] or answer.closest
    assert words in cited[0].quote or words in " ".join(citation.quote for citation in answer.closest)


def test_a_name_of_the_question_is_no_answer_and_nor_is_a_question(answerer: Answerer) -> None:
    answer = answerer.ask("Is China behind the US in AI?")
    assert answer.answered
    for finding in answer.findings:
        assert len(finding.text.split()) > 3, finding.text  # once "China" alone
        assert not finding.citations[0].quote.rstrip(" \"”'’").endswith("?")


@pytest.mark.parametrize("turn", ["hi", "thanks!", "help", "Summarize the documents"])
def test_talk_and_wishes_are_never_answered_with_a_finding(turn: str, answerer: Answerer) -> None:
    answer = answerer.ask(turn)
    assert answer.verdict is Verdict.TALK and answer.note and not answer.findings


def test_nobody_is_suggested_who_is_not_introduced_and_no_headline_as_a_question(seeds_index: PassageIndex) -> None:
    suggested = {each.question for one in seeds_index.documents() for each in drawn(seeds_index.document(one.id))}
    assert {"Who is Justin Lin?", "What does WAIC stand for?"} <= suggested
    assert not suggested & {"Why Open Source in China?", "Who is Sam Altman?", "Who is Wang Chuanfu?"}
