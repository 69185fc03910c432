"""Logistic regression by Newton's method, for the reader's confidence."""

import numpy as np

from qa.evaluation.metrics import Floats


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
