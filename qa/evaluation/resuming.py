"""Results kept a line each as they come, so that a long run goes on where it was stopped."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def resumed(count: int, run: Callable[[Sequence[int]], Iterable[Row]], kept: Path | None) -> Iterator[Row]:
    """The rows of items 0 to `count` − 1, in order: those in the file `kept`, the others run and added to it.

    `run` gives a row for each of the numbers that it is given, in order; a row is JSON.
    """
    known = dict(_read(kept)) if kept and kept.exists() else {}
    todo = iter(run([number for number in range(count) if number not in known]))
    for number in range(count):
        if number in known:
            yield known[number]
        else:
            row = next(todo)
            if kept:
                _append(kept, number, row)
            yield row


def _append(kept: Path, number: int, row: Row) -> None:
    """Adds a line, on a line of its own even where the last one was cut short."""
    with kept.open("ab+") as lines:
        whole = lines.tell() == 0 or (lines.seek(-1, 2), lines.read(1))[1] == b"\n"
        lines.write(("" if whole else "\n").encode() + json.dumps([number, row]).encode() + b"\n")


def _read(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a file; a line that was cut short by a kill is left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            number, row = json.loads(line)
        except (ValueError, TypeError):
            continue
        yield int(number), row
