"""The measures that the reader is judged by, each with its command: python tests/tools/measures.py prints the table.

A figure is what its command kept last; "not measured" where nothing was kept yet. `written.jsonl` stands for a file of
written questions, ACL-Verbatim's gold file is 333_20260206_dense_top5_20260305.json of
github.com/KRLabsOrg/acl-verbatim, and DATA holds the evaluation files of CONTRIBUTING.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from measured import read

from qa.evaluation.expected import row_of
from qa.evaluation.outcomes import interval

ROOT = Path(__file__).parents[2]
ACL = "333_20260206_dense_top5_20260305.json"
WRITTEN = "written.jsonl"
_WEIGHTS = ("*.onnx", "*.npz", "*.safetensors")
Figure = tuple[float, Sequence[float] | None]
"""A value and its 95 % interval."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row: `figures` gives the values beside the `targets`, the least (or, `at_most`, the most) that is wanted."""

    what: str
    command: str
    targets: Sequence[float]
    figures: Callable[[], Sequence[Figure]]
    shown: str = "{:.2f}"
    at_most: bool = False

    def row(self) -> str:
        """The row as Markdown."""
        sign = "≤" if self.at_most else "≥"
        wanted = f"{sign} {' / '.join(self.shown.format(target) for target in self.targets)}"
        try:
            figures = self.figures()
        except (KeyError, FileNotFoundError):
            return f"| {self.what} | `{self.command}` | {wanted} | not measured | |"
        return f"| {self.what} | `{self.command}` | {wanted} | {self._values(figures)} | {self._verdict(figures)} |"

    def _values(self, figures: Sequence[Figure]) -> str:
        parts = []
        for value, bounds in figures:
            spread = " ({} to {})".format(*(self.shown.format(bound) for bound in bounds)) if bounds else ""
            parts.append(f"{self.shown.format(value)}{spread}")
        return " / ".join(parts)

    def _verdict(self, figures: Sequence[Figure]) -> str:
        pairs = zip(figures, self.targets, strict=True)
        met = all(value <= target if self.at_most else value >= target for (value, _), target in pairs)
        return "met" if met else "missed"


def table() -> str:
    """The table for README and the model card."""
    rows = ["| what | command | target | this version (95 % interval) | |", "|---|---|---|---|---|"]
    return "\n".join([*rows, *(measure.row() for measure in MEASURES)])


def weight_bytes() -> int:
    """The bytes of all weights in the package."""
    folders = (ROOT / "index" / "embedding", ROOT / "qa" / "reading")
    return sum(file.stat().st_size for folder in folders for kind in _WEIGHTS for file in folder.rglob(kind))


def _kept(mode: str, file: str, *measures: str) -> Callable[[], list[Figure]]:
    def figures() -> list[Figure]:
        rows = [row_of(mode, file, measure) for measure in measures]
        return [(row["value"], row["interval"]) for row in rows]

    return figures


def _seeds() -> list[Figure]:
    """Both sixties together, in percent: facts, why and how, rightly refused."""
    known = read("seed_questions")
    rows = known["rows"]
    figures: list[Figure] = []
    for kind in ("fact", "why", "unanswerable"):
        right, total = sum(row[kind] for row in rows), len(rows) * known["questions"][kind]
        figures.append((100 * right / total, interval(np.arange(total) < right, 100)))
    return figures


def _asking() -> list[Figure]:
    """A new question over a large library, in seconds."""
    rows: list[dict[str, Any]] = read("asking")["rows"]
    (row,) = [row for row in rows if row["stage"] == "total" and row["what"].startswith("a new question")]
    return [(row[name] / 1000, [bound / 1000 for bound in row[f"{name}_interval"]]) for name in ("p50", "p95")]


_ASKED = f"quoth eval written {WRITTEN} --documents DOCS --only NAME …"
_BENCH = f"python tests/tools/bench_asking.py {WRITTEN} --documents DOCS --keep"
MEASURES = (
    Measure(
        "questions over ten documents kept aside, in a library of all: the lit words are right / they or the quote are",
        *(_ASKED, (0.72, 0.82), _kept("written", WRITTEN, "strict", "right")),
    ),
    Measure(
        "the same: refusals, precision / recall",
        *(_ASKED, (0.80, 0.80), _kept("written", WRITTEN, "refusal_precision", "refusal_recall")),
    ),
    Measure(
        "the same: the passage that answers is among those read",
        *(_ASKED, (0.96,), _kept("written", WRITTEN, "passage_read")),
    ),
    Measure("the same: calibration error", _ASKED, (0.08,), _kept("written", WRITTEN, "ece"), at_most=True),
    Measure(
        "half of SQuAD 2.0's dev set: F1 of the best span / at the refusal line",
        *("quoth eval reading DATA/squad2.jsonl.gz", (86, 76), _kept("reading", "squad2.jsonl.gz", "span_f1", "f1")),
        shown="{:.1f}",
    ),
    Measure(
        "the same: AUROC of having an answer",
        *("quoth eval reading DATA/squad2.jsonl.gz", (0.86,), _kept("reading", "squad2.jsonl.gz", "auroc")),
    ),
    Measure(
        "Natural Questions with the right passage: F1 of the best span",
        *("quoth eval reading DATA/nq.jsonl.gz", (73,), _kept("reading", "nq.jsonl.gz", "span_f1")),
        shown="{:.1f}",
    ),
    Measure(
        "CLAPnq: refusals, precision / recall",
        *("quoth eval reading DATA/clapnq.jsonl.gz", (0.85, 0.80)),
        _kept("reading", "clapnq.jsonl.gz", "refusal_precision", "refusal_recall"),
    ),
    Measure(
        "ACL-Verbatim's gold rows: micro word F1 of the sentences quoted",
        *(f"quoth eval quoting {ACL}", (0.46,), _kept("quoting", ACL, "word_f1")),
    ),
    Measure(
        "both sixties over `seeds/`, in percent: facts / why and how / rightly refused",
        *("python tests/tools/seed_questions.py --keep", (92, 75, 90), _seeds),
        shown="{:.0f}",
    ),
    Measure(
        "a new question, models warm, 10,000 passages, in seconds: median / 95th percentile",
        *(_BENCH, (0.7, 1.2), _asking),
        at_most=True,
    ),
    Measure(
        "weights in the package, in MB",
        *("python tests/tools/measures.py", (130,), lambda: [(weight_bytes() / 1e6, None)]),
        shown="{:.0f}",
        at_most=True,
    ),
)

if __name__ == "__main__":
    print(table())
