"""What the rounds measured → medians and ratios to Quoth → a Markdown table, which says where a peer is better."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from peers.questions import DEPTHS, found_at
from peers.registry import PEERS, QUOTH

COLUMNS: Mapping[str, tuple[str, str, float]] = {
    "add": ("add", "s", 1),
    "add_beside_embedding": ("add, beside the model", "s", 1),
    "p50": ("question, p50", "ms", 1000),
    "p95": ("p95", "ms", 1000),
    "p50_beside_embedding": ("p50, beside the model", "ms", 1000),
    "peak_mb": ("memory", "MB", 1),
}
"""By measure: its column's heading, the unit that is shown, and how many of these are in one of what was measured."""

_ADDING = "Quoth commits each document by itself, safe from a power cut, with its words; they write once, at the end"
_ASKING = "they search by meaning alone; Quoth's second row does so too"
WHY: Mapping[str, str] = {"add": _ADDING, "add_beside_embedding": _ADDING}
"""By measure: why peers are better at it, where they are."""


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that at least `share` of the values, 0 to 1, do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def round_of(measured: Mapping[str, Any]) -> dict[str, float]:
    """The measures of one peer in one round."""
    asked, beside = measured["questions"], measured["questions_beside_embedding"]
    return {
        "add": measured["add"],
        "add_beside_embedding": measured["add_beside_embedding"],
        "p50": percentile(asked, 0.5),
        "p95": percentile(asked, 0.95),
        "p50_beside_embedding": percentile(beside, 0.5),
        "peak_mb": measured["peak_mb"],
    }


def figures_of(rounds: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """A row for each peer: the median of each measure, and its ratio to Quoth's in the same round with its spread."""
    quoth = [round_of(measured) for measured in rounds[QUOTH]]
    rows = []
    for name, measured_rounds in rounds.items():
        each = [round_of(measured) for measured in measured_rounds]
        row: dict[str, Any] = {"peer": name, "passages": measured_rounds[0]["passages"]}
        for measure in quoth[0]:
            ratios = sorted(own[measure] / other[measure] for own, other in zip(each, quoth, strict=True))
            row[measure] = {
                "median": float(f"{statistics.median(own[measure] for own in each):.4g}"),
                "ratio": round(statistics.median(ratios), 3),
                "least": round(ratios[0], 3),
                "most": round(ratios[-1], 3),
            }
        row["found"] = {depth: round(share, 3) for depth, share in found_at(measured_rounds[0]["ranks"]).items()}
        rows.append(row)
    return {"rounds": len(quoth), "rows": rows}


def table(figures: Mapping[str, Any]) -> str:
    """The table, Quoth's row in units and the others as ratios to it, then where a peer was better in every round."""
    own = "cut by each one's own splitter" if figures["own"] else "the same passages for all"
    heads = " | ".join(head for head, _, _ in COLUMNS.values())
    depths = " / ".join(str(depth) for depth in DEPTHS)
    lines = [
        f"| {figures['questions']} questions, {own} | passages | {heads} | gold passage among {depths} |",
        "|---|---" + "|---" * len(COLUMNS) + "|---|",
        *(_row(row) for row in figures["rows"]),
        "",
        *_better(figures["rows"]),
        *(f"- {PEERS[name].label} could not be measured: {reason}." for name, reason in figures["missing"].items()),
    ]
    return "\n".join(lines)


def _row(row: Mapping[str, Any]) -> str:
    cells = []
    for measure, (_, unit, scale) in COLUMNS.items():
        figure = row[measure]
        if row["peer"] == QUOTH:
            value = figure["median"] * scale
            cells.append(f"{value:.3g} {unit}" if value < 1000 else f"{value:,.0f} {unit}")
        else:
            cells.append(f"× {figure['ratio']:.2f} ({figure['least']:.2f} to {figure['most']:.2f})")
    found = " / ".join(f"{100 * row['found'][str(depth)]:.1f} %" for depth in DEPTHS)
    return f"| {PEERS[row['peer']].label} | {row['passages']:,} | {' | '.join(cells)} | {found} |"


def _better(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """A line for each column in which some peer was better than Quoth in every round."""
    quoth = next(row for row in rows if row["peer"] == QUOTH)
    peers = [row for row in rows if "quoth" not in PEERS[row["peer"]].packages]
    lines = []
    for measure, (head, _, _) in COLUMNS.items():
        better = sorted((row for row in peers if row[measure]["most"] < 1), key=lambda row: row[measure]["ratio"])
        if better:
            named = ", ".join(f"{PEERS[row['peer']].label} × {row[measure]['ratio']:.2f}" for row in better)
            words = any(PEERS[row["peer"]].searches_words for row in better)
            why = WHY.get(measure) or ("" if words or measure == "peak_mb" else _ASKING)
            lines.append(f"- {head}: better than Quoth in every round: {named}{f' ({why})' if why else ''}.")
    for depth in map(str, DEPTHS):
        better = [row for row in peers if row["found"][depth] > quoth["found"][depth]]
        if better:
            named = ", ".join(f"{PEERS[row['peer']].label} {100 * row['found'][depth]:.1f} %" for row in better)
            lines.append(f"- gold passage among {depth}: better than Quoth: {named}.")
    return lines or ["- No peer was better than Quoth in every round, in any column."]
