"""A network's logits → the best spans of a passage, and how far each of its sentences helps to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.documents.datatypes import Hit
from index.documents.sentences import Span, sentences
from index.embedding.network import Network, load_tokenizer
from qa.reading.span.limits import Limits, read_limits
from qa.reading.span.spans import ScoredSpan, apart, best_spans
from qa.reading.span.windows import Window, Windower


class ReaderNetwork(Protocol):
    """One row of ids → start, end and helps logits (length,) and a relevance logit, all float32."""

    def run(self, ids: Sequence[int], /) -> Sequence[NDArray[np.float32]]:
        """Start, end, helps, relevance."""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """Half-open characters of a passage, and the logit that this sentence helps to answer."""

    start: int
    end: int
    helps: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The best spans of a passage, which do not overlap, best first; its sentences in order; its relevance, a logit."""

    spans: tuple[ScoredSpan, ...]
    sentences: tuple[ReadSentence, ...]
    relevance: float


class SpanFinder:
    """Reads one hit at a time with its context, in windows if it is long; the best of all windows counts."""

    def __init__(self, network: ReaderNetwork, windower: Windower, limits: Limits) -> None:
        """`limits` are those that the network was trained for."""
        self._network = network
        self._windower = windower
        self._limits = limits

    @classmethod
    def from_folder(cls, folder: Path) -> "SpanFinder":
        """The network of a folder's model.onnx, with its tokenizer.json and model.json.

        Raises ModelError if one of them is missing or damaged.
        """
        limits = read_limits(folder)
        windower = Windower(load_tokenizer(folder), limits.question_tokens, limits.context_tokens)
        return cls(Network(folder / "model.onnx"), windower, limits)

    def read(self, question: str, hit: Hit) -> Reading:
        """What the network reads in one hit."""
        limits = self._limits
        places = list(sentences(hit.text))
        helps: dict[Span, float] = {}
        spans: list[ScoredSpan] = []
        relevance = -np.inf
        windows = self._windower.for_reading(
            question, hit.text, limits.window_tokens, limits.stride_tokens, hit.context
        )
        for window in windows:
            start, end, helping, relevant = self._network.run(window.ids)
            relevance = max(relevance, float(relevant))
            spans += best_spans(window, start, end, limits.answer_tokens, limits.spans)
            for place, value in _sentence_logits(window, helping, places):
                helps[place] = max(value, helps.get(place, -np.inf))
        read = (ReadSentence(*place, helps[place]) for place in places if place in helps)
        return Reading(tuple(apart(spans, limits.spans)), tuple(read), float(relevance))


def _sentence_logits(window: Window, helping: NDArray[np.float32], places: Sequence[Span]) -> list[tuple[Span, float]]:
    """Each sentence that the window touches, and the mean logit of its tokens there."""
    begins = np.array([begin for begin, _ in window.offsets])
    ends = np.array([end for _, end in window.offsets])
    logits = helping[window.passage_start : window.passage_start + len(window.offsets)].astype(np.float64)
    found = []
    for start, end in places:
        inside = (begins < end) & (ends > start)
        if inside.any():
            found.append(((start, end), float(logits[inside].mean())))
    return found
