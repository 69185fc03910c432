"""Reading metrics: SQuAD exact match and F1, refusals, ranking, calibration, and bootstrap intervals.

Definitions follow the official SQuAD 2.0 evaluation script (Rajpurkar et al., 2018).
"""

import math
import re
import string
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)


def normalise_answer(text: str) -> str:
    """Lower case, without ASCII punctuation, English articles and extra spaces."""
    bare = "".join(c for c in text.lower() if c not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def exact_match(predicted: str, gold: str) -> float:
    """1.0 if both are equal once normalised, else 0.0."""
    return float(normalise_answer(predicted) == normalise_answer(gold))


def token_f1(predicted: str, gold: str) -> float:
    """Harmonic mean of word precision and recall, 0 to 1; an empty text scores 1 only against an empty text."""
    ours, theirs = normalise_answer(predicted).split(), normalise_answer(gold).split()
    if not ours or not theirs:
        return float(ours == theirs)
    shared = sum((Counter(ours) & Counter(theirs)).values())
    if shared == 0:
        return 0.0
    precision, recall = shared / len(ours), shared / len(theirs)
    return 2 * precision * recall / (precision + recall)


def best_scores(predicted: str, golds: Sequence[str]) -> tuple[float, float]:
    """Exact match and F1 against the gold answer that gives the highest; with no gold answer, "" is right."""
    kept = [gold for gold in golds if normalise_answer(gold)] or [""]
    return max(exact_match(predicted, gold) for gold in kept), max(token_f1(predicted, gold) for gold in kept)


def scores_at(threshold: float, confidence: Floats, correct: Floats, answerable: Floats) -> Floats:
    """The score of each question, (n,), if those with a confidence below `threshold` are refused.

    `correct` (n,) is the score of the answer; a refusal scores 1 where `answerable` is 0, else 0. An answer to an
    unanswerable question scores 0.
    """
    answered = confidence >= threshold
    return np.where(answered, correct * answerable, 1.0 - answerable)


def best_threshold(confidence: Floats, correct: Floats, answerable: Floats) -> tuple[float, float]:
    """The threshold with the highest mean of `scores_at`, and that mean. O(n log n)."""
    order = np.argsort(-confidence, kind="stable")
    gains = (correct * answerable - (1.0 - answerable))[order]
    means = (float(np.sum(1.0 - answerable)) + np.concatenate([[0.0], np.cumsum(gains)])) / len(confidence)
    ranked = confidence[order]
    whole = np.ones(len(means), dtype=bool)
    whole[1:-1] = ranked[:-1] > ranked[1:]
    cut = int(np.argmax(np.where(whole, means, -1.0)))
    above = ranked[cut - 1] if cut > 0 else ranked[0] + 2.0
    below = ranked[cut] if cut < len(ranked) else ranked[-1] - 2.0
    return float((above + below) / 2), float(means[cut])


def auroc(scores: Floats, positive: Floats) -> float:
    """Probability that a positive outscores a negative, ties counting half; nan without positives or negatives."""
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    wins, losses = float(np.sum(positive)), float(np.sum(1.0 - positive))
    if wins == 0 or losses == 0:
        return float("nan")
    return float((np.sum(ranks * positive) - wins * (wins + 1) / 2) / (wins * losses))


def expected_calibration_error(confidence: Floats, correct: Floats, bins: int = 10) -> float:
    """Mean distance of confidence (0 to 1) from the share that is right, over `bins` equal bins (Guo et al., 2017)."""
    _, stated, right = _binned(confidence, correct, bins)
    return float(np.sum(np.abs(stated - right)) / len(confidence))


def reliability(confidence: Floats, correct: Floats, bins: int = 10) -> list[tuple[int, float, float]]:
    """(how many, their mean confidence, the share that is right) in each of `bins` equal bins; nan in an empty one."""
    sizes, stated, right = _binned(confidence, correct, bins)
    return [
        (int(n), float(said / n), float(held / n)) if n else (0, float("nan"), float("nan"))
        for n, said, held in zip(sizes, stated, right, strict=True)
    ]


def _binned(confidence: Floats, correct: Floats, bins: int) -> tuple[Rows, Floats, Floats]:
    """Of each bin, how many are in it, and the sums of their confidence and of what is right."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    stated, right = (np.bincount(place, values, bins).astype(np.float64) for values in (confidence, correct))
    return np.bincount(place, minlength=bins).astype(np.int64), stated, right


def refusal_scores(refused: Floats, answerable: Floats) -> tuple[float, float]:
    """Precision and recall of refusing, 0 to 1: a refusal is right if the question has no answer; nan if undefined."""
    right = float(np.sum(refused * (1.0 - answerable)))
    total, wanted = float(np.sum(refused)), float(np.sum(1.0 - answerable))
    return (right / total if total else float("nan"), right / wanted if wanted else float("nan"))


def bootstrap_interval(values: Floats, level: float = 0.95, rounds: int = 2000, seed: int = 13) -> tuple[float, float]:
    """Percentile interval of the mean of `values`, (n,), from `rounds` resamples with replacement."""
    return percentiles(resampled(lambda rows: float(values[rows].mean()), len(values), rounds, seed), level)


def resampled(figure: Callable[[Rows], float], count: int, rounds: int = 2000, seed: int = 13) -> Floats:
    """A figure of each of `rounds` resamples of `count` rows with replacement, (rounds,) (Efron, 1979).

    `figure` gets the numbers of the rows drawn, (count,); resamples where it is nan are left out.
    """
    rng = np.random.default_rng(seed)
    drawn = [figure(rng.integers(0, count, count)) for _ in range(rounds)]
    return np.array([value for value in drawn if not math.isnan(value)])


def percentiles(drawn: Floats, level: float = 0.95) -> tuple[float, float]:
    """The interval that the middle `level` of values lie in; nan if there are none."""
    if not len(drawn):
        return float("nan"), float("nan")
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def coverage_curve(confidence: Floats, correct: Floats, points: int = 20) -> list[tuple[float, float]]:
    """(share answered, mean score of those) at `points` shares, the most confident answers first."""
    ranked = correct[np.argsort(-confidence, kind="stable")]
    sizes = [max(1, round(len(ranked) * (i + 1) / points)) for i in range(points)]
    return [(size / len(ranked), float(ranked[:size].mean())) for size in sizes]
