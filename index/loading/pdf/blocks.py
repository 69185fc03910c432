"""The visual lines of a page → paragraphs, items, rows and what may be a heading, their lines joined.

A paragraph ends where the next line is further down than usual, is set in another size, is indented after a
full stop, begins with an item's mark, or would have had room for its first word on the line before.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.documents.datatypes import BlockKind
from index.loading.pdf.line import NO_BOX, Line

_BULLETS = "•◦▪■□●○‣⁃∙·➢➤✓✔\uf0b7\uf0a7\uf0d8\uf0fc"
_MARK = re.compile(rf"(?:[{_BULLETS}*–—-]|\(?\d{{1,3}}[.)]|\(?[A-Za-z][.)]|\(?[ivxIVX]{{1,5}}[.)])(?=\s)")
_ENDS = re.compile(r"[.!?:;。！？：；…]['\"”’»)\]]*$")
_LEADERS = re.compile(r"(?:[.·…]\s?){4,}\s*[\divxIVX]*$")
_HYPHENATED = re.compile(r"\w[-‐\xad]$")
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SUSPENDED = frozenset({"and", "or", "to", "und", "oder", "bis"})  # as in short- and long-term
_GAP = 1.22  # times the usual distance of lines, above which a paragraph ends
_PITCHES, _USUAL = (0.8, 3.0), 0.2  # what may be a page's usual distance: the smallest that a fifth of its lines have
_USUAL_PITCH = 1.25  # of the type's size, where a page does not tell
_SAME_SIZE = 1.12
_INDENT, _FARTHEST_INDENT = 0.8, 8.0  # of the type's size
_SAME_EDGE = 0.3  # of the type's size, within which two lines begin at one place
_SLACK = 0.5  # of the type's size, more than the next word needs before a line counts as ended early
_LISTED = 0.6  # of the widest line below or above
_SHORT = 0.75  # of the widest line


@dataclass(slots=True)
class PdfBlock:
    """A stretch of one page. `seams` are the offsets of hyphens at line ends that may have to go when all is read.

    `filled` says that its last line reaches the right edge; `lines` counts its lines; `left` and `top` in points.
    """

    text: str
    boxes: bytes
    kind: BlockKind
    size: float
    bold: bool
    left: float
    top: float
    bottom: float
    filled: bool = False
    indented: bool = False
    lines: int = 1
    level: int = 0
    seams: list[int] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)


def blocks_of(lines: list[Line], body: float) -> list[PdfBlock]:
    """The blocks of one page; `body` is the size in points of most of the document's text so far."""
    pitch = _usual_pitch(lines)
    widest = _widest(lines)
    blocks = [
        block_of(paragraph, edge) for run in _runs(lines, pitch) for paragraph, edge in _paragraphs(run, body, widest)
    ]
    outer: list[float] = []  # the left edges of the items that the next one may stand in
    for block in blocks:
        outer = [left for left in outer if left < block.left - _INDENT * block.size] if block.kind == "item" else []
        if block.kind == "item":
            block.level = len(outer)
            outer.append(block.left)
    return blocks


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do."""
    return bool(_ENDS.search(text))


def has_leaders(text: str) -> bool:
    """Whether a line ends in dots that lead to a page's number, as in a table of contents."""
    return bool(_LEADERS.search(text))


def is_hyphenated(text: str) -> bool:
    """Whether a line ends in a hyphen that may stand for a word cut in two."""
    return bool(_HYPHENATED.search(text[-2:]))


def seam(before: str, after: str) -> str:
    """The text between two lines of a paragraph: a blank, or nothing after a hyphen and between Chinese signs."""
    if is_hyphenated(before) and after[:1].isalnum():
        return " " if after.split(" ", 1)[0].lower() in _SUSPENDED else ""
    return "" if _CJK.match(before[-1:]) and _CJK.match(after[:1]) else " "


def _usual_pitch(lines: list[Line]) -> float:
    """The distance of two lines of one paragraph on this page, in sizes of their type."""
    steps = Counter(
        round((after.look.baseline - before.look.baseline) / before.look.size, 1)
        for before, after in itertools.pairwise(lines)
        if _one_size(before, after) and after.left < before.right and after.right > before.left
    )
    likely = {step: count for step, count in steps.items() if _PITCHES[0] <= step <= _PITCHES[1]}
    needed = _USUAL * sum(likely.values())
    usual = (step for step in sorted(likely) if likely[step] + likely.get(round(step + 0.1, 1), 0) >= needed)
    return next(usual, _USUAL_PITCH) + 0.05


def _one_size(before: Line, after: Line) -> bool:
    sizes = before.look.size, after.look.size
    return max(sizes) <= _SAME_SIZE * min(sizes)


def _runs(lines: list[Line], pitch: float) -> Iterator[list[Line]]:
    """Lines below one another at the usual distance, in one size."""
    run: list[Line] = []
    for line in lines:
        if run and not _one_run(run[-1], line, pitch):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _one_run(before: Line, after: Line, pitch: float) -> bool:
    if before.apart or after.apart or before.cells or after.cells or not _one_size(before, after):
        return False
    step = after.look.baseline - before.look.baseline
    if not 0.3 * before.look.size < step <= _GAP * pitch * max(before.look.size, after.look.size):
        return False
    return after.left < before.right and after.right > before.left


