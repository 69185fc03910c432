"""A page's characters, in the order in which the file draws them → stretches that stand together on one line."""

import itertools

import numpy as np
from numpy.typing import NDArray

from index.loading.pdf.characters import Characters
from index.loading.pdf.leftward import as_read, begins_right, leftward

Stretch = tuple[NDArray[np.intp], bool]
"""The indices of characters, and whether they lean."""

_BREAKS = (0x0A, 0x0D)
_FAR = 1.0  # of a line's height, between two characters that do not stand in one part of a line
_SAME_LINE = 0.3  # of the lower one's height that two characters' boxes share when they stand on one line


def stretches_of(characters: Characters) -> list[Stretch]:
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
    cut = np.where(lean, other_run, jumps | other_run)
    # the blanks between two parts stand at the end of the first of them, which says that it is spaced
    begins = [0, *inked[1:][cut], len(kept)]
    stretches = [(kept[first:last], bool(leaning[first])) for first, last in itertools.pairwise(begins)]
    to_left = leftward(codes)
    return _as_read(characters, stretches, np.split(kept, starts[1:]), to_left) if to_left.any() else stretches


def _as_read(
    characters: Characters, stretches: list[Stretch], lines: list[NDArray[np.intp]], to_left: NDArray[np.bool_]
) -> list[Stretch]:
    """Stretches with those of each line in which some text runs to the left put in the order of reading."""
    from_right = begins_right(characters.codes)
    anew: dict[int, list[NDArray[np.intp]]] = {}
    line_of = np.zeros(len(characters.codes), np.intp)
    for number, line in enumerate(lines):
        line_of[line] = number
        if to_left[line].any() and not any(leans for indices, leans in stretches if indices[0] == line[0]):
            cells = as_read(characters, line, from_right)
            if cells:
                anew[number] = cells
    result: list[Stretch] = []
    for indices, leans in stretches:
        number = int(line_of[indices[0]])
        if number not in anew:
            result.append((indices, leans))
        else:
            result.extend((cell, False) for cell in anew[number])
            anew[number] = []
    return result


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
