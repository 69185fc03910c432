"""From logits to the best answer of one question: windows read in batches, spans compared over all windows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.training.windows import Window, Windower

Logits = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
Network = Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], Logits]
"""input_ids, attention_mask, token_type_ids, (n, length) each → start, end (n, length) and relevance (n,)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The best span of a passage: half-open characters, its margin over "not here", and the passage's relevance."""

    start: int
    end: int
    margin: float
    relevance: float


def pad(windows: Sequence[Window]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """input_ids, attention_mask and token_type_ids of some windows, padded on the right."""
    length = max(len(window.ids) for window in windows)
    ids, attended, segments = (np.zeros((len(windows), length), dtype=np.int64) for _ in range(3))
    for i, window in enumerate(windows):
        size = len(window.ids)
        ids[i, :size], attended[i, :size], segments[i, window.context_start : size] = window.ids, 1, 1
    return ids, attended, segments


def best_span(
    window: Window, start: NDArray[np.float32], end: NDArray[np.float32], longest: int
) -> tuple[int, int, float]:
    """First token, last token and margin (logits over the [CLS] span) of the best span of at most `longest` tokens.

    Tokens count from the window's first passage token. O(tokens × longest).
    """
    size = len(window.offsets)
    first = start[window.context_start : window.context_start + size].astype(np.float64)
    last = end[window.context_start : window.context_start + size].astype(np.float64)
    if size == 0:
        return 0, 0, float("-inf")
    sums = np.where(np.triu(np.tri(size, size, longest - 1)), first[:, None] + last[None, :], -np.inf)
    begin, finish = divmod(int(np.argmax(sums)), size)
    return begin, finish, float(sums[begin, finish] - start[0] - end[0])


def read_all(
    network: Network,
    windower: Windower,
    pairs: Sequence[tuple[str, str]],
    width: int = 256,
    stride: int = 128,
    longest: int = 48,
    batch: int = 16,
) -> list[Reading]:
    """The best span of each (question, passage), in order; windows are batched by length."""
    windows = [(i, w) for i, (q, c) in enumerate(pairs) for w in windower.for_reading(q, c, width, stride)]
    windows.sort(key=lambda pair: len(pair[1].ids))
    best: list[Reading] = [Reading(0, 0, float("-inf"), float("-inf"))] * len(pairs)
    for first in range(0, len(windows), batch):
        rows = windows[first : first + batch]
        starts, ends, relevances = network(*pad([window for _, window in rows]))
        for (i, window), start, end, relevance in zip(rows, starts, ends, relevances, strict=True):
            begin, finish, margin = best_span(window, start, end, longest)
            known = best[i]
            here = (window.offsets[begin][0], window.offsets[finish][1]) if window.offsets else (0, 0)
            place = here if margin > known.margin else (known.start, known.end)
            best[i] = Reading(*place, max(margin, known.margin), max(float(relevance), known.relevance))
    return best
