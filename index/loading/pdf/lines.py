"""A page's characters → its visual lines, in reading order, each with a box for every character.

Characters are taken in the order in which the file draws them, which nearly always is the order of reading, and cut
where the place jumps. A line's parts stand far apart from one another, as the cells of a table's row do.
"""

import itertools

import numpy as np

from index.loading.pdf.characters import Characters
from index.loading.pdf.line import Line, is_leftward, joined
from index.loading.pdf.parts import part_of, raised_after
from index.loading.pdf.raising import direction_of, note_marks, shifts_of, uneven, with_fractions
from index.loading.pdf.stretches import stretches_of

_FAR = 1.0  # of a line's height, between two parts that are not one
_BLANK_WIDTH = 0.12  # of a line's height, between two words
_RAISED_WITHIN = 0.6  # of the size of the type, behind which something is raised
_UPWARD = 0.35  # of all steps from line to line that may lead upward before the file's order is not believed


def lines_of(characters: Characters) -> list[list[Line]]:
    """Every visual line of the page in reading order, as its parts from left to right."""
    parts = _parts(characters)
    if _is_disordered(parts):
        parts.sort(key=lambda part: (round(part.look.baseline), part.left))
    lines: list[list[Line]] = []
    for part in parts:
        if lines and _goes_on(lines[-1][-1], part):
            last = lines[-1][-1]
            gap, height = _gap(last, part), last.bottom - last.top
            if gap > _FAR * height:
                lines[-1].append(part)
            else:
                is_raised = bool(direction_of(last.look, part.look))
                between = " " if gap > _BLANK_WIDTH * height or (last.spaced and not is_raised) else ""
                lines[-1][-1] = joined([last, raised_after(last, part)], between, cells=False)
        else:
            lines.append([part])
    return lines


def _parts(characters: Characters) -> list[Line]:
    """The parts of all lines, in the order in which the file draws them."""
    changes = np.zeros(len(characters.codes), bool) if characters.hidden else uneven(characters)
    stretches = [
        (indices, leans, shifts_of(characters, indices) if not leans and changes[indices[1:]].any() else [])
        for indices, leans in stretches_of(characters)
    ]
    stretches = with_fractions(characters, stretches)
    notes = note_marks(characters, [(indices, shifts) for indices, _, shifts in stretches])
    parts = (part_of(characters, indices, leans, shifts, notes) for indices, leans, shifts in stretches)
    return [part for part in parts if part is not None]


def _is_disordered(parts: list[Line]) -> bool:
    """Whether the file draws lines so often above the ones before, in the same column, that its order says nothing."""
    if len(parts) < 8:
        return False
    upward = sum(
        after.look.baseline < before.top and after.left < before.right and after.right > before.left
        for before, after in itertools.pairwise(parts)
    )
    return upward > _UPWARD * len(parts)


def _goes_on(before: Line, after: Line) -> bool:
    """Whether a part stands on the same visual line as the one before it, on the side to which its script runs."""
    if before.apart or after.apart or _gap(before, after) < -1:
        return False
    shared = min(before.bottom, after.bottom) - max(before.top, after.top)
    if shared > 0.5 * min(before.bottom - before.top, after.bottom - after.top):
        return True
    return bool(direction_of(before.look, after.look)) and _gap(before, after) < _RAISED_WITHIN * before.look.size


def _gap(before: Line, after: Line) -> float:
    """The distance of two parts in points, negative where they overlap or stand the other way round."""
    gap = after.left - before.right
    if gap < -1 and (is_leftward(before.text) or is_leftward(after.text)):
        return max(gap, before.left - after.right)
    return gap
