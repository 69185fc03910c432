"""Scores → probabilities, for every reader and for its training: the logistic and fitted weights."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

Floats = NDArray[np.float64]


@overload
def logistic(logits: float) -> float: ...
@overload
def logistic(logits: Floats) -> Floats: ...
def logistic(logits: float | Floats) -> float | Floats:
    """The probability, 0 to 1, of each logit: 1 / (1 + exp(−logit)), which no logit overflows."""
    chances: float | Floats = np.exp(-np.logaddexp(0.0, -np.asarray(logits, dtype=np.float64)))
    return chances if isinstance(logits, np.ndarray) else float(chances)


@dataclass(frozen=True, slots=True)
class LinearCalibration:
    """P(right) = logistic(signals · weights + bias) (Platt 1999), and the probability below which a reader refuses."""

    weights: Floats
    bias: float
    refuse_below: float

    @classmethod
    def read(cls, path: Path, names: Sequence[str]) -> "LinearCalibration":
        """The weights, (len(names),), of the signals so named, from a JSON file. Raises ModelError if it is damaged.

        The file holds {"weights": {name: weight}, "bias", "refuse_below"}; anything else in it is for people.
        """
        try:
            fitted = json.loads(path.read_text(encoding="utf-8"))
            weights = np.array([fitted["weights"][name] for name in names], dtype=np.float64)
            return cls(weights, float(fitted["bias"]), float(fitted["refuse_below"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"The calibration {path} could not be read: {error!r}. Reinstall Quoth.") from error

    def probabilities(self, signals: Floats) -> Floats:
        """Float64 (n,), of signals (n, len(weights))."""
        return logistic(signals @ self.weights + self.bias)
