"""What the command, HTTP, MCP and the page all call: `ask(question, …) -> dict`, and the documents it asks."""

import contextlib
import threading
from collections.abc import Sequence
from typing import Any

from index.adding.progress import Failure, Progress
from index.documents.datatypes import Document, PageLayout
from index.errors import LibraryError, QuothError
from index.isolation import ReadingProcess
from index.library.opening import open_library
from index.library.protocol import DocumentSummary
from index.library.removed import RemovedDocument
from index.passage_index import PassageIndex
from qa.answering import Answerer
from qa.datatypes import Answer
from qa.reading.registry import load_reader
from qa.suggesting import related
from ui.intake import Intake, Upload
from ui.scope import Scope
from ui.settings import Settings
from ui.turns import Turn, Turns

__all__ = [
    "Answer",
    "Document",
    "DocumentSummary",
    "Failure",
    "Progress",
    "RemovedDocument",
    "Scope",
    "Service",
    "Upload",
    "open_index",
    "open_service",
]

LONGEST_QUESTION = 2000  # characters
_PICTURES_KEPT = 24
_EXAMPLES = 4  # what fits an empty page


class QuestionError(QuothError, ValueError):
    """A question that is not text, or is too long."""


class Service:
    """An index, its answerer and its intake. Threads may share one."""

    def __init__(self, index: PassageIndex, answerer: Answerer, intake: Intake) -> None:
        """`answerer` and `intake` work on `index`; closing the service closes the index and the intake."""
        self.index = index
        self.intake = intake
        self._answerer = answerer
        self._turns = Turns()
        self._drawing = ReadingProcess()
        self._drawing_lock = threading.Lock()
        self._pictures: dict[tuple[str, int, int], bytes] = {}

    # --- asking

    def ask(self, question: str, history: Sequence[str] = (), scope: Scope | None = None) -> dict[str, Any]:
        """The JSON of an answer. `history`: earlier questions, oldest first; `scope`: the documents to ask."""
        return self.answer(question, history, scope).to_json()

    def answer(self, question: str, history: Sequence[str] = (), scope: Scope | None = None) -> Answer:
        """What the documents say, or a refusal.

        Raises UnknownDocumentError or ScopeError for an impossible scope, QuestionError for what is not a question.
        """
        return self.turn(question, history, scope).future.result()

    def turn(
        self, question: str, history: Sequence[str] = (), scope: Scope | None = None, client: str = ""
    ) -> Turn[Answer]:
        """A question's turn to be answered; its future has what `answer` gives, or raises. Those who ask share fairly.

        `client` names who asks, whatever they ask at once. Raises QuestionError at once.
        """
        asked, earlier = _checked(question), [_checked(each) for each in _listed(history)]
        return self._turns.take(client, lambda: self._answerer.ask(asked, earlier, (scope or Scope()).ids(self.index)))

    def examples(self) -> list[str]:
        """Up to four questions that the documents answer, drawn from them; none until the first have been read."""
        return [each.question for each in self.intake.suggestions[:_EXAMPLES]]

    def related(self, answer: Answer, asked: Sequence[str]) -> list[str]:
        """Up to three further questions that the documents answer, the nearest to `answer`; none of those `asked`."""
        return related(self.intake.suggestions, asked, answer, self.index)

    # --- documents

    def documents(self) -> list[DocumentSummary]:
        """Every document, by path."""
        return self.index.documents()

    def document(self, document_id: str) -> Document:
        """A document with its whole text. Raises UnknownDocumentError, a LookupError."""
        return self.index.document(document_id)

    def summary(self, document_id: str) -> DocumentSummary | None:
        """One document, as the list shows it; None if no document has that id."""
        return self.index.library.summary(document_id)

    def layout(self, document_id: str, page: int) -> PageLayout | None:
        """Where the characters of a page are on it; None for a document whose pages are not drawn."""
        return self.index.library.layout(document_id, page)

    def picture(self, document_id: str, page: int, width: int) -> bytes:
        """A page as a PNG `width` pixels wide. Raises UnknownDocumentError, or LoadError if it cannot be drawn."""
        document = self.document(document_id)
        key = (document.id + document.path, page, width)
        with self._drawing_lock:
            if key not in self._pictures:
                while len(self._pictures) >= _PICTURES_KEPT:
                    del self._pictures[next(iter(self._pictures))]
                self._pictures[key] = self._drawing.picture(document, page, width)
            return self._pictures[key]

    def rename(self, document_id: str, title: str) -> None:
        """Gives a document a new title; a blank one restores its own."""
        self.index.library.rename(document_id, title)

    def tag(self, document_id: str, tags: Sequence[str]) -> None:
        """Replaces a document's tags with these."""
        self.index.library.tag(document_id, tags)

    def tags(self) -> dict[str, int]:
        """Every tag, with the number of documents that have it."""
        return self.index.library.tags()

    def remove(self, document_id: str) -> int:
        """Removes a document, which can be restored for 30 days; the removal's number."""
        return self.intake.remove(self.document(document_id))

    def restore(self, removal: int) -> None:
        """Brings a removed document back as it was. Raises UnknownDocumentError, LibraryError."""
        self.intake.restore(removal)

    def close(self) -> None:
        """Finishes the current document and question, leaves the rest, and closes the library."""
        self.intake.close()
        self._turns.close()
        with self._drawing_lock:
            self._drawing.close()
        self.index.close()


def open_service(settings: Settings, create: bool = True) -> Service:
    """The service that `settings` describe. If there is no library, one is made, unless `create` is False.

    Raises LibraryError, EmbedderError or ModelError when these settings cannot be used.
    """
    index = open_index(settings, create)
    with contextlib.suppress(LibraryError):  # a library that can only be read forgets nothing
        index.forget_removed()
    reader = load_reader(index, settings.reader)
    answerer = Answerer(index, reader=reader, passages=settings.passages, refuse_below=settings.refuse_below)
    return Service(index, answerer, Intake(index, answerer))


def open_index(settings: Settings, create: bool = True, any_embedder: bool = False) -> PassageIndex:
    """The index over the library of `settings`; `any_embedder` takes the one that made it, whatever was asked for.

    Raises LibraryError or EmbedderError.
    """
    library = open_library(settings.library, create)
    try:
        maker = library.fact("embedder") if any_embedder else None
        return PassageIndex(library, maker or settings.embedder)
    except QuothError:
        library.close()
        raise


def _listed(history: Sequence[str]) -> Sequence[str]:
    if isinstance(history, str):
        raise QuestionError("The history must be a list of questions, oldest first, not a single text.")
    return history


def _checked(question: str) -> str:
    """A question as text that can be searched for: lone surrogates become U+FFFD."""
    if not isinstance(question, str):
        raise QuestionError(f"A question must be text, not {question!r}.")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(f"The question has {len(question):,} characters; it may have at most {LONGEST_QUESTION:,}.")
    return question.encode("utf-8", "replace").decode("utf-8")
