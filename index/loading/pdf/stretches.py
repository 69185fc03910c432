"""A page's characters, in the order in which the file draws them → stretches that stand together on one line."""

import itertools

import numpy as np
from numpy.typing import NDArray

from index.loading.pdf.characters import Characters

_BREAKS = (0x0A, 0x0D)
_FAR = 1.0  # of a line's height, between two characters that do not stand in one part of a line
_LEFTWARD, _SHAPES = (0x590, 0x8FF), 0xFB1D  # scripts that run from right to left, and the shapes of their letters
_SAME_LINE = 0.3  # of the lower one's height that two characters' boxes share when they stand on one line


def stretches_of(characters: Characters) -> list[tuple[NDArray[np.intp], bool]]:
    """The indices of the characters of each part of a line, and whether it leans."""
    codes, boxes, drawn = characters.codes, characters.boxes, characters.drawn
    kept = np.flatnonzero(~np.isin(codes, _BREAKS))
    if not len(kept):
        return []
    run = np.cumsum(np.isin(codes, _BREAKS))[kept]  # pdfium's own lines
    starts = np.flatnonzero(np.diff(run, prepend=-1))
    heights = np.where(drawn[kept], boxes[kept, 3] - boxes[kept, 1], 0)
    tallest = np.repeat(np.maximum.reduceat(heights, starts), np.diff(starts, append=len(kept)))
    leaning = np.repeat(
        [_leans(characters, indices) for indices in np.split(kept, starts[1:])], np.diff(starts, append=len(kept))
    )
    inked = np.flatnonzero((drawn & ~characters.blank)[kept])
    if not len(inked):
        return []
    before, after = kept[inked[:-1]], kept[inked[1:]]
    jumps = _jumps(boxes[before], boxes[after], np.maximum(tallest[inked[:-1]], tallest[inked[1:]]))
    other_run = run[inked[:-1]] != run[inked[1:]]
    lean = leaning[inked[:-1]] | leaning[inked[1:]]
    jumps &= ~_over_others(codes, boxes, kept[inked], run[inked], jumps)
    cut = np.where(lean, other_run, jumps | other_run)
    # the blanks between two parts stand at the end of the first of them, which says that it is spaced
    begins = [0, *inked[1:][cut], len(kept)]
    return [(kept[first:last], bool(leaning[first])) for first, last in itertools.pairwise(begins)]


def _leans(characters: Characters, indices: NDArray[np.intp]) -> bool:
    shown = indices[characters.drawn[indices]]
    return bool(len(shown) > 1 and characters.leans(int(shown[0])) and characters.leans(int(shown[-1])))


def _jumps(before: NDArray[np.float32], after: NDArray[np.float32], height: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether each character is on another line than the one before it, or far from it on the same line."""
    shared = np.minimum(before[:, 3], after[:, 3]) - np.maximum(before[:, 1], after[:, 1])
    lower = np.minimum(before[:, 3] - before[:, 1], after[:, 3] - after[:, 1])
    gap = np.maximum(after[:, 0] - before[:, 2], before[:, 0] - after[:, 2])
    result: NDArray[np.bool_] = (shared < _SAME_LINE * lower) | (gap > _FAR * height)
    return result


def _over_others(
    codes: NDArray[np.uint32],
    boxes: NDArray[np.float32],
    inked: NDArray[np.intp],
    run: NDArray[np.intp],
    jumps: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Jumps over other words of the same line, as from Arabic to the beginning of Latin words within it."""
    result = np.zeros(len(jumps), bool)
    leftward = (codes[inked] >= _LEFTWARD[0]) & (codes[inked] <= _LEFTWARD[1]) | (codes[inked] >= _SHAPES)
    if not leftward.any():
        return result
    middle = (boxes[inked, 0] + boxes[inked, 2]) / 2
    for at in np.flatnonzero(jumps & np.isin(run[1:], run[leftward])):
        before, after = boxes[inked[at]], boxes[inked[at + 1]]
        gap = min(before[2], after[2]), max(before[0], after[0])
        level = min(before[3], after[3]) - max(before[1], after[1]) > 0.5 * min(
            before[3] - before[1], after[3] - after[1]
        )
        between = (run == run[at]) & (middle > gap[0]) & (middle < gap[1])
        result[at] = level and run[at] == run[at + 1] and bool(between.any())
    return result
