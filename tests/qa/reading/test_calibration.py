import json
import math
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ModelError
from qa.reading.calibration import LinearCalibration, logistic, logit, moved

CHANCES = st.floats(1e-6, 1 - 1e-6)


@given(CHANCES)
def test_the_logit_undoes_the_logistic(chance: float) -> None:
    assert logistic(logit(chance)) == pytest.approx(chance)


def test_known_values() -> None:
    assert logistic(0.0) == 0.5 and logit(0.8) == pytest.approx(math.log(4))
    np.testing.assert_allclose(logistic(np.array([-math.log(3), math.log(3)])), [0.25, 0.75])


def test_no_score_is_too_large() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (logistic(-5000.0), logistic(5000.0)) == (0.0, 1.0)
        assert math.isfinite(logit(0.0)) and logit(1.0) == pytest.approx(-logit(0.0))


@given(CHANCES, CHANCES, st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_what_is_moved_keeps_its_order_and_its_side_of_the_line(
    one: float, other: float, line: float, to: float
) -> None:
    assert (one < other) <= (moved(one, line, to) <= moved(other, line, to))
    assert moved(line, line, to) == pytest.approx(to)
    assert (one < 0.99 * line) <= (moved(one, line, to) < to)


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