def _widest(lines: list[Line]) -> dict[int, float]:
    """The right edge that lines reach which begin at the same place, in whole points."""
    edges: dict[int, float] = {}
    for line in lines:
        place = round(line.left)
        edges[place] = max(edges.get(place, 0.0), line.right)
    return edges


def _paragraphs(run: list[Line], body: float, widest: dict[int, float]) -> Iterator[tuple[list[Line], float]]:
    """The paragraphs of a run, each with the right edge that its lines may reach."""
    edge, left = max(line.right for line in run), min(line.left for line in run)
    far = widest[round(run[0].left)]
    if edge - left < _LISTED * (far - left) and not any(line.text[:1].islower() for line in run[1:]):
        edge = far  # short lines, each for itself, as those of an address
    paragraph: list[Line] = []
    for line in run:
        if paragraph and _begins(paragraph, line, edge, left, line.look.size > 1.15 * body):
            yield paragraph, edge
            paragraph = []
        paragraph.append(line)
    yield paragraph, edge


def _begins(paragraph: list[Line], line: Line, edge: float, left: float, is_large: bool) -> bool:
    """Whether `line` begins a paragraph of its own after the lines of `paragraph`."""
    before = paragraph[-1]
    if has_leaders(before.text):
        return True
    ended = ends_sentence(before.text)
    early = _ends_early(before, line, edge, is_large)
    if _begins_item(paragraph, line, ended or early) or _is_moved(paragraph, line, ended, early):
        return True
    is_short = before.right - left < _SHORT * (edge - left)
    changes = line.look.bold != before.look.bold or not line.text[:1].islower()
    return early and (ended or is_short or changes)


def _ends_early(before: Line, line: Line, edge: float, is_large: bool) -> bool:
    """Whether `before` had room for the first word of `line`; large and hyphenated lines go on, whatever their room."""
    if is_large or is_hyphenated(before.text):
        return False
    return edge - before.right > line.first_word + _SLACK * line.look.size


def _begins_item(paragraph: list[Line], line: Line, closed: bool) -> bool:
    """Whether a line begins with an item's mark that is no part of a sentence; `closed`: the line before is over."""
    mark, first = _MARK.match(line.text), paragraph[0]
    if not mark:
        return False
    is_next = bool(_MARK.match(first.text)) and abs(line.left - first.left) < _SAME_EDGE * line.look.size
    return mark.group() in _BULLETS or closed or is_next


def _is_moved(paragraph: list[Line], line: Line, ended: bool, early: bool) -> bool:
    """Whether a line is set in after a sentence's end, or set back after lines that were set in."""
    size = line.look.size
    moved = line.left - paragraph[-1].left
    if _INDENT * size < moved < _FARTHEST_INDENT * size and ended and not _hangs(paragraph, line):
        return True
    return -moved > _INDENT * size and len(paragraph) > 1 and (ended or early)


def _hangs(paragraph: list[Line], line: Line) -> bool:
    """Whether a line goes on below an item's words, to the right of its mark."""
    return len(paragraph) == 1 and bool(_MARK.match(paragraph[0].text)) and line.left > paragraph[0].left


def block_of(lines: list[Line], edge: float) -> PdfBlock:
    """The lines of a paragraph in one, hyphens at their ends kept for now."""
    first, last = lines[0], lines[-1]
    texts, boxes, seams, length = [first.text], [first.boxes], [], len(first.text)
    for before, line in itertools.pairwise(lines):
        between = seam(before.text, line.text)
        if not between and is_hyphenated(before.text):
            seams.append(length - 1)
        texts += [between, line.text]
        boxes += [NO_BOX * len(between), line.boxes]
        length += len(between) + len(line.text)
    mark = _MARK.match(first.text)
    kind: BlockKind = "row" if first.cells else "item" if mark and not first.apart else "paragraph"
    text = "".join(texts)
    return PdfBlock(
        text="•" + text[1:] if kind == "item" and "\ue000" <= text[0] <= "\uf8ff" else text,
        boxes=b"".join(boxes),
        kind=kind,
        size=first.look.size,
        bold=all(line.look.bold for line in lines),
        left=min(line.left for line in lines),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        filled=edge - last.right < 2 * last.look.size and (len(lines) > 1 or not last.apart),
        indented=len(lines) > 1 and first.left - lines[1].left > _INDENT * first.look.size,
        lines=len(lines),
        level=int(bool(first.cells) and first.look.bold),
        seams=seams,
        cells=first.cells,
    )


def unplaced(text: str) -> PdfBlock:
    """A paragraph that has no place on a page, and no size that could make it a heading."""
    return PdfBlock(text, NO_BOX * len(text), "paragraph", 0.0, False, 0.0, 0.0, 0.0)
