import math

import numpy as np
import pytest

from qa.evaluation import metrics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  Cat!", "cat"),
        ("an A-b", "ab"),
        ("", ""),
        ("the", ""),
        ("Łódź, 1905", "łódź 1905"),
        ("another", "another"),
    ],
)
def test_normalise_answer_is_squads(text: str, expected: str) -> None:
    assert metrics.normalise_answer(text) == expected


@pytest.mark.parametrize(
    ("predicted", "gold", "expected"),
    [("the cat sat", "cat", 2 / 3), ("cat", "cat", 1.0), ("dog", "cat", 0.0), ("", "", 1.0), ("", "cat", 0.0)],
)
def test_token_f1(predicted: str, gold: str, expected: float) -> None:
    assert metrics.token_f1(predicted, gold) == pytest.approx(expected)


def test_no_gold_answer_wants_silence() -> None:
    assert metrics.best_scores("", []) == (1.0, 1.0)
    assert metrics.best_scores("cat", []) == (0.0, 0.0)


def test_best_threshold_agrees_with_trying_them_all() -> None:
    rng = np.random.default_rng(0)
    confidence = rng.integers(0, 12, 60) / 12.0
    answerable = (rng.random(60) < 0.5).astype(float)
    correct = rng.random(60)
    threshold, score = metrics.best_threshold(confidence, correct, answerable)
    tries = [metrics.scores_at(t, confidence, correct, answerable).mean() for t in np.linspace(-0.1, 1.1, 500)]
    assert score == pytest.approx(max(tries))
    assert metrics.scores_at(threshold, confidence, correct, answerable).mean() == pytest.approx(score)


def test_auroc_counts_ties_half() -> None:
    assert metrics.auroc(np.array([1.0, 2.0, 2.0, 3.0]), np.array([0.0, 0.0, 1.0, 1.0])) == pytest.approx(3.5 / 4)
    assert math.isnan(metrics.auroc(np.ones(3), np.ones(3)))


def test_expected_calibration_error_by_hand() -> None:
    confidence, correct = np.array([0.95, 0.95, 0.15, 1.0]), np.array([1.0, 0.0, 0.0, 1.0])
    assert metrics.expected_calibration_error(confidence, correct) == pytest.approx((abs(2.9 - 2) + 0.15) / 4)


def test_refusals() -> None:
    assert metrics.refusal_scores(np.array([1.0, 1, 0, 0]), np.array([0.0, 1, 0, 1])) == (0.5, 0.5)


def test_bootstrap_interval_holds_the_mean_and_is_repeatable() -> None:
    values = np.arange(100.0)
    low, high = metrics.bootstrap_interval(values)
    assert low < 49.5 < high
    assert metrics.bootstrap_interval(values) == (low, high)


def test_reliability_by_hand() -> None:
    bins = metrics.reliability(np.array([0.95, 1.0, 0.15, 0.1]), np.array([1.0, 0.0, 0.0, 1.0]))
    assert bins[9] == pytest.approx((2, 0.975, 0.5)) and bins[1] == pytest.approx((2, 0.125, 0.5))
    assert [count for count, _, _ in bins] == [0, 2, 0, 0, 0, 0, 0, 0, 0, 2] and math.isnan(bins[0][1])


def test_resamples_where_a_figure_is_undefined_are_left_out() -> None:
    answerable = np.array([1.0, 1.0, 0.0])
    drawn = metrics.resampled(lambda rows: metrics.auroc(np.array([0.9, 0.2, 0.5])[rows], answerable[rows]), 3)
    assert 0 < len(drawn) < 2000 and not np.isnan(drawn).any()
    assert math.isnan(metrics.percentiles(np.array([]))[0])
