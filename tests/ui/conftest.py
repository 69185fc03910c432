"""A browser found on this machine, and the page served over a small service kept in memory."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from index.datatypes import Document
from qa.datatypes import Answer, Citation, Finding

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

USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def found_browser() -> str | None:
    named = [os.environ.get("QUOTH_BROWSER"), *USUAL_PLACES]
    on_path = map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"))
    return next((path for path in [named[0], *on_path, *named[1:]] if path and Path(path).exists()), None)


@dataclass(frozen=True)
class Summary:
    id: str
    title: str
    path: str
    media_type: str
    characters: int
    passages: int


@dataclass(frozen=True)
class Failed:
    path: str
    reason: str


@dataclass(frozen=True)
class Reading:
    done: int
    total: int
    name: str
    seconds_left: float | None
    failures: tuple[Failed, ...] = ()
    part: float = 0.0


class InMemoryService:
    """Answers the questions it was told the answers to, with the line they stand in as the quote."""

    def __init__(self) -> None:
        self.restore()

    def restore(self) -> None:
        self.shelf = {document.id: document for document in map(document_of, TEXTS, TEXTS.values())}
        self.reading: Reading | None = None
        self.failed: list[Failed] = []
        self.added: list[Path] = []
        self.heard: list[tuple[str, tuple[str, ...], tuple[str, ...] | None]] = []
        self.before_answering: Callable[[], object] = lambda: None

    def says_it_reads(self, done: int, total: int, name: str, seconds_left: float) -> None:
        self.reading = Reading(done, total, name, seconds_left)

    def says_it_failed(self, path: str, reason: str) -> None:
        self.failed = [Failed(path, reason)]

    def answer(self, question: str, history: Sequence[str] = (), documents: Sequence[str] | None = None) -> Answer:
        self.heard.append((question, tuple(history), tuple(documents) if documents else None))
        self.before_answering()
        shelf = [document for document in self.shelf.values() if not documents or document.id in documents]
        cited = [[c for text in group for c in citations_of(shelf, text)] for group in ANSWERS.get(question, ())]
        findings = [finding_of(group, 0.9 - 0.25 * n) for n, group in enumerate(cited) if group]
        closest = tuple(citation_of(document, 0, min(90, len(document.text))) for document in shelf[:3])
        standalone = STANDALONE.get(question, question)
        if not findings:
            return Answer(question, standalone, closest=closest, unknown_words=("population", "<b>bold</b>"))
        return Answer(question, standalone, tuple(findings), confidence=findings[0].confidence)

    def ask(self, question: str, history: Sequence[str] = (), documents: Sequence[str] | None = None) -> dict[str, Any]:
        return self.answer(question, history, documents).to_json()

    def documents(self) -> list[Summary]:
        return [Summary(d.id, d.title, d.path, d.media_type, len(d.text), 3) for d in self.shelf.values()]

    def document(self, document_id: str) -> Document:
        return self.shelf[document_id]

    def examples(self) -> list[str]:
        return list(ANSWERS)[:4]

    def progress(self) -> Reading | None:
        return self.reading

    def failures(self) -> list[Failed]:
        return self.failed

    def add(self, paths: Sequence[Path]) -> None:
        self.added.extend(paths)
        for path in paths:
            document = document_of(str(path), path.read_text(encoding="utf-8"))
            self.shelf[document.id] = document

    def remove(self, document_id: str) -> None:
        del self.shelf[document_id]


def document_of(path: str, text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    name = hashlib.sha256(path.encode()).hexdigest()[:8]
    return Document(name, text.splitlines()[0], path, "text/plain", digest, text)


def citation_of(document: Document, start: int, end: int, answer: tuple[int, int] = (0, 0)) -> Citation:
    quote = document.text[start:end]
    return Citation(document.id, document.title, document.path, document.sha256, None, start, end, quote, *answer)


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


@pytest.fixture(scope="session")
def browser_path() -> str:
    path = found_browser()
    if path is None:
        pytest.skip("no Chromium or Chrome on this machine; name one with QUOTH_BROWSER")
    return path


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture(scope="session")
def served() -> tuple[InMemoryService, str]:
    from ui.web import launch

    service = InMemoryService()
    return service, launch(service, port=0, open_browser=False)


@pytest.fixture
def service(served: tuple[InMemoryService, str]) -> InMemoryService:
    served[0].restore()
    return served[0]


@pytest.fixture
def address(service: InMemoryService, served: tuple[InMemoryService, str]) -> str:
    return served[1]


@pytest.fixture
def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector(".document")
    return page
