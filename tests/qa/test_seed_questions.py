"""The questions over seeds/ stay answered: the expected numbers, graded on each run."""

from pathlib import Path

import pytest
from measured import read
from seed_questions import FILES, KINDS, questions, score

from qa import Answerer

# Right at the first finding, by file and kind. Another machine's arithmetic may turn one question of a kind.
EXPECTED = {row["file"]: {kind: row[kind] for kind in KINDS} for row in read("seed_questions")["rows"]}
SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_as_many_are_right_as_were(path: Path, answerer: Answerer) -> None:
    right = {kind: first for kind, (first, _, _) in score(answerer, path).items()}
    assert all(right[kind] >= EXPECTED[path.name][kind] - 1 for kind in KINDS), right
    assert sum(right.values()) >= sum(EXPECTED[path.name].values()) - 2, right


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_expected_words_stand_in_the_documents(path: Path) -> None:
    texts = {file.name: file.read_bytes().decode() for file in SEEDS.iterdir()}
    asked = questions(path)
    assert len(asked) == 60 and {question["kind"] for question in asked} == set(KINDS)
    for question in asked:
        sources = [texts[name] for name in question["documents"]]
        for stretch in question["answers"] + question["sentences"]:
            assert any(stretch in text for text in sources), (question["id"], stretch)
        answerable = question["kind"] != "unanswerable"
        assert bool(question["answers"]) == bool(question["sentences"]) == answerable, question["id"]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "Is the AI gap between China and the US narrowing or widening?",
            "rapidly narrowing",
            "may actually be widening",
        ),
        ("Can Huawei's Ascend 910B outperform Nvidia's A100?", "can outperform", "comparable to"),
        ("By how much do Chinese AI models cut computational cost?", "40%", "as little as 5%"),
    ],
)
def test_where_the_documents_differ_they_are_not_said_to_agree(
    question: str, one: str, other: str, answerer: Answerer
) -> None:
    answer = answerer.ask(question)
    ((first, second),) = [(each.one, each.other) for each in answer.differences]
    assert one in answer.findings[first].text and other in answer.findings[second].text
    assert all(finding.voices == 1 for finding in answer.findings)
    assert not any("perhaps faster than we thought" in finding.text for finding in answer.findings)  # a comment
