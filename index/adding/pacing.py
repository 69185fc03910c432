"""How far adding files has come, by their sizes in bytes, reported as the work goes on."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from index.adding.progress import Progress
from index.adding.reasons import printable

_READING = 0.3  # of a file's time, spent before its passages are embedded
_PACKING = 0.1  # of it, spent last, when what was read is cut into passages
_FIRST_ESTIMATE = 0.5  # seconds of work before which the time left would be a guess

OnProgress = Callable[[Progress], None]


class Pace:
    """Follows one run over `files`, and reports to `on_progress` how far it has come."""

    def __init__(self, files: Sequence[Path], on_progress: OnProgress | None) -> None:
        self._files = files
        self._sizes = [_size(path) for path in files]
        self._total = sum(self._sizes)
        self._on_progress = on_progress
        self.raised: BaseException | None = None
        """What `on_progress` has raised to end the run."""
        self._started = time.monotonic()
        self._done = 0
        self._bytes_done = 0
        self._name = ""
        self._part = 0.0
        self._pages = self._pages_before = 0
        self._passages = 0

    def begin(self, path: Path) -> None:
        """A file is begun."""
        self._name, self._part, self._pages_before = printable(path.name), 0.0, self._pages
        self._report()

    def page(self, done: int, total: int) -> None:
        """`done` of the file's `total` pages, or whatever it is made of, have been read."""
        self._pages = self._pages_before + done
        self._part = max(self._part, (_READING - _PACKING) * min(1.0, done / max(1, total)))
        self._report()

    def packed(self, done: int, total: int) -> None:
        """`done` of the `total` characters of a document are in passages."""
        self._part = max(self._part, _READING - _PACKING + _PACKING * min(1.0, done / max(1, total)))
        self._report()

    def passages(self, done: int, total: int, batch: int) -> None:
        """`done` of a document's `total` passages have been embedded, and `batch` more are about to be."""
        self._part = max(self._part, _READING + (1 - _READING) * done / max(1, total))
        self._report()
        self._passages += batch

    def end(self) -> None:
        """The file is finished."""
        self._bytes_done += self._sizes[self._done]
        self._done += 1
        self._part = 0.0

    def finish(self) -> None:
        """All files are finished."""
        if self._files:
            self._report()

    def _report(self) -> None:
        if self._on_progress is None:
            return
        done, total = self._done, len(self._files)
        left = 0.0 if done == total else self._seconds_left()
        try:
            self._on_progress(Progress(done, total, self._name, left, self._part, self._pages, self._passages))
        except BaseException as error:
            self.raised = error
            raise

    def _seconds_left(self) -> float | None:
        """How long the rest will take, if its bytes take as long as those done so far; None while that is unknown."""
        spent = time.monotonic() - self._started
        done = self._bytes_done + self._part * self._sizes[self._done]
        return spent / done * (self._total - done) if done and spent > _FIRST_ESTIMATE else None


def _size(path: Path) -> int:
    try:
        return max(1, path.stat().st_size)
    except (OSError, ValueError):
        return 1
