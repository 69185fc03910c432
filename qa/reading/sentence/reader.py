"""`SentenceReader`: finds the sentences that answer by weighted signals, with no model but the embedder."""

import json
from collections.abc import Sequence
from pathlib import Path

from index.documents.datatypes import Hit
from index.errors import ModelError
from qa.datatypes import Extraction
from qa.reading.calibration import LinearCalibration
from qa.reading.candidates import Candidate, candidates
from qa.reading.reader import Corpus
from qa.reading.sentence.narrowing import answer_span
from qa.reading.sentence.signals import NAMES, SignalReader

WEIGHTS = Path(__file__).parent / "weights.json"


class SentenceReader:
    """Picks the sentences that answer, by a logistic combination of signals (`signals.py`). Threads may share one."""

    def __init__(self, signals: SignalReader, calibration: LinearCalibration, sentences: int) -> None:
        """`calibration` weighs the signals named in `signals.NAMES`; `sentences` are examined closely per question."""
        self._signals = signals
        self._calibration = calibration
        self._sentences = sentences
        self.refuse_below = calibration.refuse_below

    @classmethod
    def from_file(cls, corpus: Corpus, path: Path = WEIGHTS) -> "SentenceReader":
        """The reader of a weights.json, which also says how it was made. Raises ModelError."""
        calibration = LinearCalibration.read(path, NAMES)
        alike, sentences = read_settings(path)
        return cls(SignalReader(corpus, alike), calibration, sentences)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        """Every candidate sentence with its probability of answering, best first, ties by place."""
        chosen = self._signals.promising(question, candidates(hits), self._sentences)
        if not chosen:
            return []
        scores = self._calibration.probabilities(self._signals.read(question, chosen))
        ranked = sorted(zip(scores, chosen, strict=True), key=lambda pair: (-pair[0], *_place(pair[1])))
        return [_extraction(question, candidate, float(score)) for score, candidate in ranked]


def read_settings(path: Path = WEIGHTS) -> tuple[float, int]:
    """The cosine similarity from which one word may be taken for another, and how many sentences to read.

    Raises ModelError if the file is missing or damaged.
    """
    try:
        fitted = json.loads(path.read_text(encoding="utf-8"))
        return float(fitted["alike"]), int(fitted["sentences"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The settings {path} could not be read: {error!r}. Reinstall Quoth.") from error


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.hit.passage.id, candidate.start


def _extraction(question: str, candidate: Candidate, score: float) -> Extraction:
    start, end = answer_span(question, candidate.hit.text, candidate.start, candidate.end)
    return Extraction(candidate.hit.passage, start, end, score)
