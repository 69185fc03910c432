"""The most memory that a process and its children held at once, from Linux's /proc."""

import threading
from pathlib import Path

_EVERY = 0.05  # seconds between two looks: what lives shorter is missed


def resident(process: int) -> int:
    """Bytes that a process and all its descendants hold; 0 where /proc does not say."""
    folder = Path(f"/proc/{process}")
    try:
        status = (folder / "status").read_text(encoding="ascii", errors="replace")
        tasks = list((folder / "task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text(encoding="ascii").split()]
    except OSError:  # it has ended meanwhile, or this is not Linux
        return 0
    lines = (line.split() for line in status.splitlines())
    own = next((int(line[1]) * 1024 for line in lines if line and line[0] == "VmRSS:"), 0)
    return own + sum(resident(child) for child in children)


class Watch:
    """Looks at a process again and again, in a thread, until it is left; `peak` is in bytes."""

    def __init__(self, process: int) -> None:
        self.peak = 0
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.is_set():
            self.peak = max(self.peak, resident(self._process))
            self._over.wait(_EVERY)
