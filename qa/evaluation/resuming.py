"""Outcomes kept a line each as they come, so that a long run goes on where it was stopped."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from qa.evaluation.outcomes import Outcome
from qa.evaluation.questions import Example


def resumed(
    examples: Sequence[Example], run: Callable[[Sequence[Example]], Iterator[Outcome]], kept: Path | None
) -> Iterator[Outcome]:
    """Every example's outcome, in order: those in the file `kept` as they are, the others run and added to it."""
    known = dict(_read(kept)) if kept and kept.exists() else {}
    todo = iter(run([each for each in examples if each.id not in known]))
    for example in examples:
        if example.id in known:
            yield known[example.id]
        else:
            outcome = next(todo)
            if kept:
                with kept.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps(asdict(outcome)) + "\n")
            yield outcome


def _read(path: Path) -> Iterable[tuple[str, Outcome]]:
    """The outcomes of a file; a last line cut short by a kill is left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            outcome = Outcome(**json.loads(line))
        except (ValueError, TypeError):
            continue
        yield outcome.id, outcome
