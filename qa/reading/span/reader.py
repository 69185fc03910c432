"""`SpanReader`: the trained reader in the box, which finds the exact words and knows when they are not there."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.documents.datatypes import Passage
from index.embedding.network import Network, load_tokenizer
from index.errors import ModelError
from qa.datatypes import Extraction
from qa.reading.reader import EmbeddedTexts
from qa.reading.remembering import RememberedVectors
from qa.reading.span.evidence import NAMES, Evidence, FoundSpan, evidence, found_spans
from qa.reading.span.spans import ReaderNetwork, Reading, read_passage
from qa.reading.span.windows import Windower
from qa.reading.trimming import says_something, within_paragraph
from qa.reading.widening import widened

SECONDS = 10.0  # for the passages of one question; the best are read first
_LEAST_READ = 3  # passages that are read however long it takes


@dataclass(frozen=True, slots=True)
class Calibration:
    """P(the span answers) = 1 / (1 + exp(−(evidence · weights + bias))) (Platt 1999); weights (len(NAMES),)."""

    weights: Evidence
    bias: float
    refuse_below: float

    @classmethod
    def read(cls, path: Path) -> "Calibration":
        """From the calibration.json beside a reader's weights. Raises ModelError where it is missing or damaged."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            weights = np.array([found["weights"][name] for name in NAMES], dtype=np.float64)
            return cls(weights, float(found["bias"]), float(found["refuse_below"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"The calibration {path} could not be read: {error!r}. Reinstall Quoth.") from error

    def probabilities(self, rows: Evidence) -> Evidence:
        """Float64 (n,), of evidence (n, len(NAMES))."""
        chances: Evidence = 1 / (1 + np.exp(-(rows @ self.weights + self.bias)))
        return chances


class SpanReader:
    """Reads every passage with the question and weighs what it finds. Threads may share one.

    The network scores each span against "not here" and each passage for relevance, both unnormalised, so that they
    compare across passages (Clark and Gardner 2018); a calibrated logistic makes a probability of them.
    """

    def __init__(
        self,
        texts: EmbeddedTexts,
        network: ReaderNetwork,
        windower: Windower,
        calibration: Calibration,
        seconds: float = SECONDS,
    ) -> None:
        """`texts` gives the passages' texts; `seconds` is the most that reading a question may take."""
        self._texts = texts
        self._vectors = RememberedVectors(texts)
        self._network = network
        self._windower = windower
        self._calibration = calibration
        self._seconds = seconds
        self.refuse_below = calibration.refuse_below

    @classmethod
    def from_folder(cls, folder: Path, texts: EmbeddedTexts) -> "SpanReader":
        """The reader whose model.onnx, tokenizer.json and calibration.json stand in `folder`. Raises ModelError."""
        network, windower = Network(folder / "model.onnx"), Windower(load_tokenizer(folder))
        return cls(texts, network, windower, Calibration.read(folder / "calibration.json"))

    def read(self, question: str, passages: Sequence[Passage]) -> list[Extraction]:
        """Up to three spans a passage, each with the probability that it answers, best first, ties by place.

        Passages left when the time is up are not read.
        """
        readings = self._readings(question, passages)
        found = [each for each in found_spans(passages[: len(readings)], readings) if self._says_something(each)]
        if not found:
            return []
        scores = self._calibration.probabilities(evidence(question, self._texts, self._vectors, found))
        order = sorted(range(len(found)), key=lambda at: (-scores[at], found[at].passage.id, found[at].span.start))
        return [self._extraction(found[at], float(scores[at])) for at in order]

    def _extraction(self, found: FoundSpan, score: float) -> Extraction:
        text = self._texts.text(found.passage)
        start, end = widened(text, *within_paragraph(text, found.span.start, found.span.end))
        return Extraction(found.passage, start, end, score)

    def _says_something(self, found: FoundSpan) -> bool:
        return says_something(self._texts.text(found.passage)[found.span.start : found.span.end])

    def _readings(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        begun = time.monotonic()
        readings: list[Reading] = []
        for passage in passages:
            if len(readings) >= _LEAST_READ and time.monotonic() - begun > self._seconds:
                break
            readings.append(read_passage(self._network, self._windower, question, self._texts.text(passage)))
        return readings
