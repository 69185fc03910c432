"""README's and the model card's figures of quality, from expected.json and tests/data/measured."""

from typing import Any

from measured import read
from seed_questions import KINDS

from qa.evaluation.expected import row_of

_DOCUMENTS_READ = ("squad2", "nq", "clapnq")
_SETS = {"seed_questions.jsonl": "used while building", "seed_questions_held_out.jsonl": "held out"}


def seed_questions() -> str:
    """How many questions over seeds/ are right at the first finding, a row for each set."""
    figures = read("seed_questions")
    count = figures["questions"]
    rows = [
        "| Right at the first finding | fact | why, how | several documents | follow-up | rightly refused | all |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in figures["rows"]:
        kinds = [f"{row[kind]} of {count[kind]}" for kind in KINDS]
        total = f"{sum(row[kind] for kind in KINDS)} of {sum(count.values())}"
        cells = [_SETS[row["file"]], *kinds, total]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def reader() -> str:
    """The model card's table: the reader alone, on each file of questions."""
    rows = [
        "| file | questions | best span F1, answerable | F1 at the line (has / no answer) | AUROC | calibration |",
        "|---|---|---|---|---|---|",
    ]
    for name in _DOCUMENTS_READ:
        cells = [name, f"{_value('reading', name, 'questions'):,}", _with_interval("reading", name, "span_f1")]
        rows.append("| " + " | ".join([*cells, *_at_the_line(name)]) + " |")
    return "\n".join(rows)


def _at_the_line(name: str) -> list[str]:
    """F1 at the refusal line, AUROC and calibration error; no AUROC where every question has an answer."""
    f1, ece = _value("reading", name, "f1"), _value("reading", name, "ece")
    auroc = _row("reading", name, "auroc")["value"]
    if auroc is None:
        return [f"{f1:.1f}", "–", f"{ece:.2f}"]
    parts = f"{_value('reading', name, 'has_f1'):.1f} / {_value('reading', name, 'no_f1'):.1f}"
    best = _value("reading", name, "best_f1")
    return [f"{f1:.1f} ({parts}); {best:.1f} at its best line", f"{auroc:.3f}", f"{ece:.3f}"]


def _row(mode: str, name: str, measure: str) -> dict[str, Any]:
    return row_of(mode, f"{name}.jsonl.gz", measure)


def _value(mode: str, name: str, measure: str) -> Any:
    return _row(mode, name, measure)["value"]


def _with_interval(mode: str, name: str, measure: str) -> str:
    row = _row(mode, name, measure)
    interval = f" ({row['interval'][0]:.1f} to {row['interval'][1]:.1f})" if row["interval"] else ""
    return f"{row['value']:.1f}{interval}"
