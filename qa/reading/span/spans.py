"""A network's logits → the best spans of a passage, over all its windows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding.network import Network, load_tokenizer
from qa.reading.span.limits import Limits, read_limits
from qa.reading.span.windows import Window, Windower


class ReaderNetwork(Protocol):
    """One row of ids and segments → start and end logits (length,) and a relevance logit, all float32."""

    def run(self, ids: Sequence[int], segments: Sequence[int], /) -> Sequence[NDArray[np.float32]]:
        """Start, end, relevance."""


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """Half-open characters of a passage, and the margin: its logits' sum over that of "not here"."""

    start: int
    end: int
    margin: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The best spans of a passage, which do not overlap, best first; and the passage's relevance, a logit."""

    spans: tuple[ScoredSpan, ...]
    relevance: float


class SpanFinder:
    """A network that reads one passage at a time, in windows; the best of all windows counts."""

    def __init__(self, network: ReaderNetwork, windower: Windower, limits: Limits) -> None:
        """`limits` are those that the network was trained for."""
        self._network = network
        self._windower = windower
        self._limits = limits

    @classmethod
    def from_folder(cls, folder: Path, network: ReaderNetwork | None = None) -> "SpanFinder":
        """The network of a folder's model.onnx (or `network`), with its tokenizer.json and model.json.

        Raises ModelError if one of them is missing or damaged.
        """
        limits, _ = read_limits(folder)
        windower = Windower(load_tokenizer(folder), limits.question_tokens)
        return cls(network or Network(folder / "model.onnx"), windower, limits)

    def read(self, question: str, text: str) -> Reading:
        """What the network reads in one passage."""
        limits = self._limits
        spans: list[ScoredSpan] = []
        relevance = -np.inf
        for window in self._windower.for_reading(question, text, limits.window_tokens, limits.stride_tokens):
            segments = [0] * window.context_start + [1] * (len(window.ids) - window.context_start)
            start, end, relevant = self._network.run(window.ids, segments)
            relevance = max(relevance, float(relevant))
            spans += best_spans(window, start, end, limits.answer_tokens, limits.spans)
        return Reading(tuple(apart(spans, limits.spans)), float(relevance))


def best_spans(
    window: Window, start: NDArray[np.float32], end: NDArray[np.float32], longest: int, most: int
) -> list[ScoredSpan]:
    """The `most` best spans of at most `longest` tokens that do not overlap, best first. O(tokens²)."""
    size = len(window.offsets)
    if size == 0:
        return []
    first = start[window.context_start : window.context_start + size].astype(np.float64)
    last = end[window.context_start : window.context_start + size].astype(np.float64)
    sums = np.where(np.triu(np.tri(size, size, longest - 1)), first[:, None] + last[None, :], -np.inf)
    nowhere = float(start[0]) + float(end[0])
    spans: list[ScoredSpan] = []
    for _ in range(most):
        begin, finish = divmod(int(sums.argmax()), size)
        if sums[begin, finish] == -np.inf:
            break
        margin = float(sums[begin, finish]) - nowhere
        spans.append(ScoredSpan(window.offsets[begin][0], window.offsets[finish][1], margin))
        sums[: finish + 1, begin:] = -np.inf
    return spans


def apart(spans: Sequence[ScoredSpan], most: int) -> list[ScoredSpan]:
    """The `most` best spans that do not overlap, best first."""
    kept: list[ScoredSpan] = []
    for span in sorted(spans, key=lambda span: (-span.margin, span.start, span.end)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
            if len(kept) == most:
                break
    return kept
