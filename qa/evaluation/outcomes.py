"""The outcome of each question, and the figures over many."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qa.evaluation import metrics
from qa.evaluation.metrics import Floats, Rows

_RIGHT = ("right_document", "right_sentence")
RIGHT = 0.5  # the token F1 with a gold answer from which an answer counts as right


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question answered, before any refusal.

    `em` and `f1` are the best answer's, 0 to 1; `confidence` its probability; `has_answer` whether the file gives one.
    `right_document` and `right_sentence` are the first citation's, None without a library; `quote_exact` is None if
    nothing is quoted.
    """

    id: str
    has_answer: bool
    em: float
    f1: float
    confidence: float
    text: str
    ms: float
    stages: dict[str, float]
    right_document: bool | None = None
    right_sentence: bool | None = None
    quote_exact: bool | None = None


def summary(outcomes: Sequence[Outcome], line: float) -> dict[str, Any]:
    """The figures of a file at the refusal line `line`; em and f1 in percent, shares 0 to 1, None if undefined.

    `ece` compares the confidence of the best answer with how often it is right (token F1 of at least 0.5; never if
    the file has no answer).
    """
    has = np.array([float(outcome.has_answer) for outcome in outcomes])
    em, f1 = (np.array([getattr(outcome, name) for outcome in outcomes]) for name in ("em", "f1"))
    confidence = np.array([outcome.confidence for outcome in outcomes])
    scores, exact = (metrics.scores_at(line, confidence, values, has) for values in (f1, em))
    best_line, best = metrics.best_threshold(confidence, f1, has)
    right = np.where(has == 1, f1 >= RIGHT, False).astype(float)
    report = {
        "questions": len(outcomes),
        "em": percent(exact),
        "f1": percent(scores),
        "f1_interval": interval(scores, 100),
        "has_f1": percent(scores[has == 1]),
        "no_f1": percent(scores[has == 0]),
        "span_em": percent(em[has == 1]),
        "span_f1": percent(f1[has == 1]),
        "span_f1_interval": interval(f1[has == 1], 100),
        "best_f1": round(100 * best, 2),
        "best_line": round(best_line, 4),
        "refuse_below": line,
        **refusals((confidence < line).astype(float), has),
        "auroc": rounded(metrics.auroc(confidence, has)),
        "auroc_interval": interval_of(lambda rows: metrics.auroc(confidence[rows], has[rows]), len(has)),
        **calibration(confidence, right),
        "coverage": [[round(share, 3), round(mean, 4)] for share, mean in metrics.coverage_curve(confidence, f1 * has)],
        **quantiles("", [outcome.ms for outcome in outcomes]),
    }
    return report | _library_figures(outcomes, line) | _stages(outcomes)


def _library_figures(outcomes: Sequence[Outcome], line: float) -> dict[str, Any]:
    """Figures that need a library: whether the right document and sentence are quoted, before and after refusing."""
    if all(outcome.right_document is None for outcome in outcomes):
        return {}
    asked = [outcome for outcome in outcomes if outcome.has_answer]
    right, sentence = (np.array([float(bool(getattr(outcome, name))) for outcome in asked]) for name in _RIGHT)
    answered = np.array([outcome.confidence >= line for outcome in asked], dtype=bool)
    exact = [outcome.quote_exact for outcome in outcomes if outcome.quote_exact is not None]
    return {
        "right_document": share(right),
        "right_document_interval": interval(right),
        "right_document_answered": share(right[answered]),
        "right_sentence": share(sentence),
        "quote_exact": share(np.array(exact, dtype=float)),
    }


def _stages(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    names = sorted({name for outcome in outcomes for name in outcome.stages})
    return {
        key: value
        for name in names
        for key, value in quantiles(f"{name}_", [outcome.stages.get(name, 0.0) for outcome in outcomes]).items()
    }


def quantiles(prefix: str, milliseconds: Sequence[float]) -> dict[str, float]:
    """The median and the 95th percentile."""
    middle, high = np.quantile(milliseconds, [0.5, 0.95])
    return {f"{prefix}p50_ms": round(float(middle), 1), f"{prefix}p95_ms": round(float(high), 1)}


def share(values: Floats) -> float | None:
    """The mean, four decimals; None if there are no values."""
    return rounded(float(values.mean())) if len(values) else None


def rounded(value: float) -> float | None:
    """Four decimals; None for nan, which JSON does not have."""
    return None if math.isnan(value) else round(value, 4)


def percent(values: Floats) -> float | None:
    """The mean in percent, two decimals; None if there are no values."""
    return round(100 * float(values.mean()), 2) if len(values) else None


def refusals(refused: Floats, answerable: Floats) -> dict[str, Any]:
    """Precision and recall of refusing, with their intervals."""
    figures: dict[str, Any] = {}
    for place, name in enumerate(("refusal_precision", "refusal_recall")):

        def of(rows: Rows, place: int = place) -> float:
            return metrics.refusal_scores(refused[rows], answerable[rows])[place]

        figures[name] = rounded(of(np.arange(len(refused))))
        figures[f"{name}_interval"] = interval_of(of, len(refused))
    return figures


def calibration(confidence: Floats, right: Floats) -> dict[str, Any]:
    """The calibration error (Guo et al., 2017) with its interval; both None if nothing was answered.

    A resample's error is larger by what the resampling adds, so the interval is moved by that until its resamples' mean
    is the error itself.
    """
    if not len(right):
        return {"ece": None, "ece_interval": None}
    error = metrics.expected_calibration_error(confidence, right)
    drawn = metrics.resampled(
        lambda rows: metrics.expected_calibration_error(confidence[rows], right[rows]), len(right)
    )
    bounds = metrics.percentiles(drawn - drawn.mean() + error)
    return {"ece": rounded(error), "ece_interval": [round(max(0.0, bound), 4) for bound in bounds]}


def interval_of(figure: Callable[[Rows], float], count: int) -> list[float] | None:
    """The 95 % bootstrap interval of a figure of `count` rows; None if it is undefined."""
    low, high = metrics.percentiles(metrics.resampled(figure, count)) if count else (math.nan, math.nan)
    return None if math.isnan(low) else [round(low, 4), round(high, 4)]


def interval(values: Floats, scale: float = 1.0) -> list[float] | None:
    """The 95 % bootstrap interval of the mean; None if there are no values."""
    return [round(scale * bound, 4) for bound in metrics.bootstrap_interval(values)] if len(values) else None
