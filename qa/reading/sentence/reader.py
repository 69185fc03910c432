"""`SentenceReader`: the sentences that answer, by weighted signals; it needs no model but the embedder."""

import json
from collections.abc import Sequence
from importlib.resources import files

import numpy as np

from index.documents.datatypes import Passage
from qa.datatypes import Extraction
from qa.reading.reader import EmbeddedTexts
from qa.reading.sentence.candidates import Candidate, candidates
from qa.reading.sentence.narrowing import answer_span
from qa.reading.sentence.signals import NAMES, SignalReader, Signals

MOST_READ = 24  # sentences looked at closely for a question


class SentenceReader:
    """Picks the sentences that answer, by a logistic combination of signals (`signals.py`).

    The weights and the refusal line stand in `weights.json`, with the command and the data that made them.
    """

    def __init__(self, texts: EmbeddedTexts) -> None:
        fitted = json.loads(files("qa.reading.sentence").joinpath("weights.json").read_text(encoding="utf-8"))
        self._texts = texts
        self._signals = SignalReader(texts)
        self._weights = np.array([fitted["weights"][name] for name in NAMES])
        self._bias = float(fitted["bias"])
        self.refuse_below = float(fitted["refuse_below"])

    def read(self, question: str, passages: Sequence[Passage]) -> list[Extraction]:
        """Every candidate sentence with its probability of answering, best first, ties by place."""
        found = self._signals.promising(question, candidates(self._texts, passages), MOST_READ)
        if not found:
            return []
        scores = self._probabilities(self._signals.read(question, found))
        order = sorted(range(len(found)), key=lambda at: (-scores[at], found[at].passage.id, found[at].start))
        return [self._extraction(question, found[at], float(scores[at])) for at in order]

    def _probabilities(self, signals: Signals) -> Signals:
        scores: Signals = 1 / (1 + np.exp(-(signals @ self._weights + self._bias)))
        return scores

    def _extraction(self, question: str, found: Candidate, score: float) -> Extraction:
        start, end = answer_span(question, self._texts.text(found.passage), found.start, found.end)
        return Extraction(found.passage, start, end, score)
