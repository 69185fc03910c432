"""One place behind the command, HTTP, MCP and the page: `ask(question, …) -> dict`, and the documents it asks."""

import queue
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.datatypes import Document
from index.errors import QuothError, UnknownDocumentError
from index.library import DocumentSummary, Library
from index.passage_index import PassageIndex
from index.progress import Failure
from index.progress import Progress as Adding
from qa.answering import Answerer
from qa.datatypes import Answer
from qa.readers import load_reader
from qa.suggesting import suggest
from ui.settings import Settings

__all__ = ["Answer", "Document", "DocumentSummary", "Failure", "Progress", "Service"]

LONGEST_QUESTION = 2000  # characters
_UPLOADS = "files"  # the folder inside a library that keeps what was dropped on the page


@dataclass(frozen=True, slots=True)
class Progress:
    """How far adding has come: `done` of `total` files, the one being read and the part of it, what failed so far."""

    done: int
    total: int
    name: str
    seconds_left: float | None
    failures: tuple[Failure, ...] = ()
    part: float = 0.0


class QuestionError(QuothError, ValueError):
    """A question that is no text, or too long."""


class _StoppedError(Exception):
    """The service is being closed while documents are added."""


class Service:
    """A library, its answerer, and one background thread that adds documents. Threads may share one."""

    def __init__(self, settings: Settings) -> None:
        """Opens the library. Raises LibraryError, EmbedderError or ModelError when these settings cannot be used."""
        self.index = PassageIndex(Library(settings.library), settings.embedder)
        reader = load_reader(self.index, settings.reader)
        self._answerer = Answerer(
            self.index, reader=reader, passages=settings.passages, refuse_below=settings.refuse_below
        )
        self._uploads = settings.library / _UPLOADS
        self._work: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._worker: threading.Thread | None = None
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._progress: Progress | None = None
        self._failures: list[Failure] = []
        self._examples: list[str] = []
        self.removed: list[str] = []
        """The paths of documents that a sync removed, their files being gone."""

    # --- asking

    def ask(self, question: str, history: Sequence[str] = (), documents: Sequence[str] | None = None) -> dict[str, Any]:
        """The JSON of an answer. `history`: earlier questions, oldest first; `documents`: ids to restrict to."""
        return self.answer(question, history, documents).to_json()

    def answer(self, question: str, history: Sequence[str] = (), documents: Sequence[str] | None = None) -> Answer:
        """What the documents say, or a refusal.

        Raises UnknownDocumentError for an id that no document has, QuestionError for what is no question.
        """
        question, history = _checked(question), [_checked(earlier) for earlier in _listed(history)]
        for document_id in set(documents or ()) - {known for known, _ in self.index.library.paths().values()}:
            raise UnknownDocumentError(f"No document {document_id} stands in the library; ask without it.")
        return self._answerer.ask(question, history, documents)

    def examples(self) -> list[str]:
        """Up to four questions that the documents answer, drawn from them; none until the first have been read."""
        return list(self._examples)

    # --- documents

    def documents(self) -> list[DocumentSummary]:
        """Every document, by path."""
        return self.index.documents()

    def document(self, document_id: str) -> Document:
        """A document with its whole text. Raises UnknownDocumentError, a LookupError."""
        return self.index.document(document_id)

    def remove(self, document_id: str) -> None:
        """Takes a document out, and the library's own copy of its file, if it was dropped on the page."""
        path = Path(self.document(document_id).path)
        self.index.remove(document_id)
        if path.parent == self._uploads.resolve():
            path.unlink(missing_ok=True)
        self._enqueue(self._suggest)

    def add(self, paths: Sequence[Path]) -> None:
        """Starts adding copies of files; the copies are kept in the library."""
        self._enqueue(lambda: self._add([self._keep(path) for path in paths]))

    def sync(self, paths: Sequence[Path]) -> None:
        """Starts making the library hold what these files and folders hold, where they are; then makes examples."""
        for path in paths:
            self._enqueue(lambda path=path: self._sync(path))  # type: ignore[misc]
        self._enqueue(self._suggest)

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
        """Finishes the document at hand, leaves the rest for another time, and closes the library."""
        self._stopping.set()
        if self._worker:
            self._work.put(None)
            self._worker.join()
        self.index.close()

    # --- in the background

    def _enqueue(self, work: Callable[[], None]) -> None:
        with self._lock:
            self._work.put(work)
            if self._worker is None:
                self._worker = threading.Thread(target=self._run, name="quoth-adding", daemon=True)
                self._worker.start()

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                if not self._stopping.is_set():
                    work()
            except _StoppedError:
                pass
            except QuothError as error:
                self._failures.append(Failure(str(self.index.library.folder), str(error)))
            finally:
                self._progress = None
                self._work.task_done()
        self._work.task_done()

    def _sync(self, path: Path) -> None:
        known = {failure.path for failure in self._failures}
        report = self.index.sync(path, self._note) if path.is_dir() else self.index.add([path], self._note)
        self._failures += [failure for failure in report.failures if failure.path not in known]
        self.removed += report.removed

    def _add(self, paths: Sequence[Path]) -> None:
        report = self.index.add(paths, self._note)
        self._failures += report.failures
        for failure in report.failures:
            Path(failure.path).unlink(missing_ok=True)
        self._suggest()

    def _note(self, adding: Adding) -> None:
        if self._stopping.is_set():
            raise _StoppedError
        failures = tuple(self._failures)
        self._progress = Progress(adding.done, adding.total, adding.name, adding.seconds_left, failures, adding.part)

    def _suggest(self) -> None:
        self._examples = suggest(self.index, self._answerer)

    def _keep(self, path: Path) -> Path:
        """A copy of a dropped file under its own name, with a number behind it where another has that name."""
        self._uploads.mkdir(parents=True, exist_ok=True)
        kept, number = self._uploads / path.name, 1
        while kept.exists() and kept.read_bytes() != path.read_bytes():
            number += 1
            kept = self._uploads / f"{path.stem} ({number}){path.suffix}"
        if not kept.exists():
            shutil.copyfile(path, kept)
        return kept.resolve()


def _listed(history: Sequence[str]) -> Sequence[str]:
    if isinstance(history, str):
        raise QuestionError("The history is a list of questions, oldest first, not one text.")
    return history


def _checked(question: str) -> str:
    """A question as text that can be searched for: half a surrogate pair becomes U+FFFD."""
    if not isinstance(question, str):
        raise QuestionError(f"A question is text, not {question!r}.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(f"The question has {len(question):,} characters; the most is {LONGEST_QUESTION:,}.")
    return question.encode("utf-8", "replace").decode("utf-8")
