"""`quoth eval`: how well Quoth does on files of questions, as a table for people and JSON for programs."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from index.adding.progress import Progress
from index.documents.chunking import DEFAULT_SIZE, PassageSize
from index.errors import QuothError
from qa.evaluation.expected import differences
from qa.evaluation.running import EvaluationSettings, Item, evaluate
from ui.cli.verbs import FAILED, READING, verb
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
_SHOWN["followup"] = (*_SHOWN["retrieval"], "follow_ups", "equal", "close", "token_f1", "complete", "changed")
_SHOWN["written"] = (
    *("questions", "answerable", "strict", "strict_interval", "right", "right_interval", "right_document"),
    *("refusal_precision", "refusal_recall", "passage_read", "ece", "p50_ms", "p95_ms"),
)


@verb("eval", *READING)
@click.argument("mode", type=click.Choice(list(_SHOWN)))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="End with one line of JSON, with a key for each file.")
@click.option("--sample", type=int, default=0, metavar="N", help="Use N questions of each file, drawn at random.")
@click.option(
    "--passage-tokens",
    type=int,
    default=DEFAULT_SIZE.tokens,
    metavar="N",
    help="The most tokens that a passage may have.",
    show_default=True,
)
@click.option(
    "--overlap",
    type=int,
    default=DEFAULT_SIZE.overlap,
    metavar="N",
    help="Tokens that neighbouring passages share.",
    show_default=True,
)
@click.option(
    "--among", multiple=True, metavar="FILE", help="For answering: put this file's contexts into the library too."
)
@click.option(
    "--documents", metavar="FOLDER", help="For written: the documents (default: the folder docs beside FILE)."
)
@click.option("--only", multiple=True, metavar="NAME", help="For written: only the questions about this document.")
@click.option("--keep", metavar="DIR", help="Keep outcomes and plots in this folder, and resume from them next time.")
def eval_(
    settings: Settings,
    mode: str,
    files: Sequence[str],
    as_json: bool,
    sample: int,
    passage_tokens: int,
    overlap: int,
    among: Sequence[str],
    documents: str | None,
    only: Sequence[str],
    keep: str | None,
) -> int:
    """Measure Quoth on questions with known answers.

    It measures how well Quoth reads given passages, answers from a library, retrieves passages, understands follow-up
    questions, or answers written questions about whole documents. A FILE is .jsonl or .jsonl.gz. It exits with 1 if a
    file cannot be measured, or if its figures are not the expected ones.
    """
    kept = _folder(keep) if keep else None
    evaluation = EvaluationSettings(
        settings.embedder,
        settings.reader,
        settings.refuse_below,
        settings.passages,
        PassageSize(passage_tokens, overlap),
        sample,
        kept=kept,
        among=tuple(map(Path, among)),
        documents=Path(documents) if documents else None,
        only=tuple(only),
    )
    reports: dict[str, dict[str, Any]] = {}
    failed = 0
    for name in files:
        try:
            reports[name] = evaluate(mode, Path(name), evaluation, _Bars())
        except QuothError as error:
            failed = FAILED
            print(f"quoth: {error}", file=sys.stderr)
        else:
            failed |= _reported(mode, name, reports[name], evaluation)
    if as_json:
        print(json.dumps(reports))
    return failed


def _reported(mode: str, name: str, report: dict[str, Any], evaluation: EvaluationSettings) -> int:
    """Shows a file's figures, and keeps them if asked to; 1 if they are not the expected ones."""
    _show(mode, name, report)
    unexpected = list(differences(mode, Path(name), report)) if evaluation.is_plain() else []
    for line in unexpected:
        print(f"  not as expected: {line}", file=sys.stderr)
    if evaluation.kept and evaluation.is_plain():
        _keep(evaluation.kept / f"{mode}.json", name, report)
    return FAILED if unexpected else 0


def _folder(name: str) -> Path:
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QuothError(f"{name}: {error.strerror}. --keep needs the path of a folder.") from error
    return Path(name)


def _keep(file: Path, name: str, report: dict[str, Any]) -> None:
    """Adds a file's figures to those kept for other files."""
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(json.dumps({**known, name: report}, indent=1) + "\n", encoding="utf-8")


class _Bars:
    """Bars with the time left, on standard error."""

    def __init__(self) -> None:
        self._documents: Any = None

    def over(self, items: Iterable[Item], total: int, name: str) -> Iterable[Item]:
        """The items; each one moves the bar a step."""
        watched: Iterable[Item] = tqdm(
            items, total=total, desc=name, unit="question", file=sys.stderr, dynamic_ncols=True
        )
        return watched

    def adding(self, progress: Progress) -> None:
        """Moves the bar a step for each document added."""
        if self._documents is None:
            self._documents = tqdm(total=progress.total, unit="document", file=sys.stderr, dynamic_ncols=True)
        self._documents.update(progress.done - self._documents.n)
        if progress.done == progress.total:
            self._documents.close()


def _show(mode: str, name: str, report: dict[str, Any]) -> None:
    """A table: one row of figures, and one more for each stage or way."""
    print(f"{mode}  {name}")
    print("  " + "  ".join(f"{key} {_shown(report[key])}" for key in _SHOWN[mode] if key in report))
    for part in ("stages", "ways", "kinds"):
        for kind, figures in report.get(part, {}).items():
            print(f"  {kind:9} " + "  ".join(f"{key} {_shown(figures[key])}" for key in _SHOWN[mode] if key in figures))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "(" + " to ".join(_shown(bound) for bound in value) + ")"
    return f"{value:g}" if isinstance(value, float) else str(value)
