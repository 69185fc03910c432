"""A stretch of characters → a part of a line: its text, with a box for every character, and how it looks."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from index.loading.pdf.characters import Characters, Look
from index.loading.pdf.line import BOX_BYTES, NO_BOX, Line
from index.loading.pdf.raising import LONGEST, Shift, direction_of
from index.loading.pdf.wording import NOTHING, shifted, worded

_MOST_LEVELLED = 2.5  # times the usual character's height that a line may have to be made level


def part_of(
    characters: Characters, indices: NDArray[np.intp], leans: bool, shifts: Sequence[Shift], notes: frozenset[str]
) -> Line | None:
    """A line's part, its blanks single, its boxes equally high; None where nothing of it is left."""
    text, places = worded(characters.codes[indices], shifts, notes)
    drawn = indices[characters.ink[indices]]
    if not text or not len(drawn):
        return None
    shown = _levelled(characters.shown[indices])
    if shifts:
        shown = np.vstack([shown, np.zeros((1, 4), np.uint16)])  # the last stands for `NOTHING`
    boxes = characters.boxes[drawn]
    left, top = boxes[:, :2].min(axis=0).tolist()
    right, bottom = boxes[:, 2:].max(axis=0).tolist()
    height = float((boxes[:, 2:] - boxes[:, :2]).max()) if leans else bottom - top
    look = _look(characters, drawn, height)
    boxed = shown[places].tobytes()
    spaced = bool(characters.blank[indices[-1]])
    return Line(text, boxed, left, top, right, bottom, look, apart=leans, spaced=spaced)


def raised_after(before: Line, part: Line) -> Line:
    """A part in the form of what is raised or lowered, where it is so after the part before it on its line."""
    direction = direction_of(before.look, part.look)
    if not direction or len(part.text) > LONGEST:
        return part
    text, places = shifted(part.text, direction, before.text)
    boxes = [
        part.boxes[place * BOX_BYTES : (place + 1) * BOX_BYTES] if place != NOTHING else NO_BOX for place in places
    ]
    return replace(part, text=text, boxes=b"".join(boxes), look=before.look)


def _look(characters: Characters, drawn: NDArray[np.intp], height: float) -> Look:
    """How most of a line looks, by its first, middle and last character."""
    asked = sorted({0, len(drawn) // 2, len(drawn) - 1}) if len(drawn) > 2 else [0]
    looks = [characters.look(int(drawn[index]), height) for index in asked]
    bold = all(look.bold for look in looks)
    return Look(median(look.size for look in looks), bold, median(look.baseline for look in looks))


def _levelled(shown: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Boxes of one line made equally high, or equally wide where the line runs up or down the page."""
    drawn = shown.any(axis=1)
    if not drawn.any():
        return shown
    boxes = shown[drawn]
    spread = boxes.max(axis=0).astype(np.int64) - boxes.min(axis=0).astype(np.int64)
    across = (0, 2) if spread[0] < spread[1] and len(boxes) > 1 else (1, 3)
    low, high = boxes[:, across[0]].min(), boxes[:, across[1]].max()
    usual = float((boxes[:, across[1]] - boxes[:, across[0]]).mean())
    if int(high) - int(low) > _MOST_LEVELLED * usual:  # text at an angle, or a great initial
        return shown
    level = shown.copy()
    level[drawn, across[0]], level[drawn, across[1]] = low, high
    return level
