"""Adds documents in the background while questions are asked: files dropped on the page, folders kept in sync."""

import os
import queue
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.adding.leaving import copies_of, holds
from index.adding.progress import Failure, Progress, Report
from index.adding.watching import Watcher
from index.documents.datatypes import Document
from index.errors import QuothError
from index.library.removed import RemovedDocument
from index.loading import path_is
from index.loading.members import inside
from index.passage_index import PassageIndex
from qa.answering import Answerer
from qa.suggesting import suggest


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that the page has uploaded to `path`; `name` is what the user called it, folders included."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The result of the last task: how many documents were added and so on, and whether it was cancelled.

    `kept` counts the files that are out of reach, and so may be gone or not; their documents were kept. `noted` counts
    the documents that were added although part of them could not be read.
    """

    added: int = 0
    changed: int = 0
    renamed: int = 0
    removed: int = 0
    kept: int = 0
    unchanged: int = 0
    failed: int = 0
    noted: int = 0
    cancelled: bool = False


class _StoppedError(Exception):
    """The task was cancelled, or the service is closing."""


class Intake:
    """One background thread that adds documents, one task after another."""

    def __init__(self, index: PassageIndex, answerer: Answerer) -> None:
        self._index = index
        self._answerer = answerer
        self._uploads = copies_of(index.library)
        self._work: queue.Queue[tuple[int, Callable[[], None]] | None] = queue.Queue()
        self._queued = self._current = self._cancelled = 0  # the numbers of the last task queued, run and cancelled
        self._cancellation_reported = 0  # the last cancelled task when a cancellation was last reported
        self._worker: threading.Thread | None = None
        self._watcher: Watcher | None = None
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._failures: list[Failure] = []
        self._kept: dict[Path, list[Failure]] = {}  # by the folder that was synced
        self._progress: Progress | None = None
        self.summary: Summary | None = None
        self.examples: list[str] = []
        self.removed: list[str] = []
        """The paths of documents that a sync removed because their files are gone."""

    def add(self, uploads: Sequence[Upload]) -> None:
        """Starts adding copies of uploaded files; the library keeps the copies, in the same folders."""
        self._enqueue(lambda: self._add([self._keep(upload) for upload in uploads]))

    def sync(self, paths: Sequence[Path]) -> None:
        """Starts bringing the library up to date with these files and folders, then makes examples."""
        for path in paths:
            self._enqueue(lambda path=path: self._sync(path))  # type: ignore[misc]
        self._enqueue(self._suggest)

    def cancel(self) -> None:
        """Stops the current task and drops the queued ones; every finished document stays."""
        self._cancelled = self._queued

    def remove(self, document: Document) -> int:
        """Removes a document; the removal's number. The library's copy of its file stays until it is forgotten."""
        removal = self._index.remove(document.id)
        self._enqueue(self._suggest)
        return removal

    def restore(self, removal: int) -> None:
        """Brings a removed document back."""
        self._index.restore(removal)
        self._enqueue(self._suggest)

    def folders(self) -> dict[str, bool]:
        """The folders that were synced, each with whether it is kept in sync."""
        return self._index.library.folders()

    def keep_in_sync(self, folder: str, on: bool) -> None:
        """Starts watching a folder, after a full sync, or stops watching it. Raises QuothError."""
        if folder not in self.folders():
            raise QuothError(f"{folder} has not been synced yet. Run `quoth sync {folder}` first.")
        self._index.library.set_folder(folder, on)
        if on:
            self.sync([Path(folder)])
        self.watch()

    def watch(self, compare: bool = False) -> None:
        """Watches the folders that are kept in sync, and only those; with `compare`, syncs them first."""
        folders = [Path(folder) for folder, on in self.folders().items() if on]
        if self._watcher:
            self._watcher.close()
        if compare and folders:
            self.sync(folders)
        self._watcher = Watcher(folders, lambda folder, paths: self._enqueue(lambda: self._sync(folder, paths)))

    def progress(self) -> Progress | None:
        """How far the adding has got; None when nothing is being added."""
        return self._progress

    def failures(self) -> list[Failure]:
        """The files that could not be added since the start, each with the latest reason."""
        return list({failure.path: failure for failure in self._failures}.values())

    def removals(self, after: int = 0) -> list[RemovedDocument]:
        """What can be restored, the latest first; with `after`, only what was removed by a later removal."""
        return self._index.removed(after)

    def kept(self) -> list[Failure]:
        """The files that were out of reach at the latest sync of each folder, with the reason; their documents stay."""
        return [failure for failures in list(self._kept.values()) for failure in failures]

    def busy(self) -> bool:
        """Whether any task is unfinished."""
        return bool(self._work.unfinished_tasks)

    def wait(self) -> None:
        """Returns when every task is finished."""
        self._work.join()

    def close(self) -> None:
        """Finishes the current document and leaves the rest for later."""
        self._stopping.set()
        if self._watcher:
            self._watcher.close()
        if self._worker:
            self._work.put(None)
            self._worker.join()

    # --- in the background

    def _enqueue(self, work: Callable[[], None]) -> None:
        with self._lock:
            self._queued += 1
            self._work.put((self._queued, work))
            if self._worker is None:
                self._worker = threading.Thread(target=self._run, name="quoth-adding", daemon=True)
                self._worker.start()

    def _run(self) -> None:
        while (task := self._work.get()) is not None:
            self._current, work = task
            try:
                if not self._is_over():
                    work()
                elif self._cancellation_reported != self._cancelled:  # else what was done by then is already reported
                    self._record(Report(), cancelled=True)
            except _StoppedError:
                self._suggest()
            except QuothError as error:
                failure = Failure(self._index.library.location, str(error))
                self._record(Report(failures=[failure]))
            finally:
                self._progress = None
                self._work.task_done()
        self._work.task_done()

    def _sync(self, path: Path, changed: Sequence[Path] | None = None) -> None:
        with self._recorded() as report:
            folder = os.path.realpath(path)
            if path_is(path, Path.is_dir) or folder in self.folders():  # which may be out of reach now
                self._index.library.set_folder(folder)
                self._index.sync(path, self._note, changed, report)
                self._kept[Path(folder)] = report.kept
            else:
                self._index.add([path], self._note, report)

    def _add(self, paths: Sequence[Path]) -> None:
        """Adds copies; those that yielded no document are deleted."""
        try:
            with self._recorded() as report:
                self._index.add(paths, self._note, report)
        finally:
            for path in paths:
                if not holds(self._index.library, str(path)):
                    path.unlink(missing_ok=True)
        self._suggest()

    @contextmanager
    def _recorded(self) -> Iterator[Report]:
        """A report to be filled in; it is recorded at the end, however the task ends."""
        report, cancelled = Report(), False
        try:
            yield report
        except _StoppedError:
            cancelled = True
            raise
        finally:
            self._record(report, cancelled)

    def _record(self, report: Report, cancelled: bool = False) -> None:
        again = {failure.path for failure in report.failures} | set(report.added) | set(report.changed)
        self._failures = [failure for failure in self._failures if failure.path not in again] + report.failures
        self.removed += report.removed
        if cancelled:
            self._cancellation_reported = self._cancelled
        self.summary = Summary(
            added=len(report.added),
            changed=len(report.changed),
            renamed=len(report.renamed),
            removed=len(report.removed),
            kept=len(report.kept),
            unchanged=len(report.unchanged),
            failed=len(report.failures),
            noted=len({warning.path for warning in report.warnings}),
            cancelled=cancelled,
        )

    def _note(self, progress: Progress) -> None:
        if self._is_over():
            raise _StoppedError
        self._progress = progress

    def _is_over(self) -> bool:
        return self._stopping.is_set() or self._current <= self._cancelled

    def _suggest(self) -> None:
        self.examples = [each.question for each in suggest(self._index, self._answerer)]

    def _keep(self, upload: Upload) -> Path:
        """A copy of an uploaded file under its own name, with a number added if another file has that name."""
        wanted = inside(self._uploads, upload.name)
        kept, number = wanted, 1
        kept.parent.mkdir(parents=True, exist_ok=True)
        while kept.exists() and kept.read_bytes() != upload.path.read_bytes():
            number += 1
            kept = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        if not kept.exists():
            shutil.copyfile(upload.path, kept)
        return kept.resolve()
