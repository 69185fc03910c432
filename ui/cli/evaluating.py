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
from qa.evaluation.running import evaluate
from qa.evaluation.settings import EvaluationSettings, Item
from qa.evaluation.stages import MEANINGS
from ui.cli.verbs import FAILED, READING, verb
from ui.settings import Settings

_SHOWN = {
    "reading": ("questions", "em", "f1", "f1_interval", "has_f1", "no_f1", "span_f1", "auroc", "ece", "p50_ms"),
    "answering": (
        *("questions", "f1", "f1_interval", "span_f1", "right_document", "right_sentence"),
        *("refusal_precision", "refusal_recall", "auroc", "ece", "quote_exact", "p50_ms", "p95_ms"),
    ),
    "retrieval": (
        *("questions", "recall@1", "recall@5", "recall@10", "recall@20", "mrr@10", "ndcg@10", "ndcg@10_interval"),
        *("character_precision", "character_recall"),
    ),
}
_SHOWN["followup"] = (*_SHOWN["retrieval"], "follow_ups", "equal", "close", "token_f1", "complete", "changed")
_SHOWN["written"] = (
    *("questions", "answerable", "strict", "strict_interval", "right", "right_interval", "lit_f1", "right_document"),
    *("refusal_precision", "refusal_precision_interval", "refusal_recall", "refusal_recall_interval"),
    *("passage_read", "passage_read_interval", "ece", "ece_interval", "p50_ms", "p95_ms"),
)
_SHOWN["quoting"] = (
    *("questions", "marked", "word_precision", "word_recall", "word_f1", "word_f1_interval"),
    *("quoted", "quoted_in_vain", "refuse_below", "p50_ms"),
)
_SHOWN["agreement"] = (
    *("pairs", "false_same", "false_same_interval", "differ_recall", "differ_recall_interval"),
    *("differ_precision", "differ_precision_interval", "same_recall", "same_recall_interval"),
    *("same_precision", "same_precision_interval", "same_of_other", "same_of_other_interval"),
)
_OF_A_KIND = ("n", "strict", "strict_interval", "right", "right_interval", "answered")


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
@click.option("--plot", metavar="FILE", help="For written: draw how sure it was and how often right (.svg or .png).")
@click.option(
    "--outcomes", metavar="FILE", help="For written: write what became of each question, and which stage lost it."
)
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
    plot: str | None,
    outcomes: str | None,
    keep: str | None,
) -> int:
    """Measure Quoth on questions with known answers.

    It measures how well Quoth reads given passages, answers from a library, retrieves passages, understands follow-up
    questions, answers written questions about whole documents, quotes what people marked, or tells whether two quotes
    agree. A FILE is .jsonl or .jsonl.gz; for retrieval it may be a folder in BEIR's form (corpus.jsonl, queries.jsonl,
    qrels/test.tsv). It exits with 1 if a file cannot be measured, or if its figures are not the expected ones.
    """
    if (plot or outcomes) and len(files) > 1:
        raise QuothError("--plot and --outcomes are for one FILE; measure the files one by one.")
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
        plot=_file(plot, "--plot", ".svg", ".png"),
        outcomes=_file(outcomes, "--outcomes"),
    )
    reports, failed = _measured(mode, files, evaluation)
    if as_json:
        print(json.dumps(reports))
    return failed


def _measured(mode: str, files: Sequence[str], evaluation: EvaluationSettings) -> tuple[dict[str, dict[str, Any]], int]:
    """The figures of each file that can be measured, and the exit code."""
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
    return reports, failed


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


def _file(name: str | None, option: str, *endings: str) -> Path | None:
    """The file that an option names; whether it can be there is asked before anything is measured, not after."""
    if name is None:
        return None
    if endings and Path(name).suffix not in endings:
        raise QuothError(f"{option} {name}: the file has to be {' or '.join(endings)}.")
    if not Path(name).parent.is_dir():
        raise QuothError(f"{option} {name}: there is no folder {Path(name).parent}.")
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
    """A table: one row of figures, and one more for each stage, way or kind."""
    print(f"{mode}  {name}")
    print("  " + _figures(report, _SHOWN[mode]))
    for part, names in (("stages", _SHOWN[mode]), ("ways", _SHOWN[mode]), ("kinds", _OF_A_KIND)):
        for kind, figures in report.get(part, {}).items():
            print(f"  {kind:10} " + _figures(figures, names))
    for label, figures in report.get("labels", {}).items():
        print(f"  {label:11}  right {_shown(figures['right'])} of {figures['n']} {_shown(figures['right_interval'])}")
    if "wrongly_answered" in report:
        elsewhere = f"{report['elsewhere']} of them from a document that they are not about"
        print(f"  unanswerable questions answered: {report['wrongly_answered']}, {elsewhere}")
    for label, told in report.get("confusion", {}).items():
        print(f"  labelled {label:7} " + "  ".join(f"told {claim} {count}" for claim, count in told.items()))
    for stage, meaning in MEANINGS.items() if "lost" in report else ():
        print(f"  lost {report['lost'][stage]:4}  {stage:12}  {meaning}")


def _figures(report: dict[str, Any], names: Sequence[str]) -> str:
    return "  ".join(f"{name} {_shown(report[name])}" for name in names if name in report)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "(" + " to ".join(_shown(bound) for bound in value) + ")"
    return f"{value:g}" if isinstance(value, float) else "–" if value is None else str(value)
