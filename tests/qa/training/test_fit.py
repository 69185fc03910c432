import numpy as np
import pytest

from qa.evaluation.written import WrittenQuestion
from qa.reading.calibration import logistic
from qa.reading.span.evidence import NAMES
from qa.training.fit import NEGATIVE, Asked, fit, held_out, signed_logistic, summary

WEIGHTS = {"margin": 0.8, "names_missing": -1.5}


def question(number: int, answered: bool) -> WrittenQuestion:
    return WrittenQuestion(str(number), "fact", f"d{number % 4}", "?", (), ("a",) if answered else (), ("q",))


def asked(count: int) -> list[Asked]:
    """Questions whose stretches are right by chance as WEIGHTS have it; the other evidence is noise."""
    rng, rows = np.random.default_rng(7), []
    weights = np.array([WEIGHTS.get(name, 0.0) for name in NAMES])
    for number in range(count):
        signals = rng.normal(size=(5, len(NAMES))) * 2
        right = rng.random(5) < logistic(signals @ weights - 1.0)
        rows.append(Asked(question(number, bool(right.any())), signals, right, right))
    return rows


def test_no_weight_has_the_wrong_sign() -> None:
    rng = np.random.default_rng(3)
    signals = rng.normal(size=(4000, 3))
    right = rng.random(4000) < logistic(signals @ np.array([1.0, -2.0, 0.5]) + 0.3)
    free, bias = signed_logistic(signals, right, np.array([1.0, -1.0, 1.0]), penalty=0.0)
    assert free == pytest.approx([1.0, -2.0, 0.5], abs=0.15) and bias == pytest.approx(0.3, abs=0.15)
    bound, _ = signed_logistic(signals, right, np.array([1.0, 1.0, -1.0]), penalty=0.0)
    assert bound[0] > 0 and tuple(bound[1:]) == (0.0, 0.0)


def test_sureness_is_the_first_stretch_s_chance_to_be_right_on_other_documents_too() -> None:
    rows = asked(400)
    weights, _ = fit(rows)
    by_name = dict(zip(NAMES, weights, strict=True))
    assert by_name["margin"] > 0.3 and by_name["names_missing"] < -0.6
    assert all((weight <= 0) if name in NEGATIVE else (weight >= 0) for name, weight in by_name.items())
    firsts = held_out(rows)
    report = summary(rows, firsts, 0.6)
    assert report["calibration_error_of_answered"] < 0.1 and report["right"][1] > 0.8
    assert report["refusal_recall"] > 0.5
