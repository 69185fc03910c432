"""Lines with Arabic or Hebrew, whose characters files draw in any order → the order in which they are read.

The order is told by the place: what runs from right to left is read so, Latin words and numbers within it are not
(the Unicode Bidirectional Algorithm, UAX 9, backwards, for one level of embedding).
"""

import itertools
import unicodedata

import numpy as np
from numpy.typing import NDArray

from index.loading.pdf.characters import Characters, Floats

_LETTERS, _SHAPES = (0x590, 0x8FF), (0xFB1D, 0xFEFC)
_DIGITS = ((0x660, 0x669), (0x6F0, 0x6F9))
_MOSTLY = 0.3  # of a page's letters, from which its lines begin on the right
_FAR = 1.0  # of a line's height, between the cells of a table
_BLANK_WIDTH = 0.12  # of a line's height, between two words
_OVERPRINTED = 0.25  # of a line's characters that stand on others, from which their places tell nothing
_HIGHEST = 1.8  # times the highest character's height that one line may have

Token = tuple[str, list[list[int]]]
"""A word's direction, R, L, D for a number or N for signs, and its characters from the left, ligatures together."""


def leftward(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """For each character, whether it is a letter of a script that runs from right to left."""
    result = (codes >= _LETTERS[0]) & (codes <= _LETTERS[1]) | (codes >= _SHAPES[0]) & (codes <= _SHAPES[1])
    for first, last in _DIGITS:
        result &= ~((codes >= first) & (codes <= last))
    found: NDArray[np.bool_] = result
    return found


def begins_right(codes: NDArray[np.uint32]) -> bool:
    """Whether a page's lines begin on the right."""
    others = ((codes >= 0x41) & (codes <= 0x24F)).sum()
    own = leftward(codes).sum()
    return bool(own > _MOSTLY * (own + others))


def as_read(characters: Characters, indices: NDArray[np.intp], from_right: bool) -> list[NDArray[np.intp]]:
    """The cells of one line in the order of reading, each its characters in theirs; none where it is no one line."""
    ink = indices[characters.ink[indices]]
    boxes = characters.boxes[ink]
    heights = boxes[:, 3] - boxes[:, 1]
    if not len(ink) or np.ptp(boxes[:, [1, 3]]) > _HIGHEST * heights.max():
        return []
    blank = _blank(characters, indices)
    height = float(heights.max())
    clusters = _clusters(characters, ink)
    blanks = characters.boxes[indices[characters.blank[indices] & characters.drawn[indices]]]
    spaces = np.sort((blanks[:, 0] + blanks[:, 2]) / 2)
    if _is_overprinted(characters, clusters):
        return []
    cells: list[list[Token]] = [[]]
    words = _words(characters, clusters, height, spaces)
    if 2 * len(words) < 1 + np.count_nonzero(np.diff(characters.blank[indices].astype(np.int8)) == 1):
        return []  # the file parts more words than the places do
    for word, far in words:
        if far:
            cells.append([])
        cells[-1].append((_direction(characters, word), word))
    ordered = [_ordered(cell, from_right, characters) for cell in (reversed(cells) if from_right else cells)]
    if blank is None:  # each word by itself: the places tell that they are apart
        return [np.array(word, np.intp) for words in ordered for word in words]
    return [np.array(_spaced(words, blank), np.intp) for words in ordered]


def _blank(characters: Characters, indices: NDArray[np.intp]) -> int | None:
    """One of a line's blanks, to stand for all; it is drawn nowhere from now on."""
    blanks = indices[characters.blank[indices]]
    if not len(blanks):
        return None
    characters.shown[blanks] = 0
    return int(blanks[0])


def _clusters(characters: Characters, ink: NDArray[np.intp]) -> list[list[int]]:
    """A line's characters from left to right; those of one ligature, which share a place, in the file's order."""
    middle = (characters.boxes[ink, 0] + characters.boxes[ink, 2]) / 2
    clusters: list[list[int]] = []
    for at in np.argsort(middle, kind="stable").tolist():
        if clusters and abs(middle[at] - _middle(characters, clusters[-1][0])) < 0.05:
            clusters[-1].append(int(ink[at]))
        else:
            clusters.append([int(ink[at])])
    return clusters


def _middle(characters: Characters, index: int) -> float:
    return float(characters.boxes[index, 0] + characters.boxes[index, 2]) / 2


def _is_overprinted(characters: Characters, clusters: list[list[int]]) -> bool:
    """Whether characters stand on top of one another, so that their places tell no order."""
    boxes = characters.boxes[[cluster[0] for cluster in clusters]]
    shared = np.minimum(boxes[:-1, 2], boxes[1:, 2]) - boxes[1:, 0]
    narrower = np.minimum(boxes[:-1, 2] - boxes[:-1, 0], boxes[1:, 2] - boxes[1:, 0])
    return bool((shared > 0.5 * narrower).mean() > _OVERPRINTED) if len(boxes) > 1 else False


def _words(
    characters: Characters, clusters: list[list[int]], height: float, spaces: Floats
) -> list[tuple[list[list[int]], bool]]:
    """The words from left to right, each with whether it stands far from the one before it."""
    words: list[tuple[list[list[int]], bool]] = [([clusters[0]], False)]
    for before, cluster in itertools.pairwise(clusters):
        gap = float(characters.boxes[cluster[0], 0] - characters.boxes[before[0], 2])
        between = np.searchsorted(spaces, [_middle(characters, before[0]), _middle(characters, cluster[0])])
        if gap > _BLANK_WIDTH * height or between[1] > between[0]:
            words.append(([], gap > _FAR * height))
        words[-1][0].append(cluster)
    return words


def _direction(characters: Characters, word: list[list[int]]) -> str:
    classes = {_class(characters, cluster) for cluster in word}
    return next((kind for kind in "RLD" if kind in classes), "N")


def _class(characters: Characters, cluster: list[int]) -> str:
    kind = unicodedata.bidirectional(chr(min(0x10FFFF, int(characters.codes[cluster[0]]))))
    return {"R": "R", "AL": "R", "NSM": "R", "L": "L", "EN": "D", "AN": "D"}.get(kind, "N")


def _ordered(cell: list[Token], from_right: bool, characters: Characters) -> list[list[int]]:
    """The words of a cell in the order of reading, each as its characters."""
    runs: list[list[Token]] = []
    own = "R" if from_right else "L"
    for token in cell:
        other = ("L", "D") if from_right else ("R", "N")
        goes_on = runs and runs[-1][0][0] == ("L" if from_right else "R") and token[0] in other
        if goes_on:
            runs[-1].append(token)
        else:
            runs.append([token])
    words: list[list[int]] = []
    for run in reversed(runs) if from_right else runs:
        inner = run if run[0][0] == "L" or own == run[0][0] else list(reversed(run))
        words.extend(_spelled(word, kind, characters) for kind, word in inner)
    return words


def _spelled(word: list[list[int]], kind: str, characters: Characters) -> list[int]:
    """A word's characters in the order of reading: from the right, but for Latin letters and numbers in it."""
    if kind != "R":
        return [index for cluster in word for index in cluster]
    result: list[int] = []
    straight: list[list[int]] = []
    classes = [_class(characters, cluster) for cluster in word]
    for at in range(len(word) - 1, -1, -1):
        within = classes[at] == "N" and straight and at and classes[at - 1] in "LD"
        if classes[at] in "LD" or within:
            straight.insert(0, word[at])
            continue
        result += [index for cluster in straight for index in cluster]
        straight = []
        result += word[at]
    return result + [index for cluster in straight for index in cluster]


def _spaced(words: list[list[int]], blank: int) -> list[int]:
    result: list[int] = []
    for word in words:
        if result:
            result.append(blank)
        result += word
    return result
