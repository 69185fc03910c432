"""A progress bar on standard error, drawn only in a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from index.adding.progress import Progress
from ui.cli.plain import one_line


@contextmanager
def bar() -> Iterator[Callable[[Progress], None]]:
    """A function that draws a bar with the time left; it draws nothing if standard error is not a terminal."""
    drawn: list[tqdm] = []

    def show(progress: Progress) -> None:
        if not drawn or drawn[-1].total != progress.total:
            drawn.append(tqdm(total=progress.total, unit="file", file=sys.stderr, dynamic_ncols=True, disable=None))
        part = f" {progress.part:.0%}" if progress.part else ""
        drawn[-1].set_postfix_str(f"{one_line(progress.name)[:40]}{part}", refresh=False)
        drawn[-1].update(progress.done - drawn[-1].n)

    try:
        yield show
    finally:
        for finished in drawn:
            finished.close()
