"""Which characters of a page are struck out: by a thin line through the middle of words, or a mark that says so.

A line that is struck through words begins and ends with them. One that goes further is a rule or a grid's, one below
the middle underlines, one above it is a bar over a root, and a thick one is highlighting.
"""

import numpy as np
from numpy.typing import NDArray

from index.loading.pdf.characters import Characters, Floats

_MIDDLE = 0.3, 0.68  # of a character's box, counted from its lower edge: about a sixth to a half of the type's size
_ABOUT = 0.5  # of the usual character's height, around the middle of a line
_BEYOND = 0.45  # of a character's height, by which a line may reach over the words that it strikes
_MOST_OF_A_WORD = 0.6  # of its characters, from which a word is struck; a line through less of it belongs to a drawing
_SIGNS = (0x3000, 0x9FFF)  # Chinese and Japanese, written without blanks
_THICKEST = 0.2  # of a character's height
_STROKES = (0x335, 0x336)  # combining strokes, which strike the character before them
_MOST_STROKES = 3_000  # of a page: more are a drawing


def struck_out(characters: Characters, strokes: Floats, marked: Floats) -> NDArray[np.bool_]:
    """For each character, whether it is struck out. `strokes` are thin lines, `marked` where a mark strikes text."""
    codes = characters.codes
    result = np.zeros(len(codes), bool)
    combining = (codes >= _STROKES[0]) & (codes <= _STROKES[1])
    if combining.any():
        result |= combining
        result[:-1] |= combining[1:]
    across = strokes[(strokes[:, 2] - strokes[:, 0]) > (strokes[:, 3] - strokes[:, 1])]
    if not len(marked) and not 0 < len(across) <= _MOST_STROKES:
        return result
    inked = np.flatnonzero(characters.ink)
    ink = np.ascontiguousarray(characters.boxes[inked].T)
    across = _through_lines(ink, across) if len(across) <= _MOST_STROKES else across[:0]
    touched = [_within(ink, mark) for mark in marked]
    touched += [_crossed(ink, stroke) for stroke in across]
    touched = [each for each in touched if each.any()]
    if touched:
        words = _words(inked, codes[inked])
        for each in touched:
            result[inked[_covered(words, each)]] = True
    return result


def _through_lines(ink: Floats, strokes: Floats) -> Floats:
    """The strokes at whose height some character has its middle, about: a page's rules run between its lines."""
    middles = np.sort((ink[1] + ink[3]) / 2)
    slack = _ABOUT * float((ink[3] - ink[1]).mean()) if len(middles) else 0.0
    levels = (strokes[:, 1] + strokes[:, 3]) / 2
    first, last = np.searchsorted(middles, levels - slack), np.searchsorted(middles, levels + slack)
    return strokes[last > first]


def _words(inked: NDArray[np.intp], codes: NDArray[np.uint32]) -> NDArray[np.intp]:
    """For each inked character the number of its word; a Chinese sign is a word by itself."""
    far = np.diff(inked, prepend=-2) > 1
    result: NDArray[np.intp] = np.cumsum(far | (codes >= _SIGNS[0]) & (codes <= _SIGNS[1]))
    return result


def _covered(words: NDArray[np.intp], touched: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The characters of the words most of which are touched."""
    parts = np.bincount(words, touched) / np.maximum(1, np.bincount(words))
    result: NDArray[np.bool_] = parts[words] >= _MOST_OF_A_WORD
    return result


def _within(ink: Floats, mark: NDArray[np.float32]) -> NDArray[np.bool_]:
    """The characters whose middle lies in a mark; `ink` holds their left, top, right and bottom edges in four rows."""
    left, top, right, bottom = mark
    across, down = (ink[0] + ink[2]) / 2, (ink[1] + ink[3]) / 2
    result: NDArray[np.bool_] = (across > left) & (across < right) & (down > top) & (down < bottom)
    return result


def _crossed(ink: Floats, stroke: NDArray[np.float32]) -> NDArray[np.bool_]:
    """The characters that a thin line strikes through; none where it is no such line."""
    left, top, right, bottom = stroke
    level = (top + bottom) / 2
    crossed: NDArray[np.bool_] = (ink[1] < level) & (ink[3] > level) & (ink[2] > left) & (ink[0] < right)
    if not crossed.any():
        return crossed
    height = ink[3] - ink[1]
    crossed &= (ink[3] - level > _MIDDLE[0] * height) & (ink[3] - level < _MIDDLE[1] * height)
    if not crossed.any():
        return crossed
    usual = float(np.median(height[crossed]))
    reach = _BEYOND * usual
    beyond = left < ink[0, crossed].min() - reach or right > ink[2, crossed].max() + reach
    middle = (ink[0] + ink[2]) / 2
    struck: NDArray[np.bool_] = crossed & (middle > left) & (middle < right)
    return struck & (not beyond and bottom - top <= _THICKEST * usual)


def stretches(struck: NDArray[np.bool_], ink: NDArray[np.bool_]) -> int:
    """How many stretches of struck characters there are; blanks between them do not part them."""
    return int(np.count_nonzero(np.diff(struck[ink].astype(np.int8), prepend=0) == 1))
