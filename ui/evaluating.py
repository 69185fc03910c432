"""`quoth eval`: measures on files of questions, as a table for people and JSON for programs."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from index.chunking import PassageSize
from qa.evaluation.expected import differences
from qa.evaluation.running import Choice, evaluate
from ui.settings import Settings

_SHOWN = {
    "reading": ("questions", "em", "f1", "f1_interval", "has_f1", "no_f1", "span_f1", "auroc", "ece", "p50_ms"),
    "answering": (
        *("questions", "f1", "f1_interval", "span_f1", "right_document", "right_sentence"),
        *("refusal_precision", "refusal_recall", "auroc", "ece", "quote_exact", "p50_ms", "p95_ms"),
    ),
    "retrieval": (
        *("questions", "recall@1", "recall@5", "recall@20", "mrr@10", "ndcg@10", "ndcg@10_interval"),
        *("character_precision", "character_recall"),
    ),
}
_SHOWN["followup"] = _SHOWN["retrieval"]


def eval_(settings: Settings, flags: Namespace) -> int:
    """Measures each file; 1 where one differs from the figures that the repository expects of it."""
    kept = Path(flags.keep) if flags.keep else None
    choice = Choice(
        settings.embedder,
        settings.reader,
        settings.refuse_below,
        settings.passages,
        PassageSize(flags.passage_tokens, flags.overlap),
        flags.sample,
        kept=kept,
        among=tuple(Path(each) for each in flags.among),
    )
    found: dict[str, dict[str, Any]] = {}
    differing = 0
    for name in flags.files:
        found[name] = evaluate(flags.mode, Path(name), choice, _watched)
        _show(flags.mode, name, found[name])
        if choice.is_plain():
            for line in differences(flags.mode, Path(name), found[name]):
                differing = 1
                print(f"  not as expected: {line}", file=sys.stderr)
        if kept:
            (kept / f"{flags.mode}.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if flags.json:
        print(json.dumps(found))
    return differing


def _watched(items: Iterable[Any], total: int, name: str) -> Iterable[Any]:
    """The items, with a bar and the time left on standard error."""
    watched: Iterable[Any] = tqdm(items, total=total, desc=name, unit="question", file=sys.stderr, dynamic_ncols=True)
    return watched


def _show(mode: str, name: str, report: dict[str, Any]) -> None:
    """A table: the figures a row, and a row more for each stage or way."""
    print(f"{mode}  {name}")
    print("  " + "  ".join(f"{key} {_shown(report[key])}" for key in _SHOWN[mode] if key in report))
    for part in ("stages", "ways"):
        for kind, figures in report.get(part, {}).items():
            print(f"  {kind:9} " + "  ".join(f"{key} {_shown(figures[key])}" for key in _SHOWN[mode] if key in figures))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "(" + " to ".join(_shown(each) for each in value) + ")"
    return f"{value:g}" if isinstance(value, float) else str(value)
