"""Start and end logits → the best spans of a window, and of a passage from those of its windows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.reading.span.windows import Window


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """Half-open characters of a passage, and the margin: its logits' sum over that of "not here"."""

    start: int
    end: int
    margin: float


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
