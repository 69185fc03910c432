"""Confidence from margin and relevance: logistic regression (Platt 1999) and the refusal line, on held-out data."""

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from qa.evaluation.metrics import Floats, best_threshold
from qa.evaluation.spans import Reading
from qa.training.data import Example

CLIP = 20.0
"""Margins are clipped to ±CLIP logits, so that an empty passage stays finite."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """confidence = 1 / (1 + exp(-(margin_weight · margin + relevance_weight · relevance + bias)))."""

    margin_weight: float
    relevance_weight: float
    bias: float
    threshold: float
    """Confidence below which the reader refuses: the best F1 on the fitting half."""

    def confidence(self, readings: Sequence[Reading]) -> Floats:
        """Probability that each passage answers its question, (n,)."""
        logits: Floats = features(readings) @ np.array([*self.weights(), self.bias])
        return np.asarray(1.0 / (1.0 + np.exp(-logits)))

    def weights(self) -> tuple[float, float]:
        """The weights of margin and relevance."""
        return self.margin_weight, self.relevance_weight

    def to_dict(self) -> dict[str, Any]:
        """Plain numbers for JSON."""
        return asdict(self)


def features(readings: Sequence[Reading]) -> Floats:
    """margin, relevance and 1 of each reading, float64 (n, 3)."""
    rows = [(np.clip(r.margin, -CLIP, CLIP), np.clip(r.relevance, -CLIP, CLIP), 1.0) for r in readings]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def fit_logistic(inputs: Floats, labels: Floats, rounds: int = 50, ridge: float = 1e-3) -> Floats:
    """Weights (d,) of logistic regression of labels (n,) in [0, 1] on inputs (n, d), by Newton's method."""
    weights = np.zeros(inputs.shape[1])
    penalty = ridge * np.eye(inputs.shape[1])
    for _ in range(rounds):
        chance = 1.0 / (1.0 + np.exp(-(inputs @ weights)))
        slope = inputs.T @ (chance - labels) + penalty @ weights
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + penalty
        change = np.linalg.solve(bend, slope)
        weights = weights - change
        if float(np.abs(change).max()) < 1e-8:
            break
    return weights


def fit_calibration(readings: Sequence[Reading], f1: Floats, answerable: Floats) -> Calibration:
    """Weights that predict `answerable`, and the threshold with the best mean F1 (refusals counted)."""
    margin_weight, relevance_weight, bias = fit_logistic(features(readings), answerable).tolist()
    unset = Calibration(margin_weight, relevance_weight, bias, 0.5)
    threshold, _ = best_threshold(unset.confidence(readings), f1, answerable)
    return Calibration(margin_weight, relevance_weight, bias, threshold)


def held_out_halves(examples: list[Example], seed: int) -> tuple[list[Example], list[Example]]:
    """Two halves that share no passage: one to fit on, one to measure on."""
    contexts = sorted({example.context for example in examples})
    random.Random(seed).shuffle(contexts)
    fitting = set(contexts[: len(contexts) // 2])
    return [e for e in examples if e.context in fitting], [e for e in examples if e.context not in fitting]
