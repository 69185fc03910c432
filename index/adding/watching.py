"""Folders that change → the files to look at again, by watchfiles (the system's own notifications, or polling)."""

import stat
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from watchfiles import watch

from index.adding.reasons import reason_of

OnChange = Callable[[Path, list[Path]], None]
OnTrouble = Callable[[Path, str], None]

_AGAIN = 5.0  # seconds between two tries to watch, and between two looks whether the folders are still the same
_Identity = tuple[int, int]  # of a folder: its disk's number and its own


class Watcher:
    """Calls `on_change(folder, paths)` from a thread of its own when files below one of `folders` change.

    What goes wrong, such as a limit of the system or an error in `on_change`, is told to `on_trouble(folder, reason)`,
    once for each reason, and the watching goes on. After a time in which changes were missed, because of an error or
    because a folder came or went with its disk, each folder that is there counts as changed itself.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        on_change: OnChange,
        on_trouble: OnTrouble | None = None,
        again: float = _AGAIN,
    ) -> None:
        """`again`: the seconds between two tries to watch. Folders that are not there are waited for."""
        self._folders = list(folders)
        self._on_change = on_change
        self._on_trouble = on_trouble
        self._again = again
        self._told: dict[Path, str] = {}
        self._missed = False  # whether changes may have been missed
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
        while not self._stop.is_set():
            try:
                self._watch(self._identities())
            except BaseException as error:  # nobody is above this thread; a panic inside watchfiles is no Exception
                self._tell(self._folders, f"Its changes are not noticed just now. {reason_of(error)}")
                self._stop.wait(self._again)
            self._missed = True

    def _watch(self, seen: dict[Path, _Identity]) -> None:
        """Watches the folders that are there, until one of them comes or goes."""
        if not seen:
            self._stop.wait(self._again)
            return
        for found in watch(
            *seen,
            stop_event=self._stop,
            ignore_permission_denied=True,
            rust_timeout=int(self._again * 1000),
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            heard = []
            for folder in seen:
                changed = {Path(path) for _, path in found if Path(path).is_relative_to(folder)}
                heard.append(self._pass_on(folder, [folder] if self._missed else sorted(changed)))
            self._missed = not all(heard)
            if self._identities() != seen:
                return

    def _identities(self) -> dict[Path, _Identity]:
        """The folders that are there, each with what tells it from another of its name."""
        found = {}
        for folder in self._folders:
            with suppress(OSError, ValueError):
                at = folder.stat()
                if stat.S_ISDIR(at.st_mode):
                    found[folder] = at.st_dev, at.st_ino
        return found

    def _pass_on(self, folder: Path, paths: list[Path]) -> bool:
        """Whether the listener has taken it."""
        if not paths:
            return True
        try:
            self._on_change(folder, paths)
        except BaseException as error:  # as above
            self._tell([folder], reason_of(error))
            return False
        self._told.pop(folder, None)
        return True

    def _tell(self, folders: Sequence[Path], reason: str) -> None:
        for folder in folders:
            if self._on_trouble and self._told.get(folder) != reason:
                self._told[folder] = reason
                with suppress(Exception):
                    self._on_trouble(folder, reason)
