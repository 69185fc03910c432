"""Folders that change → the files to look at again, by watchfiles (the system's own notifications, or polling)."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from watchfiles import watch

from index.loading import path_is

OnChange = Callable[[Path, list[Path]], None]


class Watcher:
    """Calls `on_change(folder, paths)` from a thread of its own when files below one of `folders` change."""

    def __init__(self, folders: Sequence[Path], on_change: OnChange) -> None:
        """Folders that are not there are passed over."""
        self._folders = [folder for folder in folders if path_is(folder, Path.is_dir)]
        self._on_change = on_change
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="quoth-watching", daemon=True)
        if self._folders:
            self._thread.start()

    def close(self) -> None:
        """Ends the watching."""
        self._stop.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        changes = watch(*self._folders, stop_event=self._stop, recursive=True, ignore_permission_denied=True)
        for found in changes:
            for folder in self._folders:
                paths = sorted({Path(path) for _, path in found if Path(path).is_relative_to(folder)})
                if paths:
                    self._on_change(folder, paths)
