"""A service for the page, kept in memory: a few documents, and the answers it was told to give."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from made_documents import MODIFIED, document_of, drawn

from index.adding.progress import Failure
from index.documents.datatypes import Document, PageLayout
from index.errors import LoadError, QuothError
from index.library.protocol import DocumentSummary
from qa.datatypes import Answer, Citation, Finding
from ui.intake import Progress, Summary, Upload
from ui.scope import Scope

HOSTILE_ANSWER = (
    "\U0001f600e\u0301 </mark><script>window.__pwned=1</script> ${window.__pwned=2} {{constructor}} "
    "\u05e9\u05dc\u05d5\u05dd"
)
HOSTILE_LINE = (
    "&lt;b&gt; &amp;amp; [x](javascript:window.__pwned=3) $$\\LaTeX$$ `tick` \"double\" 'single' \u202eevil\u202c "
    f"<img src=x onerror=window.__pwned=4> {HOSTILE_ANSWER} \t end\r"
)
HOSTILE_TITLE = '<img src=x onerror="window.__pwned=5"><script>window.__pwned=6</script> ${1+1} {{7}} \U0001f9ea & co'
HOSTILE_PATH = "/library/<svg onload=window.__pwned=7>'\" ${1} {{2}}.txt"
HOSTILE_QUESTION = (
    "Who said <script>window.__pwned=8</script><img src=x onerror=window.__pwned=9> ${3} {{4}} [y](javascript:1)"
)
TEXTS = {
    "/library/outlook.txt": "A cautious outlook\n\nA meeting was held in Beijing.\n"
    "There Justin Lin gave less than a 20% chance that a Chinese firm leads by 2030.\n" + "Much else was said.\n" * 400,
    "/library/divide.txt": "The widening divide\n"
    + "Energy is scarce.\n" * 300
    + "Lin put it below 20%, he told the panel.\nJustin Lin is the head of the Qwen models.\n"
    + "So it goes.\n" * 300,
    HOSTILE_PATH: f"{HOSTILE_TITLE}\n\U0001f9ea \U0001f9ea before\r\n{HOSTILE_LINE}\n" + "\U0001f600 filler <b>\n" * 50,
    "/library/long.txt": "A long report\n"
    + "Line after line of it, none of them short enough to miss.\n" * 9000
    + "The total came to 417 ships.\n"
    + "Line after line of it, none of them short enough to miss.\n" * 9000,
}
ANSWERS = {
    "Who is Justin Lin?": [["the head of the Qwen models"]],
    "What chance did Justin Lin give?": [["less than a 20% chance", "below 20%"], ["A meeting was held"]],
    "How many ships were there?": [["417 ships"]],
    HOSTILE_QUESTION: [[HOSTILE_ANSWER]],
    "What probability did he give?": [["less than a 20% chance"]],
}
STANDALONE = {"What probability did he give?": "What probability did Justin Lin give?"}


class InMemoryIntake:
    """Adds text files at once; says of progress and failures what it was told to."""

    def __init__(self, shelf: dict[str, Document]) -> None:
        self._shelf = shelf
        self.added: list[Upload] = []
        self.summary: Summary | None = None
        self.examples: list[str] = []
        self.watched: dict[str, bool] = {}
        self.reading: Progress | None = None
        self.failed: list[Failure] = []
        self.cancelled = 0
        self.works = False

    def add(self, uploads: Sequence[Upload]) -> None:
        self.added.extend(uploads)
        for upload in uploads:
            document = document_of(f"/library/{upload.name}", upload.path.read_text(encoding="utf-8"))
            self._shelf[document.id] = document
        self.summary = Summary(added=len(uploads))

    def cancel(self) -> None:
        self.cancelled += 1
        self.reading, self.works, self.summary = None, False, Summary(added=2, cancelled=True)

    def progress(self) -> Progress | None:
        return self.reading

    def failures(self) -> list[Failure]:
        return list(self.failed)

    def busy(self) -> bool:
        return self.works or self.reading is not None

    def folders(self) -> dict[str, bool]:
        return dict(self.watched)

    def keep_in_step(self, folder: str, on: bool) -> None:
        if not folder.startswith("/"):
            raise QuothError(f"{folder} has not been synced.")
        self.watched[folder] = on


class InMemoryService:
    """Answers the questions it was told the answers to, with the line they stand in as the quote."""

    def __init__(self) -> None:
        self.restore()

    def restore(self) -> None:
        self.shelf = {document.id: document for document in map(document_of, TEXTS, TEXTS.values())}
        self.answers = dict(ANSWERS)
        self.given: dict[str, tuple[str, tuple[str, ...]]] = {}  # titles and tags
        self.layouts: dict[str, list[PageLayout]] = {}
        self.intake = InMemoryIntake(self.shelf)
        self.heard: list[tuple[str, tuple[str, ...], Scope]] = []
        self.drawn: list[tuple[int, int]] = []
        self.cannot_draw = ""
        self.before_answering: Callable[[], object] = lambda: None

    def put(self, document: Document, layouts: Sequence[PageLayout] = ()) -> Document:
        self.shelf[document.id] = document
        self.layouts[document.id] = list(layouts)
        return document

    # --- asking

    def answer(self, question: str, history: Sequence[str] = (), scope: Scope | None = None) -> Answer:
        scope = scope or Scope()
        self.heard.append((question, tuple(history), scope))
        self.before_answering()
        for tag in scope.tags:
            if tag not in self.tags():
                raise QuothError(f"No document bears the tag {tag!r}.")
        shelf = [document for document in self.shelf.values() if self._is_asked(document, scope)]
        cited = [[c for text in group for c in citations_of(shelf, text)] for group in self.answers.get(question, ())]
        findings = [finding_of(group, 0.9 - 0.25 * n) for n, group in enumerate(cited) if group]
        closest = tuple(citation_of(document, 0, min(90, len(document.text))) for document in shelf[:3])
        standalone = STANDALONE.get(question, question)
        if not findings:
            return Answer(question, standalone, closest=closest, unknown_words=("population", "<b>bold</b>"))
        return Answer(question, standalone, tuple(findings), confidence=findings[0].confidence)

    def ask(self, question: str, history: Sequence[str] = (), scope: Scope | None = None) -> dict[str, Any]:
        return self.answer(question, history, scope).to_json()

    def examples(self) -> list[str]:
        return list(self.answers)[:4]

    def _is_asked(self, document: Document, scope: Scope) -> bool:
        tags = self.given.get(document.id, ("", ()))[1]
        return (not scope.documents or document.id in scope.documents) and (
            not scope.tags or bool(set(tags) & set(scope.tags))
        )

    # --- documents

    def documents(self) -> list[DocumentSummary]:
        return [self._summary(document) for document in self.shelf.values()]

    def summary(self, document_id: str) -> DocumentSummary | None:
        return next((each for each in self.documents() if each.id == document_id), None)

    def document(self, document_id: str) -> Document:
        return self.shelf[document_id]

    def layout(self, document_id: str, page: int) -> PageLayout | None:
        layouts = self.layouts.get(document_id, [])
        return layouts[page - 1] if 1 <= page <= len(layouts) else None

    def picture(self, document_id: str, page: int, width: int) -> bytes:
        document = self.document(document_id)
        if self.cannot_draw:
            raise LoadError(document.path, self.cannot_draw)
        self.drawn.append((page, width))
        start, end = document.page_span(page)
        return drawn(document.text[start:end], width)

    def rename(self, document_id: str, title: str) -> None:
        if len(title) > 300:
            raise ValueError("A title has at most 300 characters.")
        self.given[document_id] = (title.strip(), self.given.get(document_id, ("", ()))[1])

    def tag(self, document_id: str, tags: Sequence[str]) -> None:
        if any(len(tag) > 60 for tag in tags):
            raise ValueError("A tag has 1 to 60 characters and no comma.")
        self.given[document_id] = (self.given.get(document_id, ("", ()))[0], tuple(sorted(set(tags))))

    def tags(self) -> dict[str, int]:
        borne = [tag for key, (_, tags) in self.given.items() if key in self.shelf for tag in tags]
        return {tag: borne.count(tag) for tag in sorted(set(borne))}

    def remove(self, document_id: str) -> None:
        del self.shelf[document_id]

    def _summary(self, d: Document) -> DocumentSummary:
        title, tags = self.given.get(d.id, ("", ()))
        counts = (len(d.text), 3, len(d.page_starts), len(d.text.encode("utf-8", "replace")))
        return DocumentSummary(
            *(d.id, title or d.title, d.path, d.media_type, d.sha256, *counts, d.modified, MODIFIED, d.file),
            warnings=d.warnings,
            tags=tags,
        )


def citation_of(document: Document, start: int, end: int, answer: tuple[int, int] = (0, 0)) -> Citation:
    page, quote = document.page_at(start), document.text[start:end]
    return Citation(document.id, document.title, document.path, document.sha256, page, start, end, quote, *answer)


def citations_of(shelf: Sequence[Document], answer: str) -> Iterator[Citation]:
    for document in shelf:
        at = document.text.find(answer)
        if at >= 0:
            start = document.text.rfind("\n", 0, at) + 1
            end = document.text.find("\n", at + len(answer))
            yield citation_of(document, start, end if end > 0 else len(document.text), (at, at + len(answer)))


def finding_of(citations: Sequence[Citation], confidence: float) -> Finding:
    first = citations[0]
    text = first.quote[first.answer_start - first.start : first.answer_end - first.start]
    return Finding(text, confidence, tuple(citations))
