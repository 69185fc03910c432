"""Characters set smaller and higher or lower than their line → what plain text can show: 10⁶, H₂O, a note's mark [18].

What stands at one height is found by its boxes, which are at hand; only where they differ is pdfium asked for the size
of the type and the line that it stands on. A raised number after a word or a sentence is the mark of a note, and so is
one after a long number when a note on the same page begins with it; any other is a power.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.loading.pdf.characters import Characters, Floats, Look
from index.loading.raised import fraction, lowered, raised

_DIFFERENT = 0.1  # of the higher box, between two that are not of one type
_SMALLER = (
    0.45,
    0.88,
)  # of the size of the line's type, that of what is raised or lowered; after a great initial it is less
_HIGHER = 0.15, 1.0  # of the size of the line's type
_LOWER = 0.07, 0.6
_NEAR = 0.6  # of the size of the line's type, between what is raised and what it belongs to
_LONGEST_UNDER = 8  # characters under the bar of a fraction in a line
LONGEST, _MOST_WORDS = 24, 3  # the characters and words of what is raised
_OVERLAP = 0.1  # of the size of the line's type, by which what is lowered begins before what is raised ends
_NUMBERS = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*")
_BRACKETED = re.compile(r"(?:\[[^\[\]]+\]\s?)+")
_WORD_BEFORE = re.compile(r"[^\W\d_]{3,}$|[.,;:!?\"”’'»]$")
_NO_WORD = re.compile(
    r"(?:^|[^\W\d_])(?:sin|cos|tan|cot|sec|csc|log|exp|lim|mol|inch|feet|foot|yards?|miles?|met(?:er|re)s?)$"
)
_LONG_NUMBER = re.compile(r"\d{3,}$|\d[.,]\d+$|%$")
_MEANS_HEIGHT = re.compile(r"\w|^[+=−–-]+$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|ère|e|ème|eme|de|o|a|os|as)")  # as 21st is set in English, French, Spanish
_TEN = re.compile(r"(?:^|\D)10$")


@dataclass(frozen=True, slots=True)
class Shift:
    """Characters off their line, by their places among those of the stretch: up by 1, down by −1.

    `leads` says that nothing stands before them on the line; `over` that they stand over those of the next shift.
    """

    first: int
    last: int
    direction: int
    leads: bool = False
    over: bool = False


def uneven(characters: Characters) -> NDArray[np.bool_]:
    """For each character of a page, whether it is of another height than the one drawn before it, or lies higher."""
    inked = np.flatnonzero(characters.ink)
    result = np.zeros(len(characters.codes), bool)
    result[inked[1:]] = _changes(characters.boxes[inked])
    return result


def shifts_of(characters: Characters, indices: NDArray[np.intp]) -> list[Shift]:
    """What is raised or lowered in a stretch of one line."""
    inked = np.flatnonzero(characters.ink[indices])
    boxes = characters.boxes[indices[inked]]
    heights = boxes[:, 3] - boxes[:, 1]
    changes = _changes(boxes)
    if not changes.any():
        return []
    starts = [0, *(np.flatnonzero(changes) + 1).tolist()]
    looks = [characters.look(int(indices[inked[at]]), float(heights[at])) for at in starts]
    runs = [
        _Run(
            *(int(inked[at]), int(inked[end - 1]) + 1, look, float(boxes[at, 0]), float(boxes[end - 1, 2])),
            words=int(np.count_nonzero(np.diff(inked[at:end]) > 1)) + 1,
        )
        for at, end, look in zip(starts, [*starts[1:], len(inked)], looks, strict=True)
    ]
    return _merged(_shifted(runs))


def _changes(boxes: Floats) -> NDArray[np.bool_]:
    """Between each two boxes that follow one another, whether they are of one height."""
    heights = boxes[:, 3] - boxes[:, 1]
    least = _DIFFERENT * np.maximum(heights[1:], heights[:-1])
    result: NDArray[np.bool_] = (np.abs(np.diff(heights)) > least) | (np.abs(np.diff(boxes[:, 3])) > 2 * least)
    return result


def with_fractions(
    characters: Characters, stretches: Sequence[tuple[NDArray[np.intp], bool, list[Shift]]]
) -> list[tuple[NDArray[np.intp], bool, list[Shift]]]:
    """Stretches, those put together that end and begin with what stands over and under the bar of a fraction."""
    result: list[tuple[NDArray[np.intp], bool, list[Shift]]] = []
    for indices, leans, shifts in stretches:
        if shifts and shifts[0].leads and result and _goes_on(characters, result[-1][0], indices):
            shifts[0] = replace(shifts[0], leads=False)
        if result and result[-1][2] and (under := _under(characters, *result[-1][::2], indices, shifts)):
            before, _, above = result[-1]
            above[-1] = replace(above[-1], over=True)
            moved = [replace(each, first=each.first + len(before), last=each.last + len(before)) for each in under]
            result[-1] = np.concatenate([before, indices]), leans, [*above, *moved]
        else:
            result.append((indices, leans, shifts))
    return result


def _goes_on(characters: Characters, before: NDArray[np.intp], indices: NDArray[np.intp]) -> bool:
    """Whether a stretch begins right behind the end of the one before it, on its line."""
    one, two = before[characters.ink[before]], indices[characters.ink[indices]]
    if not len(one) or not len(two):
        return False
    last, first = characters.boxes[one[-1]], characters.boxes[two[0]]
    height = max(last[3] - last[1], first[3] - first[1])
    level = min(last[3], first[3]) - max(last[1], first[1]) > 0
    return bool(level and -height < first[0] - last[2] < _NEAR * height)


def _under(
    characters: Characters,
    before: NDArray[np.intp],
    above: Sequence[Shift],
    indices: NDArray[np.intp],
    shifts: Sequence[Shift],
) -> list[Shift]:
    """The shifts of a stretch that begins below the end of the one before it; none where it does not."""
    upper = before[above[-1].first : above[-1].last]
    upper, inked = upper[characters.ink[upper]], indices[characters.ink[indices]]
    if above[-1].direction < 0 or above[-1].last < len(before) or not len(upper) or not len(inked):
        return []
    if shifts and not (shifts[0].leads and shifts[0].direction < 0):
        return []
    lower = indices[shifts[0].first : shifts[0].last] if shifts else inked
    one, two = characters.boxes[upper], characters.boxes[lower]
    shared = min(one[:, 2].max(), two[:, 2].max()) - max(one[:, 0].min(), two[:, 0].min())
    narrower = min(np.ptp(one[:, [0, 2]]), np.ptp(two[:, [0, 2]]))
    below = 0 < two[:, 3].max() - one[:, 3].max() < 2 * (one[:, 3] - one[:, 1]).max()
    if len(lower) > _LONGEST_UNDER or not below or shared < 0.5 * narrower:
        return []
    return list(shifts) or [Shift(0, len(indices), -1)]


def note_marks(characters: Characters, stretches: Sequence[tuple[NDArray[np.intp], Sequence[Shift]]]) -> frozenset[str]:
    """The numbers that stand raised at the beginning of a line, as those of the notes at a page's foot do."""
    return frozenset(
        "".join(map(chr, characters.codes[indices[shift.first : shift.last]].tolist())).strip()
        for indices, shifts in stretches
        for shift in shifts[:1]
        if shift.leads and shift.direction > 0
    )


