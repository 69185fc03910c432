"""BEIR's form: a corpus, questions and judgements in a folder, measured by whole documents."""

import json
from collections.abc import Sequence
from math import log2
from pathlib import Path

import pytest

from index.documents.datatypes import Hit, Passage
from index.errors import QuothError
from qa.evaluation.beir import JudgedQuery, document_figures, ranked_documents, read_queries
from qa.evaluation.running import evaluate
from qa.evaluation.settings import EvaluationSettings
from ui.cli.main import main

MILL = "The mill at Harrow was built in 1902 by Ida Brand."
INN = "The inn at Dover opened in 1750 and has nine rooms."
CORPUS = [
    {"_id": "m1", "title": "Mills", "text": MILL},
    {"_id": "i1", "title": "", "text": INN},
    {"_id": "m2", "title": "Mills", "text": MILL},
    {"_id": "blank", "title": " ", "text": ""},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    queries = [("q1", "Who built the mill at Harrow?"), ("q2", "How many rooms has the inn?"), ("q3", "Not judged?")]
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in CORPUS))
    (tmp_path / "queries.jsonl").write_text("".join(f'{{"_id": "{name}", "text": "{q}"}}\n' for name, q in queries))
    judged = ["query-id\tcorpus-id\tscore", "q1\tm1\t2", "q1\tm2\t1", "q1\ti1\t0", "q2\ti1\t1", "q3\tm1\t0"]
    (tmp_path / "qrels" / "test.tsv").write_text("\n".join(judged) + "\n")
    return tmp_path


def test_figures_by_hand() -> None:
    figures = document_figures(["x", "b", "y", "a"], {"a": 2, "b": 1, "c": 1})
    assert figures["recall@1"] == 0 and figures["recall@5"] == figures["recall@20"] == pytest.approx(2 / 3)
    assert figures["mrr@10"] == 0.5
    assert figures["ndcg@10"] == pytest.approx((1 / log2(3) + 2 / log2(5)) / (2 + 1 / log2(3) + 1 / log2(4)))


def test_a_document_beyond_the_tenth_counts_for_recall_at_20_alone() -> None:
    figures = document_figures([*map(str, range(12)), "a"], {"a": 1})
    assert figures["recall@20"] == 1 and figures["recall@10"] == figures["mrr@10"] == figures["ndcg@10"] == 0


def test_documents_are_ranked_as_their_best_passage_without_the_question_itself() -> None:
    class Given:
        def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
            order = ["two", "one", "two", "self"]
            return [Hit(Passage(n, name, 0, 1), "", "", (), -n, n + 1) for n, name in enumerate(order)]

    ids = {"one": ["a"], "two": ["b", "c"], "self": ["q"]}
    assert ranked_documents(Given(), JudgedQuery("q", "?", {}), ids) == ["b", "c", "a"]


def test_only_questions_with_a_relevant_document_are_asked(folder: Path) -> None:
    assert [(query.id, query.relevance) for query in read_queries(folder)] == [
        ("q1", {"m1": 2, "m2": 1}),
        ("q2", {"i1": 1}),
    ]


def test_a_folder_is_measured_by_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "retrieval", str(folder), "--json"]) == 0
    said = capsys.readouterr().out
    report = json.loads(said.splitlines()[-1])[str(folder)]
    assert set(report["stages"]) == {"dense", "lexical", "fused"} and report["documents"] == 2
    assert report["questions"] == 2 and report["recall@5"] == report["mrr@10"] == report["ndcg@10"] == 1.0
    assert "recall@10 1" in said


def test_a_folder_of_another_form_is_named(tmp_path: Path) -> None:
    class Plain:
        def over(self, items, total, name):  # type: ignore[no-untyped-def]
            return items

        def adding(self, progress):  # type: ignore[no-untyped-def]
            pass

    with pytest.raises(QuothError, match=r"corpus\.jsonl"):
        evaluate("retrieval", tmp_path, EvaluationSettings("all-MiniLM-L6-v2-int8", "span"), Plain())
