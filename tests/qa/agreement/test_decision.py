"""What is said of pairs of quotes; how often it is right is measured by `quoth eval agreement`."""

from pathlib import Path

import numpy as np
import pytest

from qa.agreement.datatypes import Statement
from qa.agreement.decision import Relation, decide
from qa.agreement.features import NAMES, features
from qa.evaluation.agreement import agreement_summary, decided, read_pairs

PAIRS = Path(__file__).parents[2] / "data" / "agreement"
CHIP = "Can Huawei's Ascend 910B outperform Nvidia's A100?"
GAP = "Is the AI gap between China and the US narrowing or widening?"


def whole(quote: str) -> Statement:
    return Statement(quote, quote)


CLAIMED = whole("The tech giant claims its Ascend 910B AI chip can outperform Nvidia’s A100 chip in some tests.")
COMPARED = whole("Huawei's Ascend 910B AI chip has shown performance in some tests comparable to Nvidia's A100.")
NARROWS = whole(
    "Leading researchers are asserting that China is rapidly narrowing its gap with the United States in AI."
)
WIDENS = whole(
    "Tang Jie said that while models have closed the gap with the US, the overall gap may actually be widening."
)
SHRINKS = whole(
    "According to Stanford's AI Index Report the quality gap between China and the U.S. is rapidly shrinking."
)


@pytest.mark.parametrize(
    ("question", "one", "other", "relation"),
    [
        (CHIP, CLAIMED, COMPARED, Relation.DIFFER),
        (GAP, NARROWS, WIDENS, Relation.DIFFER),
        (GAP, NARROWS, SHRINKS, Relation.SAME),
        (CHIP, CLAIMED, CLAIMED, Relation.SAME),
    ],
)
def test_claims_are_told_by_their_strength_and_direction(
    question: str, one: Statement, other: Statement, relation: Relation
) -> None:
    assert decide(question, one, other).relation is relation


def test_a_relation_is_the_same_from_both_sides() -> None:
    for pair in read_pairs(PAIRS / "pairs.jsonl"):
        there, back = features(pair.question, pair.one, pair.other), features(pair.question, pair.other, pair.one)
        assert there == back, (pair.question, [name for name, a, b in zip(NAMES, there, back, strict=True) if a != b])


def test_pairs_that_no_fit_has_seen() -> None:
    pairs = read_pairs(PAIRS / "pairs_held_out.jsonl")
    report = agreement_summary(pairs, decided(pairs))
    assert report["pairs"] >= 35 and report["false_same"] <= 0.03
    assert report["differ_recall"] >= 0.7 and report["differ_precision"] >= 0.85


def test_every_feature_is_a_number_for_any_text() -> None:
    odd = [
        Statement("", ""),
        Statement("?", "?"),
        Statement("910B 3% May 1999 – not", "May 1999"),
        whole("阿里巴巴 2024"),
    ]
    for one in odd:
        for other in odd:
            row = np.array(features("", one, other))
            assert row.shape == (len(NAMES),) and np.isfinite(row).all()
            assert decide("Who?", one, other).relation in Relation
