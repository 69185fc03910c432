import json
import math

import numpy as np
import pytest

from qa.evaluation.outcomes import Outcome, calibration, summary


def outcome(name: str, has: bool, f1: float, confidence: float, **more: bool | None) -> Outcome:
    return Outcome(name, has, float(f1 == 1), f1, confidence, "text", 10.0, {"read": 4.0}, **more)


FOUR = [
    outcome("a", True, 1.0, 0.9, right_document=True, right_sentence=True, quote_exact=True),
    outcome("b", True, 0.5, 0.2, right_document=False, right_sentence=False, quote_exact=True),
    outcome("c", False, 0.0, 0.1, right_document=False, right_sentence=False, quote_exact=True),
    outcome("d", False, 0.0, 0.8, right_document=False, right_sentence=False, quote_exact=True),
]


def test_figures_by_hand() -> None:
    report = summary(FOUR, 0.5)
    assert (report["questions"], report["em"], report["f1"]) == (4, 50.0, 50.0)
    assert (report["has_f1"], report["no_f1"], report["span_f1"]) == (50.0, 50.0, 75.0)
    assert (report["refusal_precision"], report["refusal_recall"]) == (0.5, 0.5)
    assert report["auroc"] == 0.75 and (report["best_f1"], report["right_document"]) == (75.0, 0.5)
    assert report["right_document_answered"] == 1.0 and report["quote_exact"] == 1.0
    assert report["ece"] == pytest.approx((abs(0.9 - 1) + abs(0.2 - 1) + 0.1 + 0.8) / 4, abs=1e-4)
    assert (report["p50_ms"], report["read_p95_ms"]) == (10.0, 4.0)


def test_a_file_without_unanswerable_questions_has_no_figures_for_them_and_is_still_json() -> None:
    report = summary(FOUR[:2], 0.5)
    assert report["no_f1"] is None and report["auroc"] is None and report["refusal_recall"] is None
    assert not any(isinstance(value, float) and math.isnan(value) for value in report.values())
    json.dumps(report, allow_nan=False)


def test_intervals_hold_their_figures() -> None:
    report = summary([*FOUR] * 10, 0.5)
    for name in ("refusal_precision", "refusal_recall", "auroc", "ece", "f1"):
        low, high = report[f"{name}_interval"]
        assert low <= report[name] <= high and low < high, name
    assert summary(FOUR[:2], 0.5)["refusal_recall_interval"] is None


def test_a_well_calibrated_error_has_zero_in_its_interval() -> None:
    rng = np.random.default_rng(3)
    confidence = rng.random(200)
    right = (rng.random(200) < confidence).astype(float)
    assert calibration(confidence, right)["ece_interval"][0] < 0.04
    assert calibration(np.array([]), np.array([])) == {"ece": None, "ece_interval": None}
