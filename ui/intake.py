"""Adds documents in the background while questions are asked: files dropped on the page, folders kept in sync."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from index.adding.leaving import copies_of, holds
from index.adding.progress import Failure, Progress, Report
from index.adding.reasons import printable, reason_of
from index.adding.watching import Watcher
from index.documents.datatypes import Document
from index.errors import QuothError
from index.library.removed import RemovedDocument
from index.loading import path_is
from index.passage_index import PassageIndex
from qa.answering import Answerer
from qa.suggesting import Suggestion, suggest
from ui.outcomes import Outcomes, Summary, named, untold
from ui.uploads import Upload, Uploads
from ui.worker import Worker

__all__ = ["Intake", "Summary", "Upload"]


_SUGGESTIONS = 8  # four for an empty page, and as many again to be related to an answer; a guess
_EXAMPLES = "Example questions"  # stands where a file's path does when they could not be made


class _StoppedError(Exception):
    """The task was cancelled, or the service is closing."""


class Intake:
    """One background thread that adds documents, one task after another."""

    def __init__(self, index: PassageIndex, answerer: Answerer) -> None:
        self._index = index
        self._answerer = answerer
        self._uploads = Uploads(copies_of(index.library))
        self._worker = Worker("quoth-adding")
        self._queued = self._current = self._cancelled = 0  # the numbers of the last task queued, run and cancelled
        self._cancellation_reported = 0  # the last cancelled task when a cancellation was last reported
        self._watcher: Watcher | None = None
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._outcomes = Outcomes()
        self._progress: Progress | None = None
        self.suggestions: list[Suggestion] = []

    @property
    def summary(self) -> Summary | None:
        """The result of the last task; None before the first is finished."""
        return self._outcomes.summary

    @property
    def removed(self) -> list[str]:
        """The paths of documents that a sync removed because their files are gone."""
        return self._outcomes.removed

    def add(self, uploads: Sequence[Upload]) -> None:
        """Starts adding copies of uploaded files, which the library keeps. One that fails does so by its own name."""
        self._enqueue(lambda: self._add(uploads))

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
        """Starts watching a folder, with a full sync, or stops watching it. Raises QuothError."""
        if folder not in self.folders():
            raise QuothError(f"{folder} has not been synced yet. Run `quoth sync {folder}` first.")
        self._index.library.set_folder(folder, on)
        self.watch()
        if on:  # once it is watched, so that no change falls between the two
            self.sync([Path(folder)])

    def watch(self, compare: bool = False) -> None:
        """Watches the folders that are kept in sync, and only those.

        With `compare`, for the start, they are synced too, and uploads whose adding was cut short are added.
        """
        folders = [Path(folder) for folder, on in self.folders().items() if on]
        if self._watcher:
            self._watcher.close()
        self._watcher = Watcher(
            folders,
            lambda folder, paths: self._enqueue(lambda: self._sync(folder, paths)),
            lambda folder, reason: self._outcomes.tell([Failure(str(folder), reason)]),
        )
        if compare:
            self._enqueue(self._resume)
            if folders:
                self.sync(folders)

    def progress(self) -> Progress | None:
        """How far the adding has got; None when nothing is being added."""
        return self._progress

    def failures(self) -> list[Failure]:
        """The files that could not be added since the start, each with the latest reason."""
        return self._outcomes.failures()

    def removals(self, after: int = 0) -> list[RemovedDocument]:
        """What can be restored, the latest first; with `after`, only what was removed by a later removal."""
        return self._index.removed(after)

    def kept(self) -> list[Failure]:
        """The files that were out of reach at the latest sync of each folder, with the reason; their documents stay."""
        return self._outcomes.kept()

    def busy(self) -> bool:
        """Whether any task is unfinished."""
        return self._worker.busy()

    def wait(self) -> None:
        """Returns when every task is finished."""
        self._worker.wait()

    def close(self) -> None:
        """Finishes the current document and leaves the rest for later."""
        self._stopping.set()
        if self._watcher:
            self._watcher.close()
        self._worker.close()

    # --- in the background

    def _enqueue(self, work: Callable[[], None]) -> None:
        with self._lock:
            self._queued += 1
            number = self._queued
            self._worker.put(lambda: self._do(number, work))

    def _do(self, number: int, work: Callable[[], None]) -> None:
        """One task. What it raises is told, whatever it is, and the next one is done."""
        self._current = number
        try:
            if not self._is_over():
                work()
            elif self._cancellation_reported != self._cancelled:  # else what was done by then is already reported
                self._record(Report(), True, {})
        except _StoppedError:
            self._suggest()
        except BaseException as error:
            self._outcomes.tell([Failure(self._index.library.location, reason_of(error))])
        finally:
            self._progress = None

    def _sync(self, path: Path, changed: Sequence[Path] | None = None) -> None:
        with self._recorded({str(path): str(path)}) as report:
            folder = os.path.realpath(path)
            if path_is(path, Path.is_dir) or folder in self.folders():  # which may be out of reach now
                self._index.library.set_folder(folder)
                self._index.sync(path, self._note, changed, report)
                self._outcomes.keep(folder, report.kept)
            else:
                self._index.add([path], self._note, report)

    def _add(self, uploads: Sequence[Upload]) -> None:
        """Adds copies; those that yielded no document are deleted."""
        names: dict[str, str] = {}
        with self._recorded(names) as report:
            for upload in uploads:
                name = printable(upload.name)
                self._note(Progress(0, len(uploads), name, None))
                try:
                    names[str(self._uploads.keep(upload))] = name
                except BaseException as error:  # whatever it is, it is this upload's
                    report.failures.append(Failure(name, reason_of(error)))
            self._add_copies(report, names)
        self._suggest()

    def _resume(self) -> None:
        """Adds the uploads that wait since the process was ended."""
        copies = self._uploads.waiting()
        if copies:
            with self._recorded(names := {str(copy): copy.name for copy in copies}) as report:
                self._add_copies(report, names)
            self._suggest()

    def _add_copies(self, report: Report, names: Mapping[str, str]) -> None:
        copies = [Path(copy) for copy in names]
        try:
            self._index.add(copies, self._note, report)
        finally:
            for copy in copies if not self._stopping.is_set() else ():
                with suppress(Exception):  # where the library cannot tell, the copy waits for the next start
                    is_held = holds(self._index.library, str(copy))
                    (self._uploads.settle if is_held else self._uploads.drop)(copy)

    @contextmanager
    def _recorded(self, names: Mapping[str, str]) -> Iterator[Report]:
        """A report to be filled in; it is recorded at the end, however the task ends.

        `names` are what people call the paths that are added. Those of which nothing is known when the task fails have
        failed with it.
        """
        report, cancelled = Report(), False
        try:
            yield report
        except _StoppedError:
            cancelled = True
            raise
        except BaseException as error:
            failed = untold(report, names)
            report.failures += [Failure(path, reason_of(error)) for path in failed]
        finally:
            self._record(report, cancelled, names)

    def _record(self, report: Report, cancelled: bool, names: Mapping[str, str]) -> None:
        report.failures[:] = [named(failure, names) for failure in report.failures]
        self._outcomes.record(report, cancelled, set(names.values()))
        if cancelled:
            self._cancellation_reported = self._cancelled

    def _note(self, progress: Progress) -> None:
        if self._is_over():
            raise _StoppedError
        self._progress = progress

    def _is_over(self) -> bool:
        return self._stopping.is_set() or self._current <= self._cancelled

    def _suggest(self) -> None:
        """Makes suggestions; where that fails, those there were stay, and it is told."""
        self._progress = None  # the documents are in
        try:
            self.suggestions = suggest(self._index, self._answerer, _SUGGESTIONS)
        except BaseException as error:
            self._outcomes.tell([Failure(_EXAMPLES, reason_of(error))])
        else:
            self._outcomes.tell([], forget={_EXAMPLES})
