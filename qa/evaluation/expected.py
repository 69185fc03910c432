"""The figures that this version is expected to reach: expected.json, one row per figure, graded on each rerun.

A row says which command gives the figure, for which file, what it measures, its value and its 95 % interval. `files`
holds the sha256 of each file, so that another file of the same name is not graded.

    quoth eval reading squad2.jsonl.gz --keep measured    # grades the file's rows, and keeps the results
    python -m qa.evaluation.expected measured/*.json      # makes them the expected figures from now on
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

_PERCENT = 0.5  # how far a figure in percent may be off: processors round int8 sums differently
_SHARE = 0.01  # the same for a figure between 0 and 1
_IN_PERCENT = ("em", "f1", "has_f1", "no_f1", "span_f1", "best_f1")
KEPT = (
    *("questions", *_IN_PERCENT, "refusal_precision", "refusal_recall", "auroc", "ece"),
    *("right_document", "quote_exact", "recall@1", "recall@5", "recall@10", "recall@20", "mrr@10", "ndcg@10"),
    *("character_precision", "character_recall", "word_precision", "word_recall", "word_f1"),
    *("strict", "right", "lit_f1", "passage_read"),
)


def differences(mode: str, path: Path, report: dict[str, Any]) -> Iterator[str]:
    """The figures that differ from the rows of this file; none for a file without rows."""
    known, measured = _expected(), _measured(report)
    names = [name for name, sha256 in known["files"].items() if sha256 == digest(path)]
    commands = [_command(mode, name, report.get("only", ())) for name in names]
    for row in known["rows"]:
        if row["command"] not in commands:
            continue
        name, wanted, value = row["measure"], row["value"], measured.get(row["measure"])
        if wanted is None or value is None:
            if wanted != value:
                yield f"{name} is {value}, not {wanted}"
        elif abs(value - wanted) > (_PERCENT if name in _IN_PERCENT else _SHARE):
            yield f"{name} is {value}, not {wanted}"


def with_report(known: dict[str, Any], mode: str, path: Path, report: dict[str, Any]) -> dict[str, Any]:
    """`known` with the rows of a command replaced by those of `report`.

    If the file's content is new, the rows of other commands over the old content go too.
    """
    command, sha256 = _command(mode, path.name, report.get("only", ())), digest(path)
    same = known.get("files", {}).get(path.name) == sha256
    others = [row for row in known.get("rows", []) if row["command"] != command and (same or row["file"] != path.name)]
    rows = [
        {"command": command, "file": path.name, "measure": name, "value": value, "interval": _interval(report, name)}
        for name, value in _measured(report).items()
    ]
    everything = sorted([*others, *rows], key=lambda row: (row["command"], row["measure"]))
    return {"files": {**known.get("files", {}), path.name: sha256}, "rows": everything}


def digest(path: Path) -> str:
    """The sha256 of a file's bytes, or of the names and bytes of all files in a folder, in hexadecimal."""
    if not path.is_dir():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    files = [file for file in sorted(path.rglob("*")) if file.is_file()]
    parts = [f"{file.relative_to(path).as_posix()} {digest(file)}\n" for file in files]
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def row_of(mode: str, file: str, measure: str) -> dict[str, Any]:
    """The row of a figure, with its `value` and `interval`, whichever documents were asked about.

    Raises KeyError if there is none.
    """
    for row in _expected()["rows"]:
        if f"{row['command']} ".startswith(f"{_command(mode, file)} ") and row["measure"] == measure:
            return dict(row)
    raise KeyError(f"expected.json has no row for {measure} of `{_command(mode, file)}`")


def update(reports: Sequence[Path]) -> None:
    """Makes the figures of `quoth eval --keep` reports (reading.json, …) those expected from now on."""
    known = _expected()
    for path in reports:
        for name, report in json.loads(path.read_text(encoding="utf-8")).items():
            known = with_report(known, path.stem, Path(name), report)
    (Path(__file__).parent / "expected.json").write_text(_written(known), encoding="utf-8")


def _command(mode: str, file: str, only: Sequence[str] = ()) -> str:
    return " ".join([f"quoth eval {mode} {file}", *(f"--only {name}" for name in only)])


def _measured(report: dict[str, Any]) -> dict[str, Any]:
    """The figures of a report that are kept; those of a retrieval stage are named after it."""
    stages = {f"{stage} ndcg@10": figures["ndcg@10"] for stage, figures in report.get("stages", {}).items()}
    return {name: report[name] for name in KEPT if name in report} | stages


def _interval(report: dict[str, Any], name: str) -> list[float] | None:
    interval: list[float] | None = report.get(f"{name}_interval")
    return interval


def _written(known: dict[str, Any]) -> str:
    """JSON with one row per line, so that a changed figure changes one line."""
    names = json.dumps(known["files"], indent=2, sort_keys=True)
    rows = ",\n".join(json.dumps(row) for row in known["rows"])
    return f'{{"files": {names},\n"rows": [\n{rows}\n]}}\n'


def _expected() -> dict[str, Any]:
    text = files("qa.evaluation").joinpath("expected.json").read_text(encoding="utf-8")
    known: dict[str, Any] = json.loads(text)
    return known


if __name__ == "__main__":
    update([Path(name) for name in sys.argv[1:]])
