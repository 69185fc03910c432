"""Results, each kept in a line of a file as it comes, so that a long run resumes where it stopped."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def resumed(count: int, run: Callable[[Sequence[int]], Iterable[Row]], kept: Path | None) -> Iterator[Row]:
    """The rows of items 0 to `count` − 1, in order: from the file `kept`, or run and then added to it.

    `run` yields a row for each of its numbers, in order; a row is JSON.
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
    """Adds a row, on a line of its own even if the last line was cut short."""
    with kept.open("ab+") as lines:
        whole = lines.tell() == 0 or (lines.seek(-1, 2), lines.read(1))[1] == b"\n"
        lines.write(("" if whole else "\n").encode() + json.dumps([number, row]).encode() + b"\n")


def _read(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a file; a line that was cut short is left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            number, row = json.loads(line)
        except (ValueError, TypeError):
            continue
        yield int(number), row
