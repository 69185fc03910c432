"""The figures that this version's reader is expected to reach, kept in expected.json and compared on each run.

A key a measurement ("reading"), a file's sha256 and name below it, and the figures that must come out again.

    python -m qa.evaluation.expected measured/*.json      # what `quoth eval --keep measured` wrote
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

_PERCENT = 0.5  # by which a figure in percent may differ: processors round int8 sums differently
_SHARE = 0.01  # and a figure between 0 and 1
KEPT = (
    *("questions", "em", "f1", "has_f1", "no_f1", "refusal_precision", "refusal_recall", "auroc", "ece"),
    *("right_document", "quote_exact", "recall@1", "recall@5", "recall@20", "mrr@10", "ndcg@10"),
    *("character_precision", "character_recall"),
)


def differences(mode: str, path: Path, report: dict[str, Any]) -> Iterator[str]:
    """What differs from the expected figures of this very file; nothing for a file that none are kept of."""
    for name, wanted in _expected().get(mode, {}).get(digest(path), {}).get("figures", {}).items():
        got = report.get(name)
        if wanted is None or got is None:
            if wanted != got:
                yield f"{name} is {got}, not {wanted}"
        elif abs(got - wanted) > (_PERCENT if name in ("em", "f1", "has_f1", "no_f1") else _SHARE):
            yield f"{name} is {got}, not {wanted}"


def with_report(known: dict[str, Any], mode: str, path: Path, report: dict[str, Any]) -> dict[str, Any]:
    """`known` with the figures of a file set to those of `report`."""
    figures = {name: report[name] for name in KEPT if name in report}
    return {**known, mode: {**known.get(mode, {}), digest(path): {"file": path.name, "figures": figures}}}


def digest(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def update(reports: Sequence[Path]) -> None:
    """Makes the figures of `quoth eval --keep` reports (reading.json, …) those expected from now on."""
    known = _expected()
    for path in reports:
        for name, report in json.loads(path.read_text(encoding="utf-8")).items():
            known = with_report(known, path.stem, Path(name), report)
    file = Path(__file__).parent / "expected.json"
    file.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("qa.evaluation").joinpath("expected.json").read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    update([Path(name) for name in sys.argv[1:]])
