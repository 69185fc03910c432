"""How well passages are ranked: recall, MRR, nDCG, characters retrieved (Manning et al. 2008; Järvelin 2002)."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from index.documents.datatypes import Passage
from qa.evaluation.outcomes import interval, rounded

Stretches = Mapping[str, Sequence[tuple[int, int]]]
"""The half-open stretches that answer a question, by document id."""

DEPTH = 20
CHARACTERS_AT = 5  # how many of the first passages have their characters counted
_HELD = 0.5  # of a stretch's characters: from this share on, it counts as retrieved


def means(rows: Sequence[dict[str, float]]) -> dict[str, Any]:
    """The mean figures of many questions."""
    names = list(rows[0]) if rows else []
    report: dict[str, Any] = {"questions": len(rows)}
    report |= {name: rounded(float(np.mean([row[name] for row in rows]))) for name in names}
    report["ndcg@10_interval"] = interval(np.array([row["ndcg@10"] for row in rows])) if rows else None
    return report


def relevant(passage: Passage, stretches: Stretches) -> bool:
    """Whether a passage overlaps one of the stretches."""
    return any(passage.start < end and start < passage.end for start, end in stretches.get(passage.document_id, ()))


def figures(passages: Sequence[Passage], stretches: Stretches, held: int) -> dict[str, float]:
    """The figures of a question's passages, best first; `held` is how many passages of the library are relevant.

    recall@k: the share of stretches that the first k passages hold at least half of. mrr@10 and ndcg@10: a passage is
    relevant if it overlaps a stretch. Character precision and recall: of the first five passages together.
    """
    gains = np.array([float(relevant(passage, stretches)) for passage in passages[:10]])
    discounts = 1 / np.log2(np.arange(2, 12))
    ideal = float(discounts[: min(held, 10)].sum())
    first = next((rank for rank, gain in enumerate(gains, start=1) if gain), None)
    precision, recall = _characters(passages[:CHARACTERS_AT], stretches)
    return {
        **{f"recall@{k}": _recall(passages[:k], stretches) for k in (1, 5, 20)},
        "mrr@10": 1 / first if first else 0.0,
        "ndcg@10": float((gains * discounts[: len(gains)]).sum()) / ideal if ideal else 0.0,
        "character_precision": precision,
        "character_recall": recall,
    }


def _recall(passages: Sequence[Passage], stretches: Stretches) -> float:
    pieces = [(document, start, end) for document, spans in stretches.items() for start, end in spans]
    held = [
        len(_covered(passages, document) & set(range(start, end))) >= _HELD * (end - start)
        for document, start, end in pieces
    ]
    return float(np.mean(held)) if held else 0.0


def _characters(passages: Sequence[Passage], stretches: Stretches) -> tuple[float, float]:
    shown = {(passage.document_id, offset) for passage in passages for offset in range(passage.start, passage.end)}
    gold = {
        (document, offset)
        for document, spans in stretches.items()
        for start, end in spans
        for offset in range(start, end)
    }
    both = len(shown & gold)
    return both / len(shown) if shown else 0.0, both / len(gold) if gold else 0.0


def _covered(passages: Sequence[Passage], document: str) -> set[int]:
    return {
        offset
        for passage in passages
        if passage.document_id == document
        for offset in range(passage.start, passage.end)
    }
