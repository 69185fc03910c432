"""A PDF page → its characters as pdfium's text page gives them, with where each stands, in arrays."""

import ctypes
import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from index.loading.pdf.file import bounds_of

Floats = NDArray[np.float32]
Shown = NDArray[np.uint16]
_BLANKS = (0x09, 0x20, 0xA0, 0x3000)
_FULL = 65535
_SAMPLED = 9  # characters of a page that are asked which way up they stand
_LEANING = 0.12  # radians off the page's reading direction from which text is not split into lines by its place
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "cmbx", "cmb1")
_QUARTER = math.pi / 2


def fast(function: Callable[..., object], result: type, *arguments: type) -> Callable[..., int]:
    """One of pdfium's functions without the binding's checks: a page has thousands of characters, each a call."""
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


_unicode = fast(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_loose_box = fast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_unknown = fast(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


@dataclass(frozen=True, slots=True)
class Look:
    """How the characters of a line look: their size in points, their weight, and the line they stand on."""

    size: float
    bold: bool
    baseline: float


class Characters:
    """The characters of one page, in pdfium's order.

    `codes` are code points; `boxes` left, top, right, bottom in points with the text upright, from the top left corner;
    `shown` the same as the page is shown, in 65535ths of its width and height, four zeros for what is not drawn.
    `turned` says that text stands upright only when the shown page is turned by a quarter.
    `ink` marks those that are drawn and no blanks. `unknown` counts those of which the file does not say which letter
    they are. Valid while the page is open.
    """

    def __init__(self, page: pypdfium2.PdfPage, most: int) -> None:
        """Reads at most `most` characters; `count` says how many there are."""
        self._shown_turn = shown_turn = pdfium.FPDFPage_GetRotation(page.raw)
        self._around = around = bounds_of(page)
        self._matrix, self._x, self._y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._bold_names: dict[bytes, bool] = {}
        self._text = page.get_textpage()
        self._turn = self._upright(page, shown_turn)
        self.turned = (self._turn - shown_turn) % 2 == 1
        self.count = max(0, self._text.count_chars())
        handle, count = ctypes.cast(self._text.raw, ctypes.c_void_p).value, min(self.count, most)
        self.codes = np.fromiter(map(_unicode, repeat(handle), range(count)), np.uint32, count)
        raw = np.zeros((count, 4), np.float32)
        places = range(raw.ctypes.data, raw.ctypes.data + 16 * count, 16)
        deque(map(_loose_box, repeat(handle), range(count), places), maxlen=0)
        raw = np.nan_to_num(raw, posinf=0.0, neginf=0.0)
        drawn = (np.abs(raw[:, 2] - raw[:, 0]) > 0.01) & (np.abs(raw[:, 1] - raw[:, 3]) > 0.01)
        self.boxes = _turned(raw, around, self._turn)
        self.shown = _fractions(_turned(raw, around, shown_turn), around, shown_turn)
        self.shown[~drawn] = 0
        self.drawn = drawn
        self.blank = np.isin(self.codes, _BLANKS)
        self.ink = drawn & ~self.blank
        self.unknown = self._count_unknown(handle, count)

    def close(self) -> None:
        """Gives back what pdfium holds for the page's text."""
        self._text.close()

    @property
    def hidden(self) -> bool:
        """Whether the text is not drawn, as that of a scanned page which a program has read."""
        first = int(np.argmax(self.drawn)) if self.drawn.any() else 0
        piece = pdfium.FPDFText_GetTextObject(self._text.raw, first)
        return bool(piece and pdfium.FPDFTextObj_GetTextRenderMode(piece) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)

    def leave_out(self, which: NDArray[np.bool_]) -> None:
        """Makes characters no part of the text, such as those that are struck out; they keep their place."""
        self.codes[which] = 0
        self.drawn[which] = self.ink[which] = False

    def upright(self, rects: Sequence[tuple[float, float, float, float]]) -> Floats:
        """Rectangles of the page, left, bottom, right, top, as `boxes` are, with the text upright."""
        return _turned(_edges(rects), self._around, self._turn)

    def on_page(self, rects: Sequence[tuple[float, float, float, float]]) -> Shown:
        """Rectangles of the page, left, bottom, right, top, as `shown` is."""
        return _fractions(_turned(_edges(rects), self._around, self._shown_turn), self._around, self._shown_turn)

    def leans(self, index: int) -> bool:
        """Whether a character stands at an angle to the page's reading direction."""
        angle = float(pdfium.FPDFText_GetCharAngle(self._text.raw, index))
        off = (angle + self._turn * _QUARTER) % (2 * math.pi)
        return angle >= 0 and _LEANING < off < 2 * math.pi - _LEANING

    def look(self, index: int, height: float) -> Look:
        """How one character looks; `height` is its line's, for fonts whose size says nothing."""
        scale = 1.0
        if pdfium.FPDFText_GetMatrix(self._text.raw, index, self._matrix):
            scale = math.hypot(self._matrix.c, self._matrix.d)
        size = float(pdfium.FPDFText_GetFontSize(self._text.raw, index)) * scale
        believable = 0.5 * height <= size <= 2 * height
        return Look(size if believable else height, self._is_bold(index), self._baseline(index))

    def _is_bold(self, index: int) -> bool:
        pdfium.FPDFText_GetFontInfo(self._text.raw, index, self._name, len(self._name), self._flags)
        name = self._name.value
        if name not in self._bold_names:
            lowered = name.decode("utf-8", "replace").lower()
            self._bold_names[name] = any(mark in lowered for mark in _BOLD_NAMES)
        return self._bold_names[name] or pdfium.FPDFText_GetFontWeight(self._text.raw, index) >= _BOLD_WEIGHT

    def _baseline(self, index: int) -> float:
        """The line a character stands on; its box's lower edge where its font gives no plausible one."""
        top, bottom = float(self.boxes[index, 1]), float(self.boxes[index, 3])
        if not pdfium.FPDFText_GetCharOrigin(self._text.raw, index, self._x, self._y):
            return bottom
        x, y, around = self._x.value, self._y.value, self._around
        baseline = (around[3] - y, x - around[0], y - around[1], around[2] - x)[self._turn]
        return baseline if top <= baseline <= bottom + (bottom - top) else bottom

    def _upright(self, page: pypdfium2.PdfPage, shown_turn: int) -> int:
        """Turns the page, for reading, so that most of its text stands upright: pdfium orders lines by that."""
        count = self._text.count_chars()
        votes = [0, 0, 0, 0]
        for index in range(count // (2 * _SAMPLED), count, max(1, count // _SAMPLED)):
            angle = pdfium.FPDFText_GetCharAngle(self._text.raw, index)
            if angle >= 0 and not pdfium.FPDFText_IsGenerated(self._text.raw, index):
                votes[round((2 * math.pi - angle) / _QUARTER) % 4] += 1
        turn = votes.index(max(votes)) if any(votes) else shown_turn
        if turn != shown_turn:
            self._text.close()
            pdfium.FPDFPage_SetRotation(page.raw, turn)
            self._text = page.get_textpage()
            pdfium.FPDFPage_SetRotation(page.raw, shown_turn)
        return turn

    def _count_unknown(self, handle: int | None, count: int) -> int:
        """Looks at every eighth character, and at all of them where one of those is unknown."""
        odd = int(np.count_nonzero((self.codes == 0xFFFD) | ((self.codes >= 0xE000) & (self.codes < 0xF000))))
        if not odd and not any(map(_unknown, repeat(handle), range(0, count, 8))):
            return 0
        return max(odd, sum(flag == 1 for flag in map(_unknown, repeat(handle), range(count))))


def _edges(rects: Sequence[tuple[float, float, float, float]]) -> Floats:
    """Left, bottom, right, top → the order in which pdfium gives the boxes of characters."""
    return np.array(rects, np.float32).reshape(-1, 4)[:, [0, 3, 2, 1]]


def _turned(boxes: Floats, around: tuple[float, float, float, float], turn: int) -> Floats:
    """Boxes as pdfium gives them → from the top left corner of the page turned `turn` quarters to the right."""
    left, bottom, right, top = around
    x0, y1, x1, y0 = (np.ascontiguousarray(boxes[:, edge]) for edge in range(4))
    edges = {
        0: (x0 - left, top - y1, x1 - left, top - y0),
        1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        2: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        3: (top - y1, right - x1, top - y0, right - x0),
    }[turn]
    return np.stack(edges, axis=1)


def _fractions(boxes: Floats, around: tuple[float, float, float, float], turn: int) -> Shown:
    """Points → 65535ths of the page; what lies wholly beside the page is not drawn on it."""
    width, height = around[2] - around[0], around[3] - around[1]
    if turn % 2:
        width, height = height, width
    scaled = boxes / np.array([width, height, width, height], np.float32)
    beside = (scaled[:, 2] <= 0) | (scaled[:, 3] <= 0) | (scaled[:, 0] >= 1) | (scaled[:, 1] >= 1)
    shown = np.rint(np.clip(scaled, 0, 1) * _FULL).astype(np.uint16)
    shown[beside] = 0
    return shown
