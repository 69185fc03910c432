"""From a network's logits to the best spans of a passage, over all its windows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.reading.span.windows import Window, Windower

WIDTH = 288  # tokens of a window, as long as the longest in training
STRIDE = 144
LONGEST = 48  # tokens of an answer
_MOST_SPANS = 3  # of a passage


class ReaderNetwork(Protocol):
    """One row of ids and segments → start and end logits (length,) and a relevance logit, all float32."""

    def run(self, ids: Sequence[int], segments: Sequence[int], /) -> Sequence[NDArray[np.float32]]:
        """Start, end, relevance."""


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open characters of a passage, and the margin: its logits' sum over that of "not here"."""

    start: int
    end: int
    margin: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The best spans of a passage, which do not overlap, best first; and the passage's relevance, a logit."""

    spans: tuple[Span, ...]
    relevance: float


def read_passage(network: ReaderNetwork, windower: Windower, question: str, text: str) -> Reading:
    """What the network reads in one passage; windows overlap by half, and the best of all of them counts."""
    spans: list[Span] = []
    relevance = -np.inf
    for window in windower.for_reading(question, text, WIDTH, STRIDE):
        segments = [0] * window.context_start + [1] * (len(window.ids) - window.context_start)
        start, end, relevant = network.run(window.ids, segments)
        relevance = max(relevance, float(relevant))
        spans += best_spans(window, start, end)
    return Reading(tuple(apart(spans)), float(relevance))


def best_spans(
    window: Window, start: NDArray[np.float32], end: NDArray[np.float32], longest: int = LONGEST
) -> list[Span]:
    """The best spans of at most `longest` tokens that do not overlap, best first. O(tokens²)."""
    size = len(window.offsets)
    if size == 0:
        return []
    first = start[window.context_start : window.context_start + size].astype(np.float64)
    last = end[window.context_start : window.context_start + size].astype(np.float64)
    sums = np.where(np.triu(np.tri(size, size, longest - 1)), first[:, None] + last[None, :], -np.inf)
    nowhere = float(start[0]) + float(end[0])
    found: list[Span] = []
    for _ in range(_MOST_SPANS):
        begin, finish = divmod(int(sums.argmax()), size)
        if sums[begin, finish] == -np.inf:
            break
        margin = float(sums[begin, finish]) - nowhere
        found.append(Span(window.offsets[begin][0], window.offsets[finish][1], margin))
        sums[: finish + 1, begin:] = -np.inf
    return found


def apart(spans: Sequence[Span]) -> list[Span]:
    """The best few spans of which none overlaps another, best first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (-each.margin, each.start, each.end)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
            if len(kept) == _MOST_SPANS:
                break
    return kept
