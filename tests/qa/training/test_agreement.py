from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")

from qa.agreement.decision import Relation
from qa.agreement.features import features
from qa.evaluation.agreement import agreement_summary, read_pairs
from qa.training.agreement import FOR_DIFFERENCE, FOR_OTHER, cross_validated, fit

PAIRS = read_pairs(Path(__file__).parents[2] / "data" / "agreement" / "pairs.jsonl")
ROWS = np.array([features(pair.question, pair.one, pair.other) for pair in PAIRS])


def test_no_weight_has_a_sign_that_makes_no_sense() -> None:
    weights = fit(PAIRS, ROWS)
    for head, signs in (("differ", FOR_DIFFERENCE), ("other", FOR_OTHER)):
        assert set(weights[head]) == {"intercept", *signs}
        assert all(weights[head][name] * sign >= 0 for name, sign in signs.items())


def test_pairs_are_told_by_weights_of_other_questions() -> None:
    said = cross_validated(PAIRS, ROWS, seed=1)
    assert said == cross_validated(PAIRS, ROWS, seed=1) and set(said) == set(Relation)
    assert agreement_summary(PAIRS, said)["differ_precision"] > 0.7
