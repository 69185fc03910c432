"""The real service over a small library: its documents, its questions, and the embedder and the reader for it.

Nothing here stands for the service, the intake or the library; what is small is the models, which can be checked by
hand, and both can be made to wait.
"""

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fakes import KeywordEmbedder
from made_documents import MODIFIED

from index import PassageIndex, open_library
from index.documents.datatypes import Document, Hit, Passage
from qa import Answer, Answerer, Extraction
from ui.intake import Intake
from ui.service import Service

HOSTILE_ANSWER = (
    "\U0001f600e\u0301 </mark><script>window.__pwned=1</script> ${window.__pwned=2} {{constructor}} "
    "\u05e9\u05dc\u05d5\u05dd"
)
HOSTILE_LINE = (
    "&lt;b&gt; &amp;amp; [x](javascript:window.__pwned=3) $$\\LaTeX$$ `tick` \"double\" 'single' \u202eevil\u202c "
    f"<img src=x onerror=window.__pwned=4> {HOSTILE_ANSWER} \t end"
)
HOSTILE_TITLE = '<img src=x onerror="__pwned=5"><script>__pwned=6</script> ${1+1} {{7}} \U0001f9ea & co'
HOSTILE_NAME = "<svg onload=window.__pwned=7>'\" ${1} {{2}}.txt"
HOSTILE_QUESTION = "Who said <script>__pwned=8</script><img src=x onerror=__pwned=9> ${3} {{4}}?"
CHANCE = "What chance did Justin Lin give?"
LONG_LINE = "Line after line of it, none of them short enough to miss.\n"
TEXTS = {
    "outlook.txt": f"A cautious outlook\n\n{CHANCE}\n\nA meeting was held in Beijing.\n"
    "There Justin Lin gave less than a 20% chance that a Chinese firm leads by 2030.\n" + "Much else was said.\n" * 400,
    "divide.txt": "The widening divide\n"
    + "Energy is scarce.\n" * 300
    + "Justin Lin gave a chance below 20% that a Chinese firm leads by 2030.\n"
    + "Justin Lin is the head of the Qwen models.\n"
    + "So it goes.\n" * 300,
    HOSTILE_NAME: f"{HOSTILE_TITLE}\n\n{HOSTILE_QUESTION}\n\n\U0001f9ea \U0001f9ea before\r\n{HOSTILE_LINE}\r\n"
    + "\U0001f600 filler <b>\n" * 50,
    "long.txt": f"A long report\n{LONG_LINE * 9000}The total came to 417 ships.\n{LONG_LINE * 9000}",
}
ANSWERS = {
    "Who is Justin Lin?": {"the head of the Qwen models": 0.9},
    CHANCE: {"less than a 20% chance": 0.9, "a chance below 20%": 0.85, "A meeting was held": 0.65},
    "What probability did Justin Lin give?": {"less than a 20% chance": 0.9},
    "How many ships were there?": {"417 ships": 0.9},
    HOSTILE_QUESTION: {HOSTILE_ANSWER: 0.9},
}


class Gate:
    """Open until it is shut; what comes to it meanwhile waits."""

    def __init__(self) -> None:
        self._opened = threading.Event()
        self.open()

    def open(self) -> None:
        self._opened.set()

    def shut(self) -> None:
        self._opened.clear()

    def wait(self) -> None:
        self._opened.wait()


class PatientEmbedder(KeywordEmbedder):
    """A `KeywordEmbedder` that waits at its gate before it encodes a document with the words `held at the gate`."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = Gate()

    def encode_document(self, texts: Sequence[str]) -> np.ndarray:
        if any("held at the gate" in text for text in texts):
            self.gate.wait()
        return super().encode_document(texts)


class PhraseReader:
    """Finds in the passages the phrases that are known to answer the question, each with its score.

    A passage that holds none is given back whole, with a score that makes it no answer. Waits at its gate first.
    """

    refuse_below = 0.5

    def __init__(self, answers: Mapping[str, Mapping[str, float]] = ANSWERS) -> None:
        self.answers = dict(answers)
        self.gate = Gate()

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        self.gate.wait()
        phrases = self.answers.get(question, {})
        read = [extraction for hit in hits for extraction in _phrases(hit.passage, hit.text, phrases)]
        return sorted(read, key=lambda extraction: (-extraction.score, extraction.passage.id))


def _phrases(passage: Passage, text: str, phrases: Mapping[str, float]) -> list[Extraction]:
    places = [(text.index(phrase), phrase, score) for phrase, score in phrases.items() if phrase in text]
    read = [Extraction(passage, start, start + len(phrase), score) for start, phrase, score in places]
    return read or [Extraction(passage, 0, len(text), 0.05)]


class RecordingAnswerer(Answerer):
    """An `Answerer` that keeps what it was asked: the question, the earlier ones, the documents."""

    def __init__(self, *parts: Any, **others: Any) -> None:
        super().__init__(*parts, **others)
        self.asked: list[tuple[str, list[str], list[str] | None]] = []

    def ask(self, question: str, history: Sequence[str] = (), documents: Sequence[str] | None = None) -> Answer:
        if threading.current_thread().name != "quoth-adding":  # which tries the examples
            self.asked.append((question, list(history), None if documents is None else list(documents)))
        return super().ask(question, history, documents)


class SmallService(Service):
    """The service as it is, with the parts of it that a test takes hold of."""

    def __init__(self, folder: Path) -> None:
        """Over the library in `folder`, which is made where there is none."""
        self.embedder = PatientEmbedder()
        index = PassageIndex(open_library(folder), self.embedder)
        self.reader = PhraseReader()
        self.answerer = RecordingAnswerer(index, reader=self.reader)
        super().__init__(index, self.answerer, Intake(index, self.answerer))

    def add_files(self, *paths: Path) -> None:
        """Adds files and folders from where they are, and returns when that is done."""
        self.intake.sync(paths)
        self.intake.wait()

    def document_called(self, name: str) -> Document:
        """The document of the file of that name."""
        (found,) = [summary.id for summary in self.documents() if Path(summary.path).name == name]
        return self.document(found)


def write(folder: Path, texts: Mapping[str, str], modified: float = MODIFIED) -> Path:
    """The folder with those files in it, character for character, of the day `modified`."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        os.utime(path, (modified, modified))
    return folder
