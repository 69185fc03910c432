"""What is filled into a form or typed onto a page → among the page's lines, beside or below its label.

What a field shows is moved to its place too: files draw it after all of the page's own words.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from index.loading.pdf.annotations import Typed
from index.loading.pdf.characters import Characters, Floats, Look, Shown
from index.loading.pdf.line import Line, joined

_USUAL_SIZE = 10.0  # points, on a page without words
_LEVEL = 0.5  # of the lower one's height that a label and its field share
_WITHIN = 0.6  # of a part's width and height that lies in a field which shows it
_TELLING = 12  # characters of what is typed onto a page that tell whether it is drawn
_BESIDE = 3.0  # heights of a line, between a tick and the words it belongs to


def buttons_left_out(characters: Characters, typed: Sequence[Typed]) -> None:
    """Leaves out what ticks are drawn with, letters of a font of signs as a rule: a sign of our own stands for them."""
    rects = [each.rect for each in typed if each.is_button]
    if not rects:
        return
    buttons = characters.upright(rects)
    middle = (characters.boxes[:, :2] + characters.boxes[:, 2:]) / 2
    for left, top, right, bottom in buttons:
        within = (middle[:, 0] > left) & (middle[:, 0] < right) & (middle[:, 1] > top) & (middle[:, 1] < bottom)
        characters.leave_out(within & characters.drawn)


def placed(lines: list[list[Line]], typed: Sequence[Typed], characters: Characters) -> list[list[Line]]:
    """The lines of a page with all that is typed onto it, each where it belongs."""
    if not typed:
        return lines
    usual = median(part.look.size for line in lines for part in line) if lines else _USUAL_SIZE
    rects, boxes = characters.upright([each.rect for each in typed]), characters.on_page([each.rect for each in typed])
    shown = [
        _is_shown(characters, rect, "" if each.is_field else each.text) for rect, each in zip(rects, typed, strict=True)
    ]
    lines, moved = _taken_out(lines, [rect for rect, each in zip(rects, typed, strict=True) if _takes(each)])
    values = [
        _line(each.text, rect, box, usual)
        for each, rect, box, there in zip(typed, rects, boxes, shown, strict=True)
        if each.text and (each.is_button or not there)
    ]
    buttons = {id(value) for value in values if value.text in ("☒", "☐")}
    for value in sorted([*values, *moved], key=lambda value: (round(value.top), value.left)):
        if id(value) in buttons:
            _tick(lines, value)
        else:
            _fill(lines, value)
    return [line for line in lines if line]


def _takes(each: Typed) -> bool:
    return each.is_field and not each.is_button


def _is_shown(characters: Characters, rect: Floats, words: str) -> bool:
    """Whether the page itself shows something in a field, or, where something is typed over it, its first words."""
    left, top, right, bottom = rect
    middle = (characters.boxes[:, :2] + characters.boxes[:, 2:]) / 2
    within = (middle[:, 0] > left) & (middle[:, 0] < right) & (middle[:, 1] > top) & (middle[:, 1] < bottom)
    codes = characters.codes[within & characters.ink]
    return "".join(words.split())[:_TELLING] in "".join(map(chr, codes.tolist())) if words else bool(len(codes))


def _line(text: str, rect: Floats, box: Shown, usual: float) -> Line:
    """A field's text as a line as high as most are, in the middle of a low field, at the top of a high one."""
    left, top, right, bottom = (float(edge) for edge in rect)
    if bottom - top < 3 * usual:
        top = (top + bottom - 1.2 * usual) / 2
    bottom = min(bottom, top + 1.2 * usual) if bottom > top else bottom
    look = Look(usual, False, bottom - 0.2 * usual)
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    return Line(text, box.tobytes() * len(text), left, top, right, bottom, look, apart=True)


def _taken_out(lines: list[list[Line]], rects: Sequence[Floats]) -> tuple[list[list[Line]], list[Line]]:
    """The lines without the parts that stand in a field, and those parts."""
    kept: list[list[Line]] = []
    moved: list[Line] = []
    for line in lines:
        inside = [any(_covers(rect, part) for rect in rects) for part in line]
        moved.extend(replace(part, apart=True) for part, within in zip(line, inside, strict=True) if within)
        kept.append([part for part, within in zip(line, inside, strict=True) if not within])
    return [line for line in kept if line], moved


def _covers(rect: Floats, part: Line) -> bool:
    wide = min(rect[2], part.right) - max(rect[0], part.left)
    high = min(rect[3], part.bottom) - max(rect[1], part.top)
    return bool(wide > _WITHIN * (part.right - part.left) and high > _WITHIN * (part.bottom - part.top))


def _is_level(line: Line, value: Line) -> bool:
    shared = min(line.bottom, value.bottom) - max(line.top, value.top)
    return shared > _LEVEL * min(line.bottom - line.top, value.bottom - value.top)


def _fill(lines: list[list[Line]], value: Line) -> None:
    """Puts a value behind the nearest words to its left, else below those above it."""
    beside = [
        (value.left - part.right, line, index)
        for line in lines
        for index, part in enumerate(line)
        if _is_level(part, value) and part.right <= value.left + value.look.size
    ]
    if beside:
        _, line, index = min(beside, key=lambda found: found[0])
        line.insert(index + 1, value)
        return
    level = [line for line in lines if _is_level(line[0], value) and line[0].left > value.left]
    if level:
        level[0].insert(0, value)
        return
    lines.insert(_below(lines, value), [value])


def _below(lines: list[list[Line]], value: Line) -> int:
    """Where a line of its own goes: after the nearest words above it, or before the first ones below."""
    above = [
        (value.top - line[0].bottom, index)
        for index, line in enumerate(lines)
        if line[0].top < value.top and line[0].left < value.right and line[-1].right > value.left
    ]
    if above:
        return min(above, key=lambda found: (found[0], -found[1]))[1] + 1
    return next((index for index, line in enumerate(lines) if line[0].top > value.top), len(lines))


def _tick(lines: list[list[Line]], value: Line) -> None:
    """Puts a tick right beside the words that stand nearest to it on its line."""
    near = [
        (max(part.left - value.right, value.left - part.right), line, index)
        for line in lines
        for index, part in enumerate(line)
        if _is_level(part, value)
    ]
    if not near or min(near, key=lambda found: found[0])[0] > _BESIDE * value.look.size:
        _fill(lines, value)
        return
    _, line, index = min(near, key=lambda found: found[0])
    part = line[index]
    in_order = [value, part] if value.left < part.left else [part, value]
    line[index] = joined(in_order, " ", cells=False)
