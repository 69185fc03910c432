"""`quoth eval`: measures on files of questions, as a table for people and JSON for programs."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from index.adding.progress import Progress
from index.documents.chunking import PassageSize
from index.errors import QuothError
from qa.evaluation.expected import differences
from qa.evaluation.running import Choice, Item, evaluate
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
    """Measures each file; 1 where one cannot be measured or differs from the figures that are expected of it."""
    kept = _folder(flags.keep) if flags.keep else None
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
    failed = 0
    for name in flags.files:
        try:
            found[name] = evaluate(flags.mode, Path(name), choice, _Bars())
        except QuothError as error:
            failed = 1
            print(f"quoth: {error}", file=sys.stderr)
            continue
        _show(flags.mode, name, found[name])
        for line in differences(flags.mode, Path(name), found[name]) if choice.is_plain() else ():
            failed = 1
            print(f"  not as expected: {line}", file=sys.stderr)
        if kept and choice.is_plain():
            _keep(kept / f"{flags.mode}.json", name, found[name])
    if flags.json:
        print(json.dumps(found))
    return failed


def _folder(name: str) -> Path:
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QuothError(f"{name}: {error.strerror}. --keep needs the name of a folder.") from error
    return Path(name)


def _keep(file: Path, name: str, report: dict[str, Any]) -> None:
    """Adds a file's figures to those kept of other files."""
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(json.dumps({**known, name: report}, indent=1) + "\n", encoding="utf-8")


class _Bars:
    """Bars with the time left, on standard error."""

    def __init__(self) -> None:
        self._documents: Any = None

    def over(self, items: Iterable[Item], total: int, name: str) -> Iterable[Item]:
        """The items, a step of the bar each."""
        watched: Iterable[Item] = tqdm(
            items, total=total, desc=name, unit="question", file=sys.stderr, dynamic_ncols=True
        )
        return watched

    def adding(self, progress: Progress) -> None:
        """A step of the bar for each document added."""
        if self._documents is None:
            self._documents = tqdm(total=progress.total, unit="document", file=sys.stderr, dynamic_ncols=True)
        self._documents.update(progress.done - self._documents.n)
        if progress.done == progress.total:
            self._documents.close()


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
