"""`ReaderByKind`: where no few words tell a reason or a way, a whole sentence may; each has its reader."""

import math
from collections.abc import Sequence
from dataclasses import replace

from index.documents.datatypes import Passage
from qa.datatypes import Extraction
from qa.language.kinds import Kind, kind_of
from qa.reading.reader import Reader

TOLD_IN_SENTENCES = frozenset({Kind.REASON, Kind.MEANS})


class ReaderByKind:
    """Reads with `spans`, and a "why" or "how" that it would refuse with `sentences`.

    Both say a probability, and each has its own line below which it refuses; the scores of `sentences` are moved, in
    logits, so that its line falls on that of `spans`, and one line holds for both.
    """

    def __init__(self, spans: Reader, sentences: Reader) -> None:
        self._spans = spans
        self._sentences = sentences
        self.refuse_below = spans.refuse_below
        self._shift = _logit(spans.refuse_below) - _logit(sentences.refuse_below)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Extraction]:
        """What the reader of spans finds, or, where that is refused, the reader of sentences; best first."""
        found = self._spans.read(question, passages)
        if kind_of(question) not in TOLD_IN_SENTENCES or (found and found[0].score >= self.refuse_below):
            return found
        told = [
            replace(each, score=_moved(each.score, self._shift)) for each in self._sentences.read(question, passages)
        ]
        return told if told and told[0].score >= self.refuse_below else found


def _logit(probability: float) -> float:
    kept = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(kept / (1 - kept))


def _moved(probability: float, shift: float) -> float:
    """The probability whose logit is higher by `shift`."""
    return 1 / (1 + math.exp(-(_logit(probability) + shift)))
