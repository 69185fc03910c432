import errno
import itertools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from index.adding.watching import Watcher

_SECONDS = 30.0  # after which a notification that has not come is taken never to come


class Heard:
    """Every change that a watcher tells of."""

    def __init__(self) -> None:
        self.changes: list[tuple[Path, list[Path]]] = []
        self._changed = threading.Condition()

    def __call__(self, folder: Path, paths: list[Path]) -> None:
        with self._changed:
            self.changes.append((folder, paths))
            self._changed.notify_all()

    def of(self, path: Path, act: Callable[[], object]) -> Path:
        """The folder for which a change of `path` is told; `act` is done again and again, as watching begins late."""
        for _ in range(int(_SECONDS)):
            act()
            with self._changed:
                if self._changed.wait_for(lambda: any(path in paths for _, paths in self.changes), timeout=1):
                    return next(folder for folder, paths in self.changes if path in paths)
        raise AssertionError(f"no change of {path} was told: {self.changes}")


def test_a_change_is_told_with_the_folder_it_is_in(tmp_path: Path) -> None:
    heard = Heard()
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        (folder / "below").mkdir(parents=True)
    watcher = Watcher([one, other, tmp_path / "none"], heard)
    file = other / "below" / "new.txt"
    assert heard.of(file, lambda: file.write_text("words")) == other
    gone = one / "gone.txt"
    assert heard.of(gone, lambda: gone.write_text("words")) == one
    heard.changes.clear()
    assert heard.of(gone, lambda: gone.unlink(missing_ok=True)) == one
    watcher.close()
    assert all(paths == sorted(set(paths)) and paths for _, paths in heard.changes)
    assert all(path.is_relative_to(folder) for folder, paths in heard.changes for path in paths)


def test_after_closing_nothing_more_is_told(tmp_path: Path) -> None:
    heard = Heard()
    watcher = Watcher([tmp_path], heard)
    heard.of(tmp_path / "a.txt", lambda: (tmp_path / "a.txt").write_text("words"))
    watcher.close()
    watcher.close()
    assert "quoth-watching" not in {thread.name for thread in threading.enumerate()}


def test_a_listener_may_close_its_own_watcher(tmp_path: Path) -> None:
    heard = Heard()

    def close(folder: Path, paths: list[Path]) -> None:
        watcher.close()
        heard(folder, paths)

    watcher = Watcher([tmp_path], close)
    heard.of(tmp_path / "a.txt", lambda: (tmp_path / "a.txt").write_text("words"))
    watcher.close()
    assert len(heard.changes) == 1


def test_without_a_folder_nothing_is_watched() -> None:
    watcher = Watcher([], Heard())
    assert "quoth-watching" not in {thread.name for thread in threading.enumerate()}
    watcher.close()


def test_an_error_in_the_listener_is_told_and_the_watching_goes_on(tmp_path: Path) -> None:
    heard, troubles = Heard(), list[tuple[Path, str]]()
    errors = [MemoryError(), SystemExit(1), RuntimeError("a fault")]

    def listen(folder: Path, paths: list[Path]) -> None:
        if errors:
            raise errors.pop()
        heard(folder, paths)

    watcher = Watcher([tmp_path], listen, lambda folder, reason: troubles.append((folder, reason)), again=0.1)
    file = tmp_path / "a.txt"
    assert heard.of(tmp_path, lambda: file.write_text("words")) == tmp_path  # as a whole: what it missed is not known
    watcher.close()
    assert [folder for folder, _ in troubles] == [tmp_path] * 3
    assert troubles[0][1] == "Something unforeseen went wrong: RuntimeError: a fault."


def test_where_watching_fails_that_is_told_once_and_tried_again_until_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """watchfiles raises what it really raises where the system has no more watches to give; then it has some."""
    heard, troubles, watch, tries = Heard(), list[str](), watchfiles.watch, itertools.count()

    def limited(*folders: Path, **options: Any) -> Iterator[Any]:
        if next(tries) < 3:
            raise OSError(errno.ENOSPC, "OS file watch limit reached.")
        yield from watch(*folders, **options)

    monkeypatch.setattr("index.adding.watching.watch", limited)
    watcher = Watcher([tmp_path], heard, lambda _, reason: troubles.append(reason), again=0.1)
    assert heard.of(tmp_path, lambda: None) == tmp_path  # as a whole: what changed meanwhile is not known
    file = tmp_path / "a.txt"
    assert heard.of(file, lambda: file.write_text("words")) == tmp_path
    watcher.close()
    assert len(troubles) == 1 and "watch limit" in troubles[0]


def test_a_folder_that_goes_and_comes_back_is_watched_again(tmp_path: Path) -> None:
    heard = Heard()
    folder, aside = tmp_path / "folder", tmp_path / "aside"
    folder.mkdir()
    watcher = Watcher([folder], heard, again=0.1)
    file = folder / "a.txt"
    heard.of(file, lambda: file.write_text("words"))
    folder.rename(aside)
    folder.mkdir()
    heard.of(folder, lambda: None)
    heard.changes.clear()
    heard.of(file, lambda: file.write_text("other words"))
    watcher.close()


def test_a_folder_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    heard, late = Heard(), tmp_path / "late"

    def come() -> None:
        if late.exists():  # it came before the watcher looked for the first time
            late.rmdir()
        late.mkdir()

    watcher = Watcher([late], heard, again=0.1)
    heard.of(late, come)
    watcher.close()
