"""Pairs of quotes that answer one question, labelled by people → how well agreements and differences are told.

A line is `{"question", "a": {"quote", "answer", "date"}, "b": {…}, "label": "same" | "differ" | "other"}`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qa.agreement.datatypes import Statement
from qa.agreement.decision import Relation, Weights, decide
from qa.evaluation.metrics import Rows, percentiles, resampled
from qa.evaluation.questions import read_lines


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements on one question, and how they stand to each other."""

    question: str
    one: Statement
    other: Statement
    relation: Relation


def read_pairs(path: Path) -> list[Pair]:
    """All pairs of a file. Raises ValueError for a label that is none, or an answer that is not in its quote."""
    return [
        Pair(record["question"], _statement(record["a"]), _statement(record["b"]), Relation(record["label"]))
        for record in read_lines(path)
    ]


def decided(pairs: Sequence[Pair], weights: Weights | None = None) -> list[Relation]:
    """What is said of each pair; `weights` replaces those in the package."""
    return [decide(pair.question, pair.one, pair.other, weights).relation for pair in pairs]


def agreement_summary(pairs: Sequence[Pair], said: Sequence[Relation]) -> dict[str, Any]:
    """The confusion and the shares that matter, 0 to 1 or null, each with its 95 % interval by resampling the pairs.

    `false_same` is the share of what differs that is called the same; `same_of_other` that of what speaks of other
    things.
    """
    labels = np.array([pair.relation.value for pair in pairs])
    told = np.array([relation.value for relation in said])
    report: dict[str, Any] = {"pairs": len(pairs)}
    for name, (of, given, is_said) in _SHARES.items():
        known, wanted = (labels == given, told == is_said) if of == "labels" else (told == is_said, labels == given)
        report |= _share(name, known, wanted)
    report["confusion"] = {
        label.value: {claim.value: int(((labels == label.value) & (told == claim.value)).sum()) for claim in Relation}
        for label in Relation
    }
    return report


_SHARES = {
    "false_same": ("labels", "differ", "same"),
    "same_of_other": ("labels", "other", "same"),
    "differ_recall": ("labels", "differ", "differ"),
    "differ_precision": ("told", "differ", "differ"),
    "same_recall": ("labels", "same", "same"),
    "same_precision": ("told", "same", "same"),
}
"""Of what is labelled, or told, so: the share that is told, or labelled, so."""


def _share(name: str, known: "np.ndarray[Any, Any]", wanted: "np.ndarray[Any, Any]") -> dict[str, Any]:
    def share(rows: Rows) -> float:
        return float(wanted[rows][known[rows]].mean()) if known[rows].any() else float("nan")

    if not known.any():
        return {name: None, f"{name}_interval": None}
    interval = percentiles(resampled(share, len(known)))
    return {
        name: round(share(np.arange(len(known))), 4),
        f"{name}_interval": [round(bound, 4) for bound in interval],
    }


def _statement(record: dict[str, Any]) -> Statement:
    if record["answer"] not in record["quote"]:
        raise ValueError(f"the answer {record['answer']!r} is not in its quote")
    return Statement(record["quote"], record["answer"], record.get("date"))
