"""What takes documents in while questions are asked: files dropped on the page, folders synced and kept in step."""

import queue
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.adding.progress import Failure, Progress, Report
from index.adding.watching import Watcher
from index.documents.datatypes import Document
from index.errors import QuothError
from index.loading.members import inside
from index.passage_index import PassageIndex
from qa.answering import Answerer
from qa.suggesting import suggest

_UPLOADS = "files"  # the folder inside a library that keeps what was dropped on the page


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that the page has uploaded to `path`, under the `name` it had there, folders included."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of the last work: how many documents were added and so on, and whether it was cancelled.

    `noted` counts the documents that were added although something in them could not be read.
    """

    added: int = 0
    changed: int = 0
    renamed: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: int = 0
    noted: int = 0
    cancelled: bool = False


class _StoppedError(Exception):
    """The work was cancelled, or the service is being closed."""


class Intake:
    """One background thread that adds documents one piece of work after another."""

    def __init__(self, index: PassageIndex, answerer: Answerer) -> None:
        self._index = index
        self._answerer = answerer
        self._uploads = index.library.folder / _UPLOADS
        self._work: queue.Queue[tuple[int, Callable[[], None]] | None] = queue.Queue()
        self._given = self._current = self._cancelled = 0  # pieces of work, by their number
        self._cancellation_told = 0  # the last piece that had been cancelled when that was told of
        self._worker: threading.Thread | None = None
        self._watcher: Watcher | None = None
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._failures: list[Failure] = []
        self._progress: Progress | None = None
        self.summary: Summary | None = None
        self.examples: list[str] = []
        self.removed: list[str] = []
        """The paths of documents that a sync removed, their files being gone."""

    def add(self, uploads: Sequence[Upload]) -> None:
        """Starts adding copies of uploaded files; the copies are kept in the library, in the folders they lay in."""
        self._enqueue(lambda: self._add([self._keep(upload) for upload in uploads]))

    def sync(self, paths: Sequence[Path]) -> None:
        """Starts making the library hold what these files and folders hold, where they are; then makes examples."""
        for path in paths:
            self._enqueue(lambda path=path: self._sync(path))  # type: ignore[misc]
        self._enqueue(self._suggest)

    def cancel(self) -> None:
        """Ends the work at hand and drops what waits; every document that is finished stays."""
        self._cancelled = self._given

    def remove(self, document: Document) -> None:
        """Takes a document out, and the library's own copy of its file once nothing in it is left."""
        self._index.remove(document.id)
        file = Path(document.file or document.path)
        if file.is_relative_to(self._uploads.resolve()) and not self._index.library.documents_of(str(file)):
            file.unlink(missing_ok=True)
        self._enqueue(self._suggest)

    def folders(self) -> dict[str, bool]:
        """The folders that were synced, each with whether it is kept in step."""
        return self._index.library.folders()

    def keep_in_step(self, folder: str, on: bool) -> None:
        """Switches the watching of a folder on, with a full comparison first, or off. Raises QuothError."""
        if folder not in self.folders():
            raise QuothError(f"{folder} has not been synced; `quoth sync {folder}` does that.")
        self._index.library.set_folder(folder, on)
        if on:
            self.sync([Path(folder)])
        self.watch()

    def watch(self, compare: bool = False) -> None:
        """Starts watching the folders that are kept in step, compared first if `compare`; watching of before ends."""
        folders = [Path(folder) for folder, on in self.folders().items() if on]
        if self._watcher:
            self._watcher.close()
        if compare and folders:
            self.sync(folders)
        self._watcher = Watcher(folders, lambda folder, paths: self._enqueue(lambda: self._sync(folder, paths)))

    def progress(self) -> Progress | None:
        """How far adding has come; None when nothing is being added."""
        return self._progress

    def failures(self) -> list[Failure]:
        """The files that could not be added since the start, the latest reason of each."""
        return list({failure.path: failure for failure in self._failures}.values())

    def busy(self) -> bool:
        """Whether anything that was started is not done yet."""
        return bool(self._work.unfinished_tasks)

    def wait(self) -> None:
        """Returns when all that was started is done."""
        self._work.join()

    def close(self) -> None:
        """Finishes the document at hand and leaves the rest for another time."""
        self._stopping.set()
        if self._watcher:
            self._watcher.close()
        if self._worker:
            self._work.put(None)
            self._worker.join()

    # --- in the background

    def _enqueue(self, work: Callable[[], None]) -> None:
        with self._lock:
            self._given += 1
            self._work.put((self._given, work))
            if self._worker is None:
                self._worker = threading.Thread(target=self._run, name="quoth-adding", daemon=True)
                self._worker.start()

    def _run(self) -> None:
        while (given := self._work.get()) is not None:
            self._current, work = given
            try:
                if not self._is_over():
                    work()
                elif self._cancellation_told != self._cancelled:  # else what had been done by then is told already
                    self._tell(Report(), cancelled=True)
            except _StoppedError:
                self._suggest()
            except QuothError as error:
                failure = Failure(self._index.library.location, str(error))
                self._tell(Report(failures=[failure]))
            finally:
                self._progress = None
                self._work.task_done()
        self._work.task_done()

    def _sync(self, path: Path, changed: Sequence[Path] | None = None) -> None:
        with self._told() as report:
            if path.is_dir():
                self._index.library.set_folder(str(path.resolve()))
                self._index.sync(path, self._note, changed, report)
            else:
                self._index.add([path], self._note, report)

    def _add(self, paths: Sequence[Path]) -> None:
        """Copies of which nothing was added are not kept."""
        try:
            with self._told() as report:
                self._index.add(paths, self._note, report)
        finally:
            for path in paths:
                if not self._index.library.documents_of(str(path)):
                    path.unlink(missing_ok=True)
        self._suggest()

    @contextmanager
    def _told(self) -> Iterator[Report]:
        """A report to be filled, told of at the end, however it ends."""
        report, cancelled = Report(), False
        try:
            yield report
        except _StoppedError:
            cancelled = True
            raise
        finally:
            self._tell(report, cancelled)

    def _tell(self, report: Report, cancelled: bool = False) -> None:
        again = {failure.path for failure in report.failures} | set(report.added) | set(report.changed)
        self._failures = [failure for failure in self._failures if failure.path not in again] + report.failures
        self.removed += report.removed
        if cancelled:
            self._cancellation_told = self._cancelled
        self.summary = Summary(
            added=len(report.added),
            changed=len(report.changed),
            renamed=len(report.renamed),
            removed=len(report.removed),
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
        self.examples = suggest(self._index, self._answerer)

    def _keep(self, upload: Upload) -> Path:
        """A copy of an uploaded file under its own name, with a number behind it where another has that name."""
        wanted = inside(self._uploads, upload.name)
        kept, number = wanted, 1
        kept.parent.mkdir(parents=True, exist_ok=True)
        while kept.exists() and kept.read_bytes() != upload.path.read_bytes():
            number += 1
            kept = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        if not kept.exists():
            shutil.copyfile(upload.path, kept)
        return kept.resolve()
