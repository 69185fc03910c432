"""A page of a PDF as a picture; and whether a page is one already, as scanned pages are."""

import ctypes
from io import BytesIO
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from index.errors import LoadError
from index.loading.pdf.file import bounds_of, opened, page_of

WIDEST, HIGHEST = 2000, 4000  # pixels
MOST_PIXELS = 20_000_000
_OCR_SCALE = 300 / 72  # 300 dots an inch
_GLANCE = 200  # pixels of the longer side in which a page that is not blank shows something
_MOST_OBJECTS = 2_000  # of a page that are looked at
_DEEPEST = 3


def picture(data: bytes, page: int, width: int) -> bytes:
    """A page, counted from 1, as a PNG about `width` pixels wide: at most `WIDEST`, and `HIGHEST` high.

    Raises LoadError, with no path, for what cannot be drawn.
    """
    with opened("", data) as document:
        if not 1 <= page <= len(document):
            raise LoadError("", f"There is no page {page}; it has {len(document)}.")
        with page_of(document, page - 1) as shown:
            if shown is None:
                raise LoadError("", f"Page {page} is damaged and cannot be drawn.")
            across, down = shown.get_size()
            scale = min(min(max(1, width), WIDEST) / max(1.0, across), HIGHEST / max(1.0, down))
            target = BytesIO()
            drawn(shown, scale).save(target, "PNG")
            return target.getvalue()


def drawn(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    """A page in `scale` pixels a point, fewer where it would have more than `MOST_PIXELS`. Raises LoadError."""
    width, height = page.get_size()
    scale = min(scale, (MOST_PIXELS / max(1.0, width * height)) ** 0.5, 60_000 / max(width, height, 1.0))
    try:
        bitmap = page.render(scale=scale, rev_byteorder=True)
        image: Image.Image = bitmap.to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, MemoryError, ctypes.ArgumentError) as error:
        raise LoadError("", "The page cannot be drawn.") from error
    return image


def for_reading(page: pypdfium2.PdfPage) -> Image.Image:
    """A page as Tesseract reads it best: grey, 300 dots an inch."""
    return drawn(page, _OCR_SCALE).convert("L")


def is_blank(page: pypdfium2.PdfPage) -> bool:
    """Whether nothing is to be seen on a page."""
    if pdfium.FPDFPage_CountObjects(page.raw) <= 0:
        return True
    low, high = drawn(page, _GLANCE / max(1.0, *page.get_size())).convert("L").getextrema()
    return low == high


def pictured(page: pypdfium2.PdfPage) -> float:
    """How much of a page its pictures cover, from 0 to 1; those that overlap count twice."""
    left, bottom, right, top = bounds_of(page)
    covered = 0.0
    shapes = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)
    for shape in islice(shapes, _MOST_OBJECTS):
        x0, y0, x1, y1 = shape.get_bounds()
        wide, high = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
        covered += max(0.0, wide) * max(0.0, high)
    return min(1.0, covered / ((right - left) * (top - bottom)))
