"""The thin straight lines that a page draws: those under and through words, and the rules of tables."""

import ctypes
import itertools
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from index.loading.pdf.annotations import Rect
from index.loading.pdf.characters import fast

_MOST_OBJECTS = 20_000  # of a page that are looked at
_MOST_SEGMENTS = 500  # of one drawing: a map has more, a table's rules drawn in one go hardly do
_ONE_FIGURE = 5  # parts that a line or a rectangle has at most
_DEEPEST = 3  # drawings within drawings
_THICKEST = 3.0  # points: highlighting is as high as words are
_LONGER = 1.5  # times as long as it is thick, at least

_object = fast(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_inner = fast(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
_type = fast(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
_bounds = fast(pdfium.FPDFPageObj_GetBounds, ctypes.c_int, ctypes.c_void_p, *[ctypes.c_void_p] * 4)
_segments = fast(pdfium.FPDFPath_CountSegments, ctypes.c_int, ctypes.c_void_p)
_segment = fast(pdfium.FPDFPath_GetPathSegment, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_kind = fast(pdfium.FPDFPathSegment_GetType, ctypes.c_int, ctypes.c_void_p)
_closes = fast(pdfium.FPDFPathSegment_GetClose, ctypes.c_int, ctypes.c_void_p)
_point = fast(pdfium.FPDFPathSegment_GetPoint, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)

Matrix = tuple[float, float, float, float, float, float]
_DRAWINGS = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM)
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def strokes_of(page: pypdfium2.PdfPage) -> list[Rect]:
    """The thin lines of a page, across and down, as rectangles in its own points."""
    handle = ctypes.cast(page.raw, ctypes.c_void_p).value
    budget = [_MOST_OBJECTS]
    found: list[Rect] = []
    for index in range(min(_MOST_OBJECTS, max(0, pdfium.FPDFPage_CountObjects(page.raw)))):
        shape = _object(handle, index)
        if shape and _type(shape) in _DRAWINGS:  # nearly all are words
            found.extend(_of_object(shape, _PLAIN, 0, budget))
    return found


def _of_object(shape: int | None, matrix: Matrix, depth: int, budget: list[int]) -> Iterator[Rect]:
    budget[0] -= 1
    if not shape or budget[0] < 0:
        return
    kind = _type(shape)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _of_path(shape, matrix)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        raw = ctypes.cast(shape, pdfium.FPDF_PAGEOBJECT)
        own = pdfium.FS_MATRIX()
        if pdfium.FPDFPageObj_GetMatrix(raw, ctypes.byref(own)):
            within = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            for index in range(min(max(0, budget[0]), max(0, pdfium.FPDFFormObj_CountObjects(raw)))):
                yield from _of_object(_inner(shape, index), within, depth + 1, budget)


def _of_path(shape: int, matrix: Matrix) -> Iterator[Rect]:
    """A path that is one thin line, or those of its parts that are."""
    edges = (ctypes.c_float * 4)()
    at = ctypes.addressof(edges)
    if not _bounds(shape, at, at + 4, at + 8, at + 12):
        return
    whole = _placed((edges[0], edges[1], edges[2], edges[3]), matrix)
    count = _segments(shape)
    if _is_thin(whole) and count <= _ONE_FIGURE:
        yield whole
    elif count <= _MOST_SEGMENTS and max(whole[2] - whole[0], whole[3] - whole[1]) > _THICKEST:
        yield from filter(_is_thin, _parts(shape, count, matrix))


def _parts(shape: int, count: int, matrix: Matrix) -> Iterator[Rect]:
    """The straight lines of a path, or, of a rectangle that is drawn in it, its bounds."""
    placed = pdfium.FS_MATRIX()
    raw = ctypes.cast(shape, pdfium.FPDF_PAGEOBJECT)
    if pdfium.FPDFPageObj_GetMatrix(raw, ctypes.byref(placed)):
        matrix = _times((placed.a, placed.b, placed.c, placed.d, placed.e, placed.f), matrix)
    mode, stroked = ctypes.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(raw, ctypes.byref(mode), ctypes.byref(stroked))
    figure: list[tuple[float, float]] = []
    for index in range(count):
        segment = _segment(shape, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        if not segment or not _point(segment, ctypes.addressof(x), ctypes.addressof(y)):
            continue
        kind = _kind(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield from _lines(figure, bool(stroked.value), matrix)
            figure = []
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            figure = []  # no straight line
            continue
        figure.append((x.value, y.value))
        if _closes(segment):
            figure.append(figure[0])
    yield from _lines(figure, bool(stroked.value), matrix)


def _lines(figure: list[tuple[float, float]], stroked: bool, matrix: Matrix) -> Iterator[Rect]:
    if len(figure) < 2:
        return
    if not stroked:
        across, down = [x for x, _ in figure], [y for _, y in figure]
        yield _placed((min(across), min(down), max(across), max(down)), matrix)
        return
    for (x0, y0), (x1, y1) in itertools.pairwise(figure):
        yield _placed((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), matrix)


def _is_thin(rect: Rect) -> bool:
    short, long = sorted((rect[2] - rect[0], rect[3] - rect[1]))
    return short <= _THICKEST and long > _LONGER * short and long > 1


def _placed(rect: Rect, matrix: Matrix) -> Rect:
    if matrix == _PLAIN:
        return rect
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in rect[::2] for y in rect[1::2]]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(down), max(across), max(down)


def _times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does what the first does, and then the second."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
