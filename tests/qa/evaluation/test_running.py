"""`quoth eval` over small files of each kind, with the models in the box."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from index.adding.progress import Progress
from index.embedding.embedder import DEFAULT_MODEL
from index.errors import QuothError
from qa.evaluation import expected
from qa.evaluation.running import evaluate
from qa.evaluation.settings import EvaluationSettings, drawn
from ui.cli.main import main

MILL = "The mill at Harrow was built in 1902 by Ida Brand. It burned down in 1931 and was never built again."
BRIDGE = "The bridge over the Ouse carries two roads. Its engineer was Tomas Reed, who came from Hull in 1890."
LINES = [
    ("1", "Who built the mill at Harrow?", MILL, ["Ida Brand"]),
    ("2", "Who was the engineer of the bridge over the Ouse?", BRIDGE, ["Tomas Reed", "engineer was Tomas Reed"]),
    ("3", "What did the mill at Harrow cost?", MILL, []),
]
Item = TypeVar("Item")
SETTINGS = EvaluationSettings(DEFAULT_MODEL, "span")


def record(name: str, question: str, context: str, answers: list[str]) -> dict[str, Any]:
    found = [{"text": text, "answer_start": context.index(text)} for text in answers]
    return {"dataset": "mine", "id": name, "question": question, "context": context, "answers": found}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "mine.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(record(*line)) for line in LINES).encode()))
    return path


class Plain:
    def over(self, items: Iterable[Item], total: int, name: str) -> Iterable[Item]:
        return items

    def adding(self, progress: Progress) -> None:
        pass


plain = Plain()


@pytest.mark.parametrize("mode", ["reading", "answering"])
def test_questions_are_measured(questions: Path, mode: str) -> None:
    report = evaluate(mode, questions, SETTINGS, plain)
    assert report["questions"] == 3 and 0 <= report["ece"] <= 1 and report["p50_ms"] > 0
    if mode == "answering":
        assert report["quote_exact"] == 1.0 and report["right_document"] == 1.0 and report["documents"] == 2
    assert report["span_f1"] > 60


def test_retrieval_is_measured_by_stage_over_contexts_and_over_documents(questions: Path, tmp_path: Path) -> None:
    report = evaluate("retrieval", questions, SETTINGS, plain)
    assert report["questions"] == 2 and report["recall@1"] == 1.0 == report["stages"]["fused"]["mrr@10"]
    (tmp_path / "mill.md").write_text(f"# Mills\n\n{MILL}\n\n# Bridges\n\n{BRIDGE}\n", encoding="utf-8")
    at = f"# Mills\n\n{MILL}".index("Ida Brand")
    line = {"id": "1", "document": "mill.md", "question": "Who built the mill?", "stretches": [[at, at + 9]]}
    (tmp_path / "stretches.jsonl").write_text(json.dumps(line), encoding="utf-8")
    report = evaluate("retrieval", tmp_path / "stretches.jsonl", SETTINGS, plain)
    assert report["recall@1"] == 1.0 == report["character_recall"] and 0 < report["character_precision"] < 1


def test_follow_ups_are_measured_three_ways(tmp_path: Path) -> None:
    said = ["Who is Ida Brand?", "Ida Brand was a carpenter who came from Leeds.", "Where did she work?"]
    answer = "She built mills along the river Harrow all her life."
    turns = [
        {"id": "C_1_0", "history": [], "question": said[0], "rewrite": said[0]},
        {"id": "C_1_1", "history": said[:2], "question": said[2], "rewrite": "Where did Ida Brand build mills?"},
        {"id": "C_1_2", "history": [*said, answer], "question": "When?", "rewrite": "When did Ida Brand build mills?"},
        {
            "id": "C_2_0",
            "history": ["Who?", "A man of no importance at all, it seems."],
            "question": "Why",
            "rewrite": "Why",
        },
    ]
    path = tmp_path / "turns.jsonl"
    path.write_text("\n".join(json.dumps({"dataset": "c", "topic": [], **turn}) for turn in turns), encoding="utf-8")
    report = evaluate("followup", path, SETTINGS, plain)
    assert report["questions"] == 1 and set(report["ways"]) == {"raw", "ours", "human"}
    assert report["ways"]["human"]["recall@5"] == 1.0


def test_written_follow_ups_are_compared_with_a_persons(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"question": "How long is the pier?", "support": []},
        {"question": "Who built it?", "history": ["How long is the pier?"], "rewrite": "Who built the pier?"},
        {"question": "And in May?", "history": ["How much rain fell in July?"], "rewrite": "Was it a wet May?"},
        {"question": "When is high tide?"},
        {"question": "What does it do?"},
    ]
    path = tmp_path / "written.jsonl"
    path.write_text("\n".join(json.dumps({"document": "pier.md", **line}) for line in lines), encoding="utf-8")
    report = evaluate("followup", path, SETTINGS, plain)
    assert (report["follow_ups"], report["equal"], report["close"]) == (2, 1, 1)
    assert (report["complete"], report["changed"]) == (2, 1)


def test_a_run_goes_on_where_it_was_stopped_and_draws(questions: Path, tmp_path: Path) -> None:
    settings = EvaluationSettings(DEFAULT_MODEL, "span", kept=tmp_path / "kept")

    class Stopping(Plain):
        def over(self, items: Iterable[Item], total: int, name: str) -> Iterable[Item]:
            for number, item in enumerate(items):
                if number == 2:
                    raise KeyboardInterrupt
                yield item

    with pytest.raises(KeyboardInterrupt):
        evaluate("reading", questions, settings, Stopping())
    (lines,) = (tmp_path / "kept").glob("*.jsonl")
    assert len(lines.read_text().splitlines()) >= 2
    with lines.open("a") as out:
        out.write('[2, {"id": "3", "has_ans')
    whole = evaluate("reading", questions, settings, plain)
    assert whole["questions"] == 3 and whole["f1"] == evaluate("reading", questions, SETTINGS, plain)["f1"]
    (plot,) = (tmp_path / "kept").glob("*.svg")
    assert "<svg" in plot.read_text()


@pytest.mark.parametrize("text", ['{"id": "1"', "\x00"])
def test_a_damaged_file_is_named_and_the_others_are_measured(
    text: str, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged.jsonl.gz"
    damaged.write_bytes(gzip.compress(text.encode())[:-9])
    assert main(["eval", "reading", str(damaged), str(questions), "--json"]) == 1
    said = capsys.readouterr()
    assert "damaged.jsonl.gz" in said.err and list(json.loads(said.out.splitlines()[-1])) == [str(questions)]


def test_retrieval_is_kept_and_a_missing_document_is_named(questions: Path, tmp_path: Path) -> None:
    settings = EvaluationSettings(DEFAULT_MODEL, "span", kept=tmp_path / "kept")
    first = evaluate("retrieval", questions, settings, plain)
    assert len(list((tmp_path / "kept").glob("*.jsonl"))) == 4
    assert evaluate("retrieval", questions, settings, plain) == first
    line = {"document": "gone.md", "question": "Who?", "stretches": [[0, 9]]}
    (tmp_path / "gone.jsonl").write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(QuothError, match=r"gone\.md"):
        evaluate("retrieval", tmp_path / "gone.jsonl", SETTINGS, plain)


def test_a_sample_is_drawn_the_same_each_time_in_the_files_order() -> None:
    sample = drawn(list(range(100)), EvaluationSettings("", "", sample=10))
    assert (
        sample == sorted(sample) == drawn(list(range(100)), EvaluationSettings("", "", sample=10))
        and len(set(sample)) == 10
    )


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    for text in ("not json\n", '{"x": 1}\n', ""):
        path.write_text(text)
        with pytest.raises(QuothError, match=r"other\.jsonl"):
            evaluate("reading", path, SETTINGS, plain)
    with pytest.raises(QuothError, match="missing"):
        evaluate("answering", tmp_path / "missing.jsonl", SETTINGS, plain)


def test_figures_that_fall_are_told(questions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = expected.with_report({}, "reading", questions, {"f1": 80.0, "auroc": 0.9, "p50_ms": 3.0})
    monkeypatch.setattr(expected, "_expected", lambda: kept)
    assert not list(expected.differences("reading", questions, {"f1": 80.4, "auroc": 0.905}))
    assert list(expected.differences("reading", questions, {"f1": 78.0, "auroc": 0.9})) == ["f1 is 78.0, not 80.0"]


def test_the_command_ends_with_one_line_of_json(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "reading", str(questions), "--json"]) == 0
    report = json.loads(capsys.readouterr().out.splitlines()[-1])[str(questions)]
    wanted = {"questions", "em", "f1", "has_f1", "no_f1", "refusal_precision", "refusal_recall", "auroc", "ece"}
    assert wanted | {"p50_ms", "p95_ms"} <= set(report)
