"""`ReaderByKind`: a reason or a way is told in a whole sentence, most else in a few words; each has its reader."""

import math
from collections.abc import Sequence
from dataclasses import replace

from index.datatypes import Passage
from qa.datatypes import Extraction
from qa.kinds import Kind, kind_of
from qa.reading import Reader

TOLD_IN_SENTENCES = frozenset({Kind.REASON, Kind.MEANS})


class ReaderByKind:
    """Gives "why" and "how" to the one reader and all other questions to the other.

    Both say a probability, and each has its own line below which it refuses; the scores of `sentences` are moved, in
    logits, so that its line falls on that of `spans`, and one line holds for both.
    """

    def __init__(self, spans: Reader, sentences: Reader) -> None:
        self._spans = spans
        self._sentences = sentences
        self.refuse_below = spans.refuse_below
        self._shift = _logit(spans.refuse_below) - _logit(sentences.refuse_below)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Extraction]:
        """What the reader for this kind of question finds, best first."""
        if kind_of(question) not in TOLD_IN_SENTENCES:
            return self._spans.read(question, passages)
        found = self._sentences.read(question, passages)
        return [replace(each, score=_moved(each.score, self._shift)) for each in found]


def _logit(probability: float) -> float:
    kept = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(kept / (1 - kept))


def _moved(probability: float, shift: float) -> float:
    """The probability whose logit is higher by `shift`."""
    return 1 / (1 + math.exp(-(_logit(probability) + shift)))
