"""The files in a PDF: attached to the whole of it, pinned to a page, or gathered in a portfolio."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from index.documents.datatypes import Failure
from index.loading.bounds import Bounds
from index.loading.composing import flat
from index.loading.member_names import MemberNames
from index.loading.members import Member, inside
from index.loading.pdf.file import opened

_SIGN = b"EmbeddedFile"  # stands in the clear in nearly every file that holds another
_MOST = 10_000
_MOST_PINNED = 5_000  # annotations of a page that are looked at
_DAMAGED = "It is damaged in the PDF."


def holds_files(document: pypdfium2.PdfDocument, data: bytes) -> bool:
    """Whether a PDF may hold other files."""
    return pdfium.FPDFDoc_GetAttachmentCount(document.raw) > 0 or _SIGN in data


def unpack(path: Path, data: bytes, bounds: Bounds) -> Iterator[Member | Failure]:
    """The files in a PDF, in the order of their names in it, then of its pages; one that stands twice comes once.

    Raises LoadError for a PDF that cannot be opened.
    """
    with opened(str(path), data) as document:
        if not holds_files(document, data):
            return
        names, seen = MemberNames(path), set()
        for attached in _attached(document, bounds):
            name = _name(attached)
            content = _content(attached, path, bounds)
            if (name, content) in seen:
                continue
            seen.add((name, content))
            unique = names.unique(name or "file")
            yield Failure(str(inside(path, unique)), _DAMAGED) if content is None else Member(unique, content)


def _attached(document: pypdfium2.PdfDocument, bounds: Bounds) -> Iterator[pypdfium2.PdfAttachment]:
    for index in range(min(_MOST, pdfium.FPDFDoc_GetAttachmentCount(document.raw))):
        raw = pdfium.FPDFDoc_GetAttachment(document.raw, index)
        if raw:
            yield pypdfium2.PdfAttachment(raw, document)
    for index in range(len(document)):
        bounds.page(index, len(document))
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            continue
        try:
            yield from _pinned(page, document)
        finally:
            page.close()


def _pinned(page: pypdfium2.PdfPage, document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfAttachment]:
    for index in range(min(_MOST_PINNED, pdfium.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                raw = pdfium.FPDFAnnot_GetFileAttachment(annotation)
                if raw:
                    yield pypdfium2.PdfAttachment(raw, document)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _name(attached: pypdfium2.PdfAttachment) -> str:
    try:
        return flat(attached.get_name())
    except (pypdfium2.PdfiumError, ValueError):
        return ""


def _content(attached: pypdfium2.PdfAttachment, path: Path, bounds: Bounds) -> bytes | None:
    """A file's bytes, spent from what may be unpacked; None for one that is damaged. Raises LoadError."""
    size = pypdfium2.raw.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(attached.raw, None, 0, size):
        return None
    bounds.unpacked(str(path), size.value)
    try:
        return bytes(attached.get_data())
    except pypdfium2.PdfiumError:
        return None
