"""Logistic regression by scikit-learn, for the readers' confidence."""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from qa.reading.calibration import Floats


def fit_logistic(signals: Floats, right: NDArray[np.bool_], penalty: float = 1.0) -> tuple[Floats, float]:
    """Weights (d,) and bias of P(right) = logistic(signals · weights + bias), signals (n, d), right (n,).

    `penalty` times half the weights' squares is added to the log loss; the bias bears none. Raises ValueError where
    all are right, or none is.
    """
    model = LogisticRegression(C=1 / penalty, max_iter=3000).fit(signals, right)
    return model.coef_[0].astype(np.float64), float(model.intercept_[0])
