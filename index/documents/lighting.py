"""Characters of a page → the boxes to highlight on its picture, one per visual line."""

import itertools

import numpy as np
from numpy.typing import NDArray

from index.documents.datatypes import Box, PageLayout

_FULL = 65535
_FAR = 2.0  # times a line's height: two words of a line that are farther apart are in two columns
_SHARED = 0.5  # of the lower box's height: two boxes that overlap by less are on different lines
_SIDEWAYS = [1, 0, 3, 2]

Boxes = NDArray[np.float64]


def lit_boxes(layout: PageLayout, start: int, end: int) -> list[Box]:
    """The boxes of the page's characters `start` to `end`, merged into one per line, in reading order.

    Characters that are not drawn have none. A line that runs up or down the page is one line too.
    """
    count = len(layout.boxes) // 8
    start, end = max(0, start), min(end, count)
    if start >= end:
        return []
    boxes = np.frombuffer(layout.boxes, "<u2", (end - start) * 4, start * 8).reshape(-1, 4).astype(np.float64)
    boxes = boxes[boxes.any(axis=1)] / _FULL
    if not len(boxes):
        return []
    points = boxes * np.array([layout.width or 1.0, layout.height or 1.0] * 2)
    cuts = _cuts(points[:, _SIDEWAYS] if _is_sideways(points) else points)
    edges = [0, *cuts, len(boxes)]
    return [_around(boxes[first:last]) for first, last in itertools.pairwise(edges)]


def _is_sideways(boxes: Boxes) -> bool:
    """Whether the text runs up or down: its characters line up left and right, rather than above and below."""
    upright = np.abs(np.diff(boxes[:, [1, 3]], axis=0)).sum(axis=1)
    sideways = np.abs(np.diff(boxes[:, [0, 2]], axis=0)).sum(axis=1)
    return int(np.count_nonzero(sideways < upright)) > len(upright) / 2


def _cuts(boxes: Boxes) -> list[int]:
    """Where one line or column ends and the next begins."""
    before, after = boxes[:-1], boxes[1:]
    shared = np.minimum(before[:, 3], after[:, 3]) - np.maximum(before[:, 1], after[:, 1])
    height = np.minimum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1])
    gap = np.maximum(after[:, 0] - before[:, 2], before[:, 0] - after[:, 2])
    cuts: list[int] = (np.flatnonzero((shared < _SHARED * height) | (gap > _FAR * height)) + 1).tolist()
    return cuts


def _around(boxes: Boxes) -> Box:
    left, top = boxes[:, :2].min(axis=0).tolist()
    right, bottom = boxes[:, 2:].max(axis=0).tolist()
    return left, top, right, bottom
