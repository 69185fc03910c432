"""`TwoStageReader`: a first reader reads every hit, and a second, slower one rereads the best few of them."""

from collections.abc import Sequence
from dataclasses import replace

from index.documents.datatypes import Hit
from qa.datatypes import Extraction
from qa.reading.calibration import moved
from qa.reading.reader import Reader

FIRST = "first reader"
"""The name of the first reader's score and rank in the hits that the second one reads."""


class TwoStageReader:
    """Reads with `first`, then reads the passages that `first` ranks best again with `second`.

    In a passage that is reread, what `second` finds replaces what `first` found. Each has its own refusal line; the
    scores of `first` are moved, in logits, so that its line falls on that of `second`.
    """

    def __init__(self, first: Reader, second: Reader, reread: int = 3) -> None:
        """`reread` hits are read twice."""
        self._first = first
        self._second = second
        self._reread = reread
        self.refuse_below = second.refuse_below

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        """What both readers find, on the second one's scale, best first, ties by place."""
        screened = [
            replace(extraction, score=moved(extraction.score, self._first.refuse_below, self.refuse_below))
            for extraction in self._first.read(question, hits)
        ]
        chosen = self._best(screened, hits)
        reread = {hit.passage.id for hit in chosen}
        kept = [extraction for extraction in screened if extraction.passage.id not in reread]
        return sorted([*kept, *self._second.read(question, chosen)], key=_best_first)

    def _best(self, screened: Sequence[Extraction], hits: Sequence[Hit]) -> list[Hit]:
        """The hits that hold the first reader's best spans, best first, with its score and rank added."""
        by_id = {hit.passage.id: hit for hit in hits}
        scores: dict[int, float] = {}
        for extraction in screened:
            scores.setdefault(extraction.passage.id, extraction.score)
        best = list(scores.items())[: self._reread]
        return [
            replace(hit, scores={**hit.scores, FIRST: score}, ranks={**hit.ranks, FIRST: rank})
            for rank, (hit, score) in enumerate(((by_id[number], score) for number, score in best), start=1)
        ]


def _best_first(extraction: Extraction) -> tuple[float, int, int]:
    return -extraction.score, extraction.passage.id, extraction.start
