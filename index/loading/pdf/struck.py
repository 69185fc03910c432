"""Which characters of a page are struck out: by a thin line through the middle of words, or a mark that says so.

A line that is struck through words begins and ends with them. One that goes further is a rule or a grid's, one below
the middle underlines, one above it is a bar over a root, and a thick one is highlighting.
"""

import numpy as np
from numpy.typing import NDArray

from index.loading.pdf.characters import BLANKS, Characters, Floats

_MIDDLE = 0.3, 0.68  # of a character's box, counted from its lower edge: about a sixth to a half of the type's size
_BEYOND = 0.45  # of a character's height, by which a line may reach over the words that it strikes
_FEWEST = 2  # characters, but for a word of one
_THICKEST = 0.2  # of a character's height
_STROKES = (0x335, 0x336)  # combining strokes, which strike the character before them
_MOST_STROKES = 3_000  # of a page: more are a drawing


def struck_out(characters: Characters, strokes: Floats, marked: Floats) -> NDArray[np.bool_]:
    """For each character, whether it is struck out. `strokes` are thin lines, `marked` where a mark strikes text."""
    codes, boxes = characters.codes, characters.boxes
    result = np.zeros(len(codes), bool)
    combining = np.isin(codes, _STROKES)
    if combining.any():
        result |= combining
        result[:-1] |= combining[1:]
    inked = np.flatnonzero(characters.drawn & ~np.isin(codes, BLANKS))
    if not len(inked):
        return result
    ink = boxes[inked]
    middle = (ink[:, 0] + ink[:, 2]) / 2, (ink[:, 1] + ink[:, 3]) / 2
    for left, top, right, bottom in marked:
        within = (middle[0] > left) & (middle[0] < right) & (middle[1] > top) & (middle[1] < bottom)
        result[inked[within]] = True
    across = strokes[(strokes[:, 2] - strokes[:, 0]) > (strokes[:, 3] - strokes[:, 1])]
    if len(across) <= _MOST_STROKES:
        for stroke in across:
            result[_through(inked, ink, stroke, codes)] = True
    return result


def _through(
    inked: NDArray[np.intp], ink: Floats, stroke: NDArray[np.float32], codes: NDArray[np.uint32]
) -> NDArray[np.intp]:
    """The characters that a thin line strikes through; none where it is no such line."""
    left, top, right, bottom = stroke
    height = ink[:, 3] - ink[:, 1]
    level = ink[:, 3] - (top + bottom) / 2
    crossed = (level > _MIDDLE[0] * height) & (level < _MIDDLE[1] * height) & (ink[:, 2] > left) & (ink[:, 0] < right)
    if not crossed.any():
        return inked[:0]
    words, usual = ink[crossed], float(np.median(height[crossed]))
    reach = _BEYOND * usual
    if bottom - top > _THICKEST * usual or left < words[:, 0].min() - reach or right > words[:, 2].max() + reach:
        return inked[:0]
    middle = (ink[:, 0] + ink[:, 2]) / 2
    struck = inked[crossed & (middle > left) & (middle < right)]
    return struck if len(struck) >= _FEWEST or _is_word(struck, codes) else inked[:0]


def _is_word(struck: NDArray[np.intp], codes: NDArray[np.uint32]) -> bool:
    """Whether a single character stands between blanks."""
    if len(struck) != 1 or not chr(min(0x10FFFF, int(codes[struck[0]]))).isalnum():
        return False
    around = [codes[at] for at in (struck[0] - 1, struck[0] + 1) if 0 <= at < len(codes)]
    return all(code in BLANKS or code in (0x0A, 0x0D) for code in around)


def stretches(struck: NDArray[np.bool_], codes: NDArray[np.uint32]) -> int:
    """How many stretches of struck characters there are; blanks between them do not part them."""
    inked = struck[~np.isin(codes, (*BLANKS, 0x0A, 0x0D))]
    return int(np.count_nonzero(np.diff(inked.astype(np.int8), prepend=0) == 1))