def direction_of(base: Look, look: Look) -> int:
    """1 for type that is raised over that of `base`, −1 for what is lowered, 0 for what stands on its line."""
    if not _SMALLER[0] * base.size <= look.size <= _SMALLER[1] * base.size:
        return 0
    rise = (base.baseline - look.baseline) / base.size
    if _HIGHER[0] <= rise <= _HIGHER[1]:
        return 1
    return -1 if _LOWER[0] <= -rise <= _LOWER[1] else 0


def form_of(piece: str, direction: int, before: str, after: str, notes: frozenset[str]) -> str:
    """How plain text shows what is raised or lowered between `before` and `after`; `notes` begin with these marks."""
    if direction < 0:
        shown = lowered(piece)
    elif _is_as_it_is(piece, before, after):
        shown = piece
    elif _NUMBERS.fullmatch(piece) and not before.strip():
        return f"[{piece}]" if after[:1] in ("", " ") else f"[{piece}] "
    elif _BRACKETED.fullmatch(piece) or _is_note(piece, before.rstrip(), notes):
        mark = piece if _BRACKETED.fullmatch(piece) else f"[{piece}]"
        shown = mark if before.endswith(" ") else f" {mark}"
    else:
        shown = raised(piece)
    bare = shown[:1] in ("^", "_") and shown[1:2] != "{"
    return f"{shown[0]}{{{shown[1:]}}}" if bare and after[:1].isalnum() else shown


def fraction_of(above: str, below: str, before: str) -> str:
    """A fraction whose parts stand one above the other; a blank apart from a whole number."""
    return (" " if before[-1:].isalnum() else "") + fraction(above, below)


def _is_as_it_is(piece: str, before: str, after: str) -> bool:
    """Whether a raised piece is read the same on the line: a sign, the end of an ordinal number, the A of LaTeX."""
    if before[-1:] == "L" and piece == "A" and after[:1] == "T":
        return True
    return not _MEANS_HEIGHT.search(piece) or bool(_ORDINAL.fullmatch(piece) and before[-1:].isdigit())


def _is_note(piece: str, before: str, notes: frozenset[str]) -> bool:
    if not _NUMBERS.fullmatch(piece):
        return False
    if _WORD_BEFORE.search(before):
        return not _NO_WORD.search(before)
    return piece in notes and bool(_LONG_NUMBER.search(before)) and not _TEN.search(before)


@dataclass(slots=True)
class _Run:
    """Characters of one height that follow one another, by their places in the stretch; edges in points."""

    first: int
    last: int
    look: Look
    left: float
    right: float
    words: int = 1
    direction: int = 0
    leads: bool = False


def _shifted(runs: list[_Run]) -> list[_Run]:
    """Tells each run's direction, by the nearest one on the line before it, or the next where there is none."""
    base: _Run | None = None
    for index, run in enumerate(runs):
        by = base or (runs[index + 1] if index + 1 < len(runs) else None)
        if by is not None and run.last - run.first <= LONGEST and run.words <= _MOST_WORDS:
            before = runs[index - 1] if index else None
            gap = run.left - before.right if before else by.left - run.right
            if gap <= _NEAR * by.look.size:
                run.direction, run.leads = direction_of(by.look, run.look), base is None
        if not run.direction:
            base = run
    return runs


def _merged(runs: Sequence[_Run]) -> list[Shift]:
    """Neighbours of one direction and one height together."""
    shifts: list[Shift] = []
    before: _Run | None = None
    for run in runs:
        if run.direction and before and before.direction == run.direction and _level(before, run):
            shifts[-1] = replace(shifts[-1], last=run.last)
        elif run.direction:
            if before and shifts and before.direction == 1 and run.direction == -1:
                over = run.left < before.right - _OVERLAP * before.look.size
                shifts[-1] = replace(shifts[-1], over=over)
            shifts.append(Shift(run.first, run.last, run.direction, run.leads))
        before = run
    return shifts


def _level(before: _Run, after: _Run) -> bool:
    size = max(before.look.size, after.look.size)
    return abs(before.look.baseline - after.look.baseline) < 0.12 * size and before.look.size > 0.8 * size
