import threading
from collections.abc import Callable
from pathlib import Path

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


def test_without_a_folder_that_is_there_nothing_is_watched(tmp_path: Path) -> None:
    watcher = Watcher([tmp_path / "none"], Heard())
    assert "quoth-watching" not in {thread.name for thread in threading.enumerate()}
    watcher.close()
