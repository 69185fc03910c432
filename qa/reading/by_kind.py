"""`ReaderByKind`, the default: if no few words answer "why" or "how", a whole sentence may, from another reader."""

from collections.abc import Sequence
from dataclasses import replace

from index.documents.datatypes import Hit
from qa.datatypes import Extraction
from qa.language.kinds import Kind, kind_of
from qa.reading.calibration import moved
from qa.reading.reader import Reader

ANSWERED_BY_SENTENCES = frozenset({Kind.REASON, Kind.MEANS})


class ReaderByKind:
    """Reads with `spans`, and a "why" or "how" that it would refuse with `sentences`.

    Both give probabilities, and each has its own refusal line; the scores of `sentences` are moved, in logits, so that
    its line falls on that of `spans` and one line serves both.
    """

    def __init__(self, spans: Reader, sentences: Reader) -> None:
        self._spans = spans
        self._sentences = sentences
        self.refuse_below = spans.refuse_below

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        """What the reader of spans finds, or what the reader of sentences does if that is refused; best first."""
        spans = self._spans.read(question, hits)
        if kind_of(question) not in ANSWERED_BY_SENTENCES or (spans and spans[0].score >= self.refuse_below):
            return spans
        line = self._sentences.refuse_below
        sentences = [
            replace(extraction, score=moved(extraction.score, line, self.refuse_below))
            for extraction in self._sentences.read(question, hits)
        ]
        return sentences if sentences and sentences[0].score >= self.refuse_below else spans
