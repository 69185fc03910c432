"""`SpanReader`, the default: a network reads the hits in their order, until it is sure or has read them all."""

from collections.abc import Callable, Sequence
from pathlib import Path

from index.documents.datatypes import Hit
from qa.datatypes import Extraction
from qa.language.forms import takes_sentences
from qa.reading.calibration import LinearCalibration
from qa.reading.reader import Corpus
from qa.reading.span.evidence import NAMES, evidence
from qa.reading.span.finder import Reading, SpanFinder
from qa.reading.span.settling import joined_values, settled
from qa.reading.span.stretches import Stretch, stretches

# Hits read → the sureness from which reading stops there. Six in any case, for what a second source says is part of an
# answer. Over 457 questions of the calibration set this read 9.4 hits of twelve, and lost no answer that twelve gave.
_ENOUGH = {6: 0.8, 8: 0.7, 10: 0.6}
_SETTLED = 15  # best stretches whose ends are moved, each in 1 to 2 ms: more than are ever cited


class SpanReader:
    """Reads each hit with the question and weighs what it finds. Threads may share one.

    The network scores each span against "not here", each passage for relevance and each sentence for whether it helps,
    all unnormalised, so that they compare across passages (Clark and Gardner 2018); a calibrated logistic function
    turns them, and what words and ranks say, into a probability.
    """

    def __init__(
        self,
        corpus: Corpus,
        finder: SpanFinder,
        calibration: LinearCalibration,
        takes_sentences: Callable[[str], bool] = takes_sentences,
    ) -> None:
        """`calibration` weighs the evidence named in `evidence.NAMES`; `takes_sentences` tells which questions whole
        sentences answer."""
        self._takes_sentences = takes_sentences
        self._corpus = corpus
        self._finder = finder
        self._calibration = calibration
        self.refuse_below = calibration.refuse_below

    @classmethod
    def from_folder(cls, folder: Path, corpus: Corpus) -> "SpanReader":
        """The reader of a folder's model.onnx, tokenizer.json, model.json and calibration.json. Raises ModelError."""
        return cls(corpus, SpanFinder.from_folder(folder), read_calibration(folder))

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        """Spans, or sentences where the question takes them, each with the probability that it answers.

        Best first, ties by place. How many hits are read depends on what is in them and never on the clock: on a busy
        machine a question has to get the same answer. There are no more of them than were asked for, and none is
        longer than a passage, so the work is bounded without it.
        """
        readings: list[Reading] = []
        for hit in hits:
            enough = _ENOUGH.get(len(readings))
            if enough is not None and self._sureness(question, hits, readings) >= enough:
                break
            readings.append(self._finder.read(question, hit))
        return self._weighed(question, hits, readings)

    def _sureness(self, question: str, hits: Sequence[Hit], readings: Sequence[Reading]) -> float:
        return max((each.score for each in self._weighed(question, hits, readings)), default=0.0)

    def _weighed(self, question: str, hits: Sequence[Hit], readings: Sequence[Reading]) -> list[Extraction]:
        found = stretches(hits[: len(readings)], readings, self._takes_sentences(question))
        if not found:
            return []
        scores = self._calibration.probabilities(evidence(question, self._corpus, found))
        ranked = sorted(zip(scores, found, strict=True), key=lambda pair: (-pair[0], *_place(pair[1])))
        return _extractions(question, [(float(score), stretch) for score, stretch in ranked[:_SETTLED]])


def _extractions(question: str, ranked: Sequence[tuple[float, Stretch]]) -> list[Extraction]:
    """What of the stretches answers, each place once; the best one holds both values where two are asked for."""
    kept: dict[tuple[str, int, int], Extraction] = {}
    for rank, (score, stretch) in enumerate(ranked):
        span = settled(question, stretch)
        if span and not kept:
            span = joined_values(question, stretch, [other for _, other in ranked[rank + 1 :]]) or span
        if span:
            passage = stretch.hit.passage
            place = (passage.document_id, passage.start + span[0], passage.start + span[1])
            kept.setdefault(place, Extraction(passage, *span, score))
    return list(kept.values())


def read_calibration(folder: Path) -> LinearCalibration:
    """How a folder's reader weighs its evidence. Raises ModelError if calibration.json is missing or damaged."""
    return LinearCalibration.read(folder / "calibration.json", NAMES)


def _place(stretch: Stretch) -> tuple[int, int, int]:
    return stretch.hit.passage.id, stretch.start, stretch.end
