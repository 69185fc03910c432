"""What stands on a page beside its own content: filled form fields, typed-on text, comments, struck stretches."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from index.loading.composing import flat

Rect = tuple[float, float, float, float]
"""Left, bottom, right and top in the page's own points, before it is turned."""

TICKED, UNTICKED = "☒", "☐"
_MOST = 5_000  # of a page that are looked at
_LONGEST_VALUE = 1_000_000  # bytes
_MOST_QUADS = 2_000
_MOST_OPTIONS = 2_000
_PASSWORD_FIELD = 1 << 13  # PDF 1.7, table 228
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_COMMENTS = frozenset(
    getattr(pdfium, f"FPDF_ANNOT_{name}")
    for name in (
        *("TEXT", "HIGHLIGHT", "UNDERLINE", "SQUIGGLY", "STRIKEOUT", "CARET"),
        *("INK", "LINE", "SQUARE", "CIRCLE", "POLYGON", "POLYLINE", "STAMP"),
    )
)
_BUTTONS = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_CHOICES = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)


@dataclass(frozen=True, slots=True)
class Typed:
    """What is filled into a field or typed onto a page. `is_button`: a tick, its text `TICKED` or `UNTICKED`."""

    rect: Rect
    text: str
    is_button: bool = False
    is_field: bool = True


@dataclass(slots=True)
class Annotations:
    """Those of one page. `comments` are the words of notes; `struck` is where text is marked as struck out."""

    typed: list[Typed] = field(default_factory=list)
    fields: int = 0
    comments: list[str] = field(default_factory=list)
    struck: list[Rect] = field(default_factory=list)


@contextmanager
def form_of(document: pypdfium2.PdfDocument) -> Iterator[pdfium.FPDF_FORMHANDLE | None]:
    """pdfium's handle of the document's form, which knows what its fields hold; None where it has no form."""
    form = None
    if document.get_formtype() != pdfium.FORMTYPE_NONE:
        config = pdfium.FPDF_FORMFILLINFO(version=2)
        form = pdfium.FPDFDOC_InitFormFillEnvironment(document.raw, config)
    try:
        yield form or None
    finally:
        if form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def annotations_of(page: pypdfium2.PdfPage, form: pdfium.FPDF_FORMHANDLE | None) -> Annotations:
    """The annotations of a page that are shown."""
    found = Annotations()
    for index in range(min(_MOST, pdfium.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            try:
                if not pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
                    _look_at(annotation, form, found)
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _look_at(annotation: pdfium.FPDF_ANNOTATION, form: pdfium.FPDF_FORMHANDLE | None, found: Annotations) -> None:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_WIDGET:
        if form:
            _look_at_field(annotation, form, found)
        return
    if kind == pdfium.FPDF_ANNOT_STRIKEOUT:
        found.struck.extend(_quads(annotation))
    if kind != pdfium.FPDF_ANNOT_FREETEXT and kind not in _COMMENTS:
        return
    words = _string(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size))
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        rect = _rect(annotation)
        if words and rect:
            found.typed.append(Typed(rect, words, is_field=False))
    elif words:
        found.comments.append(words)


def _look_at_field(annotation: pdfium.FPDF_ANNOTATION, form: pdfium.FPDF_FORMHANDLE, found: Annotations) -> None:
    kind, rect = pdfium.FPDFAnnot_GetFormFieldType(form, annotation), _rect(annotation)
    if rect is None:
        return
    if kind in _BUTTONS:
        found.fields += 1
        found.typed.append(Typed(rect, TICKED if _is_ticked(annotation, form) else UNTICKED, is_button=True))
    elif kind in _CHOICES or kind == pdfium.FPDF_FORMFIELD_TEXTFIELD:
        found.fields += 1
        if pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD_FIELD and kind not in _CHOICES:
            return
        text = _chosen(annotation, form) if kind in _CHOICES else ""
        text = text or _string(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))
        found.typed.append(Typed(rect, text))


def _is_ticked(annotation: pdfium.FPDF_ANNOTATION, form: pdfium.FPDF_FORMHANDLE) -> bool:
    """Whether a button shows another state than off; by its field's value where it does not say which it shows."""
    state = _string(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annotation, b"AS", buffer, size))
    if not state:
        state = _string(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))
    return state not in ("", "Off")


def _chosen(annotation: pdfium.FPDF_ANNOTATION, form: pdfium.FPDF_FORMHANDLE) -> str:
    """The labels of the options that are chosen; what a file stores for them may be no words at all."""
    options = range(min(_MOST_OPTIONS, pdfium.FPDFAnnot_GetOptionCount(form, annotation)))
    chosen = [index for index in options if pdfium.FPDFAnnot_IsOptionSelected(form, annotation, index)]
    labels = (
        _string(lambda buffer, size, at=index: pdfium.FPDFAnnot_GetOptionLabel(form, annotation, at, buffer, size))
        for index in chosen
    )
    return ", ".join(filter(None, labels))


def _string(call: Callable[..., int]) -> str:
    """A string that pdfium writes into a buffer, on one line; empty where there is none or too much."""
    size = call(None, 0)
    if not 2 < size <= _LONGEST_VALUE:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
    call(buffer, size)
    return flat(bytes(buffer)[: size - 2].decode("utf-16-le", "replace"))


def _rect(annotation: pdfium.FPDF_ANNOTATION) -> Rect | None:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
        return None
    left, right = sorted((box.left, box.right))
    bottom, top = sorted((box.bottom, box.top))
    return left, bottom, right, top


def _quads(annotation: pdfium.FPDF_ANNOTATION) -> Iterator[Rect]:
    """The rectangles that a marking covers, one for each line of text."""
    points = pdfium.FS_QUADPOINTSF()
    for index in range(min(_MOST_QUADS, pdfium.FPDFAnnot_CountAttachmentPoints(annotation))):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, ctypes.byref(points)):
            across = (points.x1, points.x2, points.x3, points.x4)
            down = (points.y1, points.y2, points.y3, points.y4)
            yield min(across), min(down), max(across), max(down)
