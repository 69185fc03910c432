"""`SpanReader`: the built-in trained reader, which finds the exact words, or that they are not there."""

import time
from collections.abc import Sequence
from pathlib import Path

from index.documents.datatypes import Hit
from qa.datatypes import Extraction
from qa.reading.boundaries import answer_boundaries, says_something
from qa.reading.calibration import LinearCalibration
from qa.reading.reader import Corpus
from qa.reading.remembering import RememberedVectors
from qa.reading.span.evidence import NAMES, FoundSpan, evidence, found_spans
from qa.reading.span.limits import TimeLimit, read_limits
from qa.reading.span.spans import Reading, SpanFinder


class SpanReader:
    """Reads every passage with the question and weighs what it finds. Threads may share one.

    The network scores each span against "not here" and each passage for relevance, both unnormalised, so that they
    compare across passages (Clark and Gardner 2018); a calibrated logistic function turns them into a probability.
    """

    def __init__(
        self, corpus: Corpus, finder: SpanFinder, calibration: LinearCalibration, time_limit: TimeLimit
    ) -> None:
        """`calibration` weighs the evidence named in `evidence.NAMES`."""
        self._corpus = corpus
        self._vectors = RememberedVectors(corpus)
        self._finder = finder
        self._calibration = calibration
        self._time_limit = time_limit
        self.refuse_below = calibration.refuse_below

    @classmethod
    def from_folder(cls, folder: Path, corpus: Corpus) -> "SpanReader":
        """The reader of a folder's model.onnx, tokenizer.json, model.json and calibration.json. Raises ModelError."""
        _, time_limit = read_limits(folder)
        calibration = read_calibration(folder)
        return cls(corpus, SpanFinder.from_folder(folder), calibration, time_limit)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        """Up to three spans per passage, each with the probability that it answers, best first, ties by place.

        Passages left when the time is up are not read.
        """
        readings = self._readings(question, hits)
        spans = [candidate for candidate in found_spans(hits[: len(readings)], readings) if _says_something(candidate)]
        if not spans:
            return []
        scores = self._calibration.probabilities(evidence(question, self._corpus, self._vectors, spans))
        ranked = sorted(zip(scores, spans, strict=True), key=lambda pair: (-pair[0], *_place(pair[1])))
        return [_extraction(candidate, float(score)) for score, candidate in ranked]

    def _readings(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        begun = time.monotonic()
        readings: list[Reading] = []
        for hit in hits:
            late = time.monotonic() - begun > self._time_limit.seconds
            if late and len(readings) >= self._time_limit.least_passages:
                break
            readings.append(self._finder.read(question, hit.text))
        return readings


def read_calibration(folder: Path) -> LinearCalibration:
    """How a folder's reader weighs its evidence. Raises ModelError if calibration.json is missing or damaged."""
    return LinearCalibration.read(folder / "calibration.json", NAMES)


def _says_something(candidate: FoundSpan) -> bool:
    return says_something(candidate.hit.text[candidate.span.start : candidate.span.end])


def _place(candidate: FoundSpan) -> tuple[int, int]:
    return candidate.hit.passage.id, candidate.span.start


def _extraction(candidate: FoundSpan, score: float) -> Extraction:
    start, end = answer_boundaries(candidate.hit.text, candidate.span.start, candidate.span.end)
    return Extraction(candidate.hit.passage, start, end, score)
