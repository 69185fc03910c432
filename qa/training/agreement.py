"""Fit how the features of two quotes add up to "they say the same", "they differ", "they speak of other things".

    python -m qa.training.agreement PAIRS.jsonl … [--write]

Prints what the pairs get from weights fitted on the pairs of other questions (ten folds, five times), and with --write
replaces qa/agreement/weights.json by weights fitted on all of them.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from qa.agreement import decision
from qa.agreement.decision import Relation, Weights
from qa.agreement.features import NAMES, features
from qa.evaluation.agreement import Pair, agreement_summary, decided, read_pairs

Floats = NDArray[np.float64]
FOR_DIFFERENCE = {
    **dict.fromkeys(("figures_conflict", "dates_conflict", "names_apart", "words_apart", "ends_opposed"), 1),
    **dict.fromkeys(("yes_and_no", "negated_twin", "modality_apart", "strength_apart", "frame_shared"), 1),
    **dict.fromkeys(("figures_agree", "dates_agree", "names_equal", "names_shared", "words_shared"), -1),
    **dict.fromkeys(("words_held", "answers_equal", "ends_shared", "yes_and_yes", "figure_missing"), -1),
    "yes_or_no": 0,
}
FOR_OTHER = {
    **dict.fromkeys(("figures_of_other_kind", "strayed", "parted", "other_year", "other_name", "name_missing"), 1),
    **dict.fromkeys(
        (
            "one_sided",
            "asked_one_sided",
            "subject_one_sided",
            "says_question",
            "asks_opinion",
            "figures_conflict",
            "dates_conflict",
        ),
        1,
    ),
    **dict.fromkeys(("frame_shared", "figures_agree", "dates_agree", "answers_equal", "names_equal"), -1),
    **dict.fromkeys(("ends_opposed",), -1),
    **dict.fromkeys(("yes_or_no", "asks_value", "names_apart"), 0),
}
"""The features of each of the two functions, and the sign that a weight may have (0: either)."""
PENALTY = {"differ": 1.0, "other": 1.0}
"""On half the squared weights: of 0.3 to 3, what the folds favour; they hardly tell them apart."""
_FOLDS, _ROUNDS, _SEED = 10, 5, 13


def fit(pairs: Sequence[Pair], rows: Floats) -> Weights:
    """The weights of both functions. `rows`: (n, len(NAMES))."""
    labels = np.array([pair.relation.value for pair in pairs])
    related = labels != Relation.OTHER.value
    return {
        "differ": _fitted(rows[related], labels[related] == Relation.DIFFER.value, FOR_DIFFERENCE, PENALTY["differ"]),
        "other": _fitted(rows, ~related, FOR_OTHER, PENALTY["other"]),
    }


def _fitted(rows: Floats, wanted: NDArray[np.bool_], signs: Mapping[str, int], penalty: float) -> dict[str, float]:
    """Penalised logistic regression with bounded signs, by L-BFGS-B."""
    inputs = np.column_stack([np.ones(len(rows)), rows[:, [NAMES.index(name) for name in signs]]])
    targets = wanted.astype(np.float64)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = inputs @ weights
        chance = 1 / (1 + np.exp(-scores))
        value = float(np.sum(np.logaddexp(0, scores) - targets * scores) + penalty / 2 * np.sum(weights[1:] ** 2))
        slope: Floats = inputs.T @ (chance - targets)
        slope[1:] += penalty * weights[1:]
        return value, slope

    bounds = [(None, None)] + [(0 if sign > 0 else None, 0 if sign < 0 else None) for sign in signs.values()]
    found = minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return {name: round(float(weight), 4) for name, weight in zip(("intercept", *signs), found, strict=True)}


def cross_validated(pairs: Sequence[Pair], rows: Floats, seed: int) -> list[Relation]:
    """What is said of each pair by weights fitted on other questions' pairs."""
    questions = sorted({pair.question for pair in pairs})
    folds = dict(zip(questions, np.random.default_rng(seed).permutation(len(questions)) % _FOLDS, strict=True))
    said: list[Relation] = [Relation.OTHER] * len(pairs)
    for fold in range(_FOLDS):
        ours = [number for number, pair in enumerate(pairs) if folds[pair.question] == fold]
        others = [number for number, pair in enumerate(pairs) if folds[pair.question] != fold]
        weights = fit([pairs[number] for number in others], rows[others])
        for number, relation in zip(ours, decided([pairs[number] for number in ours], weights), strict=True):
            said[number] = relation
    return said


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    pairs = [pair for file in arguments.files for pair in read_pairs(file)]
    rows = np.array([features(pair.question, pair.one, pair.other) for pair in pairs])
    said = [relation for round_ in range(_ROUNDS) for relation in cross_validated(pairs, rows, _SEED + round_)]
    report = agreement_summary(pairs * _ROUNDS, said)
    print(json.dumps({name: value for name, value in report.items() if not name.endswith("interval")}, indent=1))
    if arguments.write:
        path = Path(decision.__file__).with_name("weights.json")
        path.write_text(json.dumps(fit(pairs, rows), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
