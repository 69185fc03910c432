"""How far adding has come, reckoned in bytes of files and told as it goes on."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from index.adding.progress import Progress

_READING = 0.3  # of a file's time, before its passages are embedded
_TOLD_FROM = 0.5  # seconds, before which nobody can say how long it takes

OnProgress = Callable[[Progress], None]


class Pace:
    """The pace of one run over `files`."""

    def __init__(self, files: Sequence[Path], on_progress: OnProgress | None) -> None:
        self._files = files
        self._sizes = [_size(path) for path in files]
        self._total = sum(self._sizes)
        self._tell = on_progress
        self._started = time.monotonic()
        self._done = 0
        self._behind = 0
        self._name = ""
        self._part = 0.0
        self._pages = self._pages_before = 0
        self._passages = 0

    def begin(self, path: Path) -> None:
        """A file is begun."""
        self._name, self._part, self._pages_before = path.name, 0.0, self._pages
        self._say()

    def page(self, done: int, total: int) -> None:
        """`done` of the file's `total` pages, or whatever it is made of, have been read."""
        self._pages = self._pages_before + done
        self._part = max(self._part, _READING * min(1.0, done / max(1, total)))
        self._say()

    def passages(self, done: int, total: int, batch: int) -> None:
        """`done` of a document's `total` passages have been embedded, and `batch` more are about to be."""
        self._part = max(self._part, _READING + (1 - _READING) * done / max(1, total))
        self._say()
        self._passages += batch

    def end(self) -> None:
        """The file is finished."""
        self._behind += self._sizes[self._done]
        self._done += 1
        self._part = 0.0

    def finish(self) -> None:
        """All files are finished."""
        if self._files:
            self._say()

    def _say(self) -> None:
        if self._tell is None:
            return
        spent = time.monotonic() - self._started
        here = self._sizes[self._done] if self._done < len(self._sizes) else 0
        behind = self._behind + self._part * here
        left = spent / behind * (self._total - behind) if behind and spent > _TOLD_FROM else None
        if self._done == len(self._files):
            left = 0.0
        self._tell(Progress(self._done, len(self._files), self._name, left, self._part, self._pages, self._passages))


def _size(path: Path) -> int:
    try:
        return max(1, path.stat().st_size)
    except OSError:
        return 1
