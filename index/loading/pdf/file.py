"""A PDF's bytes → an open pdfium document, and its pages; every error of pdfium's comes out as LoadError.

pdfium may be used by one thread at a time: whoever opens a document holds `PDFIUM` until it is closed.
"""

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from index.errors import LoadError

PDFIUM = threading.RLock()
MOST_PAGES = 100_000
_MOST_ANNOTATIONS = 2_000  # of a page that are looked at
_PASSWORD = "It is protected by a password. Save a copy without one."
_DAMAGED = "The file is damaged or cut short, or is not a PDF. Save it again from the program that made it."
_DRAWN = frozenset(
    {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WATERMARK}
)
_LEAST_SIZE = 0.5  # points
_LETTER = (0.0, 0.0, 612.0, 792.0)  # points; what pdfium takes where a page has no box at all


@contextmanager
def opened(path: str, data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, open for as long as the block runs. Raises LoadError for what cannot be opened."""
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
            raise LoadError(path, _PASSWORD if locked else _DAMAGED) from error
        try:
            count = len(document)
            if count > MOST_PAGES:
                raise LoadError(path, f"It has {count:,} pages; Quoth reads at most {MOST_PAGES:,}. Split it.")
            if not count:
                raise LoadError(path, _DAMAGED)
            yield document
        finally:
            document.close()


@contextmanager
def page_of(
    document: pypdfium2.PdfDocument, index: int, before: Callable[[pypdfium2.PdfPage], None] | None = None
) -> Iterator[pypdfium2.PdfPage | None]:
    """Page `index`, counted from 0, with what is filled into its forms made part of it; None for a damaged page.

    `before` is called with the page while its annotations still are what they are in the file.
    """
    try:
        page = _with_a_size(document, index)
        if before:
            before(page)
        if _has_drawn_annotations(page) and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == 1:
            page.close()
            page = document[index]
    except pypdfium2.PdfiumError:
        yield None
        return
    try:
        yield page
    finally:
        page.close()


def _with_a_size(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """A page; one whose boxes leave nothing of it is given its media box, or letter paper, to be shown in."""
    page = document[index]
    if min(page.get_size()) > _LEAST_SIZE:
        return page
    box = page.get_mediabox(fallback_ok=False) or _LETTER
    if min(box[2] - box[0], box[3] - box[1]) <= _LEAST_SIZE:
        box = _LETTER
    page.set_mediabox(*box)
    page.set_cropbox(*box)
    page.close()
    return document[index]


def bounds_of(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the part of a page that is shown, in its own coordinates, before it is turned."""
    box = pdfium.FS_RECTF()
    if (
        not pdfium.FPDF_GetPageBoundingBox(page.raw, ctypes.byref(box))
        or box.right <= box.left
        or box.top <= box.bottom
    ):
        return 0.0, 0.0, max(1.0, page.get_width()), max(1.0, page.get_height())
    return box.left, box.bottom, box.right, box.top


def _has_drawn_annotations(page: pypdfium2.PdfPage) -> bool:
    for index in range(min(_MOST_ANNOTATIONS, pdfium.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
            if kind in _DRAWN:
                return True
    return False
