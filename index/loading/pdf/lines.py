"""A page's characters → its visual lines, in reading order, each with a box for every character.

Characters are taken in the order in which the file draws them, which nearly always is the order of reading, and cut
where the place jumps. A line's parts stand far apart from one another, as the cells of a table's row do.
"""

import itertools
import re
from dataclasses import dataclass, field
from statistics import median

import numpy as np
from numpy.typing import NDArray

from index.loading.pdf.characters import Characters, Look

BOX_BYTES = 8
NO_BOX = bytes(BOX_BYTES)
_BREAKS = (0x0A, 0x0D)
_HYPHENS = (0x02, 0xFFFE)  # pdfium's own signs for a hyphen at a line's end
_BLANKS = (0x09, 0x20, 0xA0, 0x3000)
_BLANK = re.compile(r"\s")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_UNTIDY = re.compile(rf"^\s|[^\S ]|  |\xad|{_DROPPED.pattern}")
_FAR = 1.0  # of a line's height, between two characters that do not stand in one part of a line
_BLANK_WIDTH = 0.12  # of a line's height, between two words
_SAME_LINE = 0.3  # of the lower one's height that two characters' boxes share when they stand on one line
_MOST_LEVELLED = 2.5  # times the usual character's height that a line may have to be made level
_UPWARD = 0.35  # of all steps from line to line that may lead upward before the file's order is not believed


@dataclass(slots=True)
class Line:
    """One visual line, or a part of it: `text` with single blanks, `boxes` eight bytes a character.

    Edges in points, with the text upright, those of its ink: a blank has none, wherever the file draws it. `cells` are
    the spans of a table row's cells; `apart` says that the line stands alone, as text at an angle does; `spaced` that
    the file has a blank after it.
    """

    text: str
    boxes: bytes
    left: float
    top: float
    right: float
    bottom: float
    look: Look
    cells: list[tuple[int, int]] = field(default_factory=list)
    apart: bool = False
    spaced: bool = False

    @property
    def first_word(self) -> float:
        """About the width of its first word, in points."""
        return (self.right - self.left) * len(self.text.split(" ", 1)[0]) / max(1, len(self.text))


def lines_of(characters: Characters) -> list[list[Line]]:
    """Every visual line of the page in reading order, as its parts from left to right."""
    parts = [
        part for indices, leans in _stretches(characters) if (part := _part(characters, indices, leans)) is not None
    ]
    if _is_disordered(parts):
        parts.sort(key=lambda part: (round(part.look.baseline), part.left))
    lines: list[list[Line]] = []
    for part in parts:
        if lines and _goes_on(lines[-1][-1], part):
            last = lines[-1][-1]
            gap, height = part.left - last.right, last.bottom - last.top
            if gap > _FAR * height:
                lines[-1].append(part)
            else:
                between = " " if last.spaced or gap > _BLANK_WIDTH * height else ""
                lines[-1][-1] = joined([last, part], between, cells=False)
        else:
            lines.append([part])
    return lines


def joined(parts: list[Line], between: str = " ", cells: bool = True) -> Line:
    """The parts of a visual line as one; what stands between them is drawn nowhere. Its cells are the parts."""
    if len(parts) == 1:
        return parts[0]
    spans, start = [], 0
    for part in parts:
        spans.append((start, start + len(part.text)))
        start += len(part.text) + len(between)
    return Line(
        between.join(part.text for part in parts),
        (NO_BOX * len(between)).join(part.boxes for part in parts),
        min(part.left for part in parts),
        min(part.top for part in parts),
        max(part.right for part in parts),
        max(part.bottom for part in parts),
        max(parts, key=lambda part: len(part.text)).look,
        spans if cells else [],
        spaced=parts[-1].spaced,
    )


def _stretches(characters: Characters) -> list[tuple[NDArray[np.intp], bool]]:
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
    inked = np.flatnonzero(drawn[kept] & ~np.isin(codes[kept], _BLANKS))
    if not len(inked):
        return []
    before, after = kept[inked[:-1]], kept[inked[1:]]
    jumps = _jumps(boxes[before], boxes[after], np.maximum(tallest[inked[:-1]], tallest[inked[1:]]))
    other_run = run[inked[:-1]] != run[inked[1:]]
    lean = leaning[inked[:-1]] | leaning[inked[1:]]
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


def _part(characters: Characters, indices: NDArray[np.intp], leans: bool) -> Line | None:
    """A line's part, its blanks single, its boxes equally high; None where nothing of it is left."""
    text, kept = _characters(characters.codes[indices])
    is_blank = np.isin(characters.codes[indices], _BLANKS)
    drawn = indices[characters.drawn[indices] & ~is_blank]
    if not text or not len(drawn):
        return None
    shown = _levelled(characters.shown[indices])[kept]
    boxes = characters.boxes[drawn]
    left, top = boxes[:, :2].min(axis=0).tolist()
    right, bottom = boxes[:, 2:].max(axis=0).tolist()
    height = float((boxes[:, 2:] - boxes[:, :2]).max()) if leans else bottom - top
    look = _look(characters, drawn, height)
    return Line(text, shown.tobytes(), left, top, right, bottom, look, apart=leans, spaced=bool(is_blank[-1]))


def _look(characters: Characters, drawn: NDArray[np.intp], height: float) -> Look:
    """How most of a line looks, by its first, middle and last character."""
    asked = sorted({0, len(drawn) // 2, len(drawn) - 1}) if len(drawn) > 2 else [0]
    looks = [characters.look(int(drawn[index]), height) for index in asked]
    bold = all(look.bold for look in looks)
    return Look(median(look.size for look in looks), bold, median(look.baseline for look in looks))


def _characters(codes: NDArray[np.uint32]) -> tuple[str, list[int]]:
    """The text that code points make, and the index of the one behind each of its characters."""
    text = "".join(map(chr, np.where(codes > 0x10FFFF, 0xFFFD, codes).tolist()))
    if _HALVES.search(text):
        text = _paired(text)
    for sign in map(chr, _HYPHENS):
        text = text.replace(sign, "-")
    stripped = text.rstrip()
    if not _UNTIDY.search(stripped):
        return stripped, list(range(len(stripped)))
    kept: list[int] = []
    result: list[str] = []
    for index, character in enumerate(stripped):
        if _BLANK.match(character):
            if result and result[-1] != " ":
                result.append(" ")
                kept.append(index)
        elif character == "\xad" and index < len(stripped) - 1:
            continue
        elif not _DROPPED.match(character):
            result.append(character)
            kept.append(index)
    if result and result[-1] == " ":
        result.pop()
        kept.pop()
    return "".join(result), kept


def _paired(text: str) -> str:
    """UTF-16 halves put together; a NUL, which is dropped later, keeps the second half's place."""
    return _HALVES.sub(
        lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16") + "\0",
        text,
    )


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
    """Whether a part stands on the same visual line as the one before it, to its right."""
    if before.apart or after.apart or after.left < before.right - 1:
        return False
    shared = min(before.bottom, after.bottom) - max(before.top, after.top)
    return shared > 0.5 * min(before.bottom - before.top, after.bottom - after.top)
