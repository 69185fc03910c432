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


@pytest.mark.parametrize(
    ("file", "recall", "precision"), [("pairs_held_out.jsonl", 0.62, 0.9), ("pairs_unseen.jsonl", 0.4, 0.8)]
)
def test_pairs_that_no_fit_has_seen(file: str, recall: float, precision: float) -> None:
    """`pairs_unseen` were written by reading documents, before anybody saw what is said of them."""
    pairs = read_pairs(PAIRS / file)
    report = agreement_summary(pairs, decided(pairs))
    assert report["pairs"] >= 70 and report["confusion"]["differ"]["same"] <= 1 and report["same_of_other"] == 0
    assert report["differ_recall"] >= recall and report["differ_precision"] >= precision


@pytest.mark.parametrize(
    ("question", "one", "other", "relation"),
    [
        (
            "How many employees has the firm?",
            ("The firm has 12 employees.", "12 employees"),
            ("The firm has 12 offices.", "12 offices"),
            "not same",
        ),
        (
            "How many councillors sit on the council?",
            ("The council is made up of sixteen councillors.", "sixteen councillors"),
            ("The council has 16 members.", "16 members"),
            "same",
        ),
        (
            "How much storage does the plan include?",
            ("The plan includes 2 GB of storage.", "2 GB"),
            ("2,048 MB of storage are included in the plan.", "2,048 MB"),
            "same",
        ),
        (
            "How many people live in the parish?",
            ("In 1881 the parish had 5,061 inhabitants.", "5,061 inhabitants"),
            ("At the census of 2011 the parish had 14,736 inhabitants.", "14,736 inhabitants"),
            "other",
        ),
        (
            "How many minutes does GitHub Free include?",
            ("GitHub Free includes 2,000 minutes.", "2,000 minutes"),
            ("GitHub Pro includes 3,000 minutes.", "3,000 minutes"),
            "other",
        ),
        (
            "Can people on the scheme bring their family?",
            ("On the scheme no family may be brought.", "no family may be brought"),
            ("Nobody can bring their family on the scheme.", "Nobody can bring their family"),
            "not differ",
        ),
        (
            "When will the fund run out of cash?",
            ("The fund will run out of cash in 2027.", "2027"),
            ("The cash of the fund will last until 2030.", "until 2030"),
            "not same",
        ),
    ],
)
def test_kinds_that_were_told_wrongly(
    question: str, one: tuple[str, str], other: tuple[str, str], relation: str
) -> None:
    said = decide(question, Statement(*one), Statement(*other)).relation.value
    assert said != relation.removeprefix("not ") if relation.startswith("not ") else said == relation


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


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "What are the biggest challenges facing the mill?",
            "Limited access to water and a need for a more daring board are key challenges.",
            "It faces a lack of water and laws that limit hiring.",
        ),
        (
            "Why did the mill close?",
            "It closed because orders fell.",
            "It closed because the owners never raised enough money.",
        ),
    ],
)
def test_several_reasons_are_no_quarrel(question: str, one: str, other: str) -> None:
    assert decide(question, whole(one), whole(other)).relation is not Relation.DIFFER


def test_a_figure_differs_also_where_several_answers_can_be_right() -> None:
    question = "What are the hours at which the library opens?"
    one, other = whole("The library opens at 9 am."), whole("The library opens at 10 am on weekdays.")
    assert decide(question, one, other).relation is Relation.DIFFER
