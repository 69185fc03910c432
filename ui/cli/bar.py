"""A progress bar on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from index.adding.progress import Progress
from ui.cli.plain import one_line


class _Bar:
    """A progress bar on standard error, with the time left."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None

    def __call__(self, progress: Progress) -> None:
        if self._bar is None or self._bar.total != progress.total:
            self._bar = tqdm(total=progress.total, unit="file", file=sys.stderr, dynamic_ncols=True)
        part = f" {progress.part:.0%}" if progress.part else ""
        self._bar.set_postfix_str(f"{one_line(progress.name)[:40]}{part}", refresh=False)
        self._bar.update(progress.done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


@contextmanager
def bar() -> Iterator[_Bar]:
    """A bar that is told of progress, and taken away at the end."""
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.close()
