"""expected.json: a readable row a figure, graded on each rerun of the command that it names."""

import json
from pathlib import Path
from typing import Any

import pytest

from qa.evaluation import expected
from qa.evaluation.running import MODES

REPORT = {"questions": 3, "f1": 80.0, "f1_interval": [75.5, 84.0], "auroc": None, "p50_ms": 3.0}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "mine.jsonl"
    path.write_text("one\n")
    return path


def with_known(monkeypatch: pytest.MonkeyPatch, known: dict[str, Any]) -> None:
    monkeypatch.setattr(expected, "_expected", lambda: known)


def test_a_row_says_the_command_the_file_the_measure_the_value_and_its_interval(questions: Path) -> None:
    known = expected.with_report({}, "reading", questions, REPORT)
    command = "quoth eval reading mine.jsonl"
    assert known["files"] == {"mine.jsonl": expected.digest(questions)}
    assert known["rows"] == [
        {"command": command, "file": "mine.jsonl", "measure": "auroc", "value": None, "interval": None},
        {"command": command, "file": "mine.jsonl", "measure": "f1", "value": 80.0, "interval": [75.5, 84.0]},
        {"command": command, "file": "mine.jsonl", "measure": "questions", "value": 3, "interval": None},
    ]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ({}, []),
        ({"f1": 80.5}, []),
        ({"f1": 79.4}, ["f1 is 79.4, not 80.0"]),
        ({"auroc": 0.5}, ["auroc is 0.5, not None"]),
        ({"f1": None}, ["f1 is None, not 80.0"]),
    ],
)
def test_a_rerun_is_graded(
    change: dict[str, Any], lines: list[str], questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_known(monkeypatch, expected.with_report({}, "reading", questions, REPORT))
    assert list(expected.differences("reading", questions, REPORT | change)) == lines


def test_the_same_file_is_graded_under_any_name_and_another_file_of_its_name_is_not(
    questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_known(monkeypatch, expected.with_report({}, "reading", questions, REPORT))
    worse = REPORT | {"f1": 10.0}
    copy = questions.with_name("copy.jsonl")
    copy.write_bytes(questions.read_bytes())
    assert list(expected.differences("reading", copy, worse))
    assert not list(expected.differences("answering", questions, worse)), "no row is kept of this command"
    questions.write_text("another\n")
    assert not list(expected.differences("reading", questions, worse))


def test_new_rows_replace_the_commands_own_and_those_of_old_content(questions: Path) -> None:
    known = expected.with_report({}, "reading", questions, REPORT)
    known = expected.with_report(known, "answering", questions, {"f1": 60.0})
    known = expected.with_report(known, "reading", questions, {"f1": 81.0})
    assert [(row["command"].split()[2], row["value"]) for row in known["rows"]] == [
        ("answering", 60.0),
        ("reading", 81.0),
    ]
    questions.write_text("new content\n")
    assert [row["value"] for row in expected.with_report(known, "reading", questions, {"f1": 50.0})["rows"]] == [50.0]


def test_the_stages_of_retrieval_have_rows(questions: Path) -> None:
    report = {"ndcg@10": 0.9, "stages": {"fused": {"ndcg@10": 0.8}, "reranked": {"ndcg@10": 0.9}}}
    rows = expected.with_report({}, "retrieval", questions, report)["rows"]
    assert {row["measure"]: row["value"] for row in rows} == {
        "ndcg@10": 0.9,
        "fused ndcg@10": 0.8,
        "reranked ndcg@10": 0.9,
    }


def test_the_shipped_file_is_as_it_would_be_written() -> None:
    known = expected._expected()
    text = Path(expected.__file__).with_name("expected.json").read_text(encoding="utf-8")
    assert text == expected._written(known) and json.loads(text) == known
    for row in known["rows"]:
        mode = row["command"].split()[2]
        assert row["command"].split(" --only ")[0] == f"quoth eval {mode} {row['file']}" and mode in MODES
        assert row["file"] in known["files"]
        assert row["interval"] is None or row["interval"][0] <= row["value"] <= row["interval"][1]


def test_a_figure_that_is_not_kept_is_an_error() -> None:
    assert expected.row_of("reading", "squad2.jsonl.gz", "questions")["value"] == 2931
    with pytest.raises(KeyError, match="no row for speed"):
        expected.row_of("reading", "nq.jsonl.gz", "speed")


def test_some_documents_questions_are_graded_apart_from_all(questions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = {"right": 0.6, "only": ["a.txt", "b.txt"]}
    known = expected.with_report({}, "written", questions, some)
    with_known(monkeypatch, known)
    assert [row["command"] for row in known["rows"]] == ["quoth eval written mine.jsonl --only a.txt --only b.txt"]
    assert list(expected.differences("written", questions, some | {"right": 0.5})) == ["right is 0.5, not 0.6"]
    assert not list(expected.differences("written", questions, {"right": 0.5}))
    assert expected.row_of("written", "mine.jsonl", "right")["value"] == 0.6
    with pytest.raises(KeyError):
        expected.row_of("written", "mine.json", "right")


def test_a_folder_is_known_by_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("one")
    (tmp_path / "corpus.jsonl").write_text("two")
    before = expected.digest(tmp_path)
    assert expected.digest(tmp_path) == before
    (tmp_path / "qrels" / "test.tsv").write_text("another")
    assert expected.digest(tmp_path) != before
