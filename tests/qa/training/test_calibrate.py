import numpy as np

from qa.reading.span.evidence import NAMES
from qa.training.calibrate import QuestionReading, fit, measure
from qa.training.fitting import fit_logistic


def test_logistic_regression_finds_the_weights_that_made_the_labels() -> None:
    rng = np.random.default_rng(0)
    signals = rng.normal(size=(20_000, 2))
    right = rng.random(20_000) < 1 / (1 + np.exp(-(2.0 * signals[:, 0] - signals[:, 1] + 0.5)))
    weights, bias = fit_logistic(signals, right)
    np.testing.assert_allclose([*weights, bias], [2.0, -1.0, 0.5], atol=0.1)


def reads(rng: np.random.Generator, count: int) -> list[QuestionReading]:
    readings = []
    for number in range(count):
        rows = np.zeros((4, len(NAMES)))
        rows[:, 0] = rng.normal(-2, 1, 4)
        answerable = number % 2 == 0
        f1 = np.zeros(4)
        if answerable:
            right = rng.integers(4)
            rows[right, 0] += 6
            f1[right] = 1.0
        readings.append(QuestionReading("library", True, answerable, rows, f1, np.ones(4, dtype=bool)))
    return readings


def test_what_is_fitted_separates_is_calibrated_and_refuses() -> None:
    rng = np.random.default_rng(0)
    fitted = fit(reads(rng, 400))
    assert fitted["weights"]["margin"] > 0 and 0 < fitted["refuse_below"] < 1
    report = measure([*reads(rng, 400), *_others(rng)], fitted)
    assert report["library"]["f1"] > 90 and report["library"]["auroc"] > 0.97 and report["library"]["ece"] < 0.06


def _others(rng: np.random.Generator) -> list[QuestionReading]:
    return [
        QuestionReading(way, False, reading.answerable, reading.rows, reading.f1, reading.best)
        for way in ("elsewhere", "passage")
        for reading in reads(rng, 4)
    ]
