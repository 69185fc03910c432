import json
from pathlib import Path

import pytest

from qa.agreement.datatypes import Statement
from qa.agreement.decision import Relation
from qa.evaluation.agreement import Pair, agreement_summary, read_pairs

SIDE = Statement("Five metres.", "Five metres")


def test_the_shares_and_the_confusion_by_hand() -> None:
    labels = [Relation.SAME, Relation.SAME, Relation.DIFFER, Relation.DIFFER, Relation.DIFFER, Relation.OTHER]
    told = [Relation.SAME, Relation.OTHER, Relation.DIFFER, Relation.SAME, Relation.DIFFER, Relation.DIFFER]
    report = agreement_summary([Pair("q", SIDE, SIDE, label) for label in labels], told)
    assert (report["false_same"], report["differ_recall"], report["differ_precision"]) == (0.3333, 0.6667, 0.6667)
    assert (report["same_recall"], report["same_precision"], report["same_of_other"]) == (0.5, 0.5, 0.0)
    assert report["confusion"]["differ"] == {"same": 1, "differ": 2, "other": 0}
    low, high = report["differ_recall_interval"]
    assert 0 <= low < 0.6667 < high <= 1


def test_a_share_of_nothing_is_null() -> None:
    report = agreement_summary([Pair("q", SIDE, SIDE, Relation.SAME)], [Relation.SAME])
    assert report["false_same"] is report["differ_precision_interval"] is None and report["same_recall"] == 1


@pytest.mark.parametrize("change", [{"label": "maybe"}, {"a": {"quote": "Five.", "answer": "Six", "date": None}}])
def test_a_wrong_line_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    side = {"quote": "Five.", "answer": "Five", "date": None}
    (tmp_path / "pairs.jsonl").write_text(json.dumps({"question": "q", "a": side, "b": side, "label": "same"} | change))
    with pytest.raises(ValueError, match=r"maybe|Six"):
        read_pairs(tmp_path / "pairs.jsonl")
