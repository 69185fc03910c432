import json
import math
import warnings
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from qa.reading.calibration import LinearCalibration, logistic


def test_known_values() -> None:
    assert logistic(0.0) == 0.5 and logistic(math.log(4)) == pytest.approx(0.8)
    np.testing.assert_allclose(logistic(np.array([-math.log(3), math.log(3)])), [0.25, 0.75])


def test_no_score_is_too_large() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (logistic(-5000.0), logistic(5000.0)) == (0.0, 1.0)


def test_fitted_weights_are_read_by_name_and_weigh_in_that_order(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(json.dumps({"weights": {"b": -1, "a": 2, "c": 9}, "bias": 0.5, "refuse_below": 0.2}))
    calibration = LinearCalibration.read(file, ("a", "b"))
    assert calibration.refuse_below == 0.2
    np.testing.assert_allclose(
        calibration.probabilities(np.array([[1.0, 1.0], [0.0, 0.5]])), [1 / (1 + math.exp(-1.5)), 0.5]
    )
    with pytest.raises(ModelError, match=r"weights\.json"):
        LinearCalibration.read(file, ("missing",))
