"""The questions written for training: every line must be what their README says."""

from pathlib import Path

import pytest

from qa.evaluation.questions import read_lines

FOLDER = Path(__file__).parents[2] / "data" / "table_questions"
QUESTIONS = list(read_lines(FOLDER / "questions.jsonl"))
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / "docs").iterdir()}


def test_every_document_has_questions_that_it_answers_and_some_that_it_does_not() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) > 1600
    for name in TEXTS:
        kinds = [question["kind"] for question in QUESTIONS if question["document"] == name]
        assert len(kinds) >= 40 and kinds.count("none") >= 10, name


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_quotes_stand_once_and_hold_their_answers(name: str) -> None:
    text = TEXTS[name]
    for question in QUESTIONS:
        if question["document"] != name:
            continue
        assert bool(question.get("support")) == (question["kind"] != "none"), question["id"]
        for support in question.get("support", ()):
            assert text.count(support["quote"]) == 1, question["id"]
            assert support["answers"] and all(support["quote"].count(answer) == 1 for answer in support["answers"])
        if question["kind"] == "followup":
            assert question["history"] and question["rewrite"], question["id"]
        if question.get("near"):
            assert question["near"] in text, question["id"]
