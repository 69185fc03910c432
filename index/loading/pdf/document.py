"""PDF → Document, by pdfium: text in the order of reading, a box for every character, a warning for every picture."""

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2

from index.documents.datatypes import Document
from index.errors import NoTextError
from index.loading.bounds import Bounds
from index.loading.composing import Composer
from index.loading.pdf import xfa
from index.loading.pdf.annotations import form_of
from index.loading.pdf.attached import unpack
from index.loading.pdf.blocks import unplaced
from index.loading.pdf.composing import compose
from index.loading.pdf.file import opened
from index.loading.pdf.ocr import tesseract
from index.loading.pdf.reading import Reading, read_page

__all__ = ["load", "unpack"]

_NO_TITLE = re.compile(
    r"^(?:microsoft\s+\w+\s+-|untitled|document\s?\d*$|about:|https?:|file:|[a-z]:\\|/)|"
    r"\.(?:docx?|pptx?|xlsx?|odt|odp|ods|rtf|txt|html?|pdf|tex|dvi|e?ps|indd|qxd|pmd|ai|cdr|wpd|pages|md|tiff?|jpe?g|png)\W*$",
    re.IGNORECASE,
)


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """The PDF's text, read page by page, with `page_starts`, `blocks` and `layouts`.

    Raises LoadError for a file that is damaged, protected by a password, or without any text.
    """
    with opened(str(path), data) as document, form_of(document) as form:
        reading = Reading(str(path), bounds, len(document), form)
        for index in range(reading.total):
            reading.pages.append(read_page(document, index, reading))
            bounds.page(index + 1, reading.total)
        reading.findings.of_file(data)
        _read_xfa(document, reading)
        title = _told_title(document)
    if not any(page.blocks for page in reading.pages):
        raise NoTextError(str(path), reading.findings.why_no_text(reading.total, bounds.ocr, tesseract() is not None))
    composer = Composer(str(path), bounds)
    layouts = compose(reading.pages, composer, reading.sizes.body)
    named, warnings = _title(title, path), reading.findings.warnings()
    return replace(composer.document(path, data, media_type, named, None, warnings), layouts=layouts)


def _read_xfa(document: pypdfium2.PdfDocument, reading: Reading) -> None:
    """Reads a form whose pages only stand in for it."""
    text = " ".join(block.text for page in reading.pages for block in page.blocks)
    if not xfa.is_dynamic(document, text, reading.fields):
        return
    words = xfa.words_of(document)
    if not words:
        raise NoTextError(reading.path, xfa.WHY_NOT)
    for page in reading.pages:
        page.blocks = []
    reading.pages[0].blocks = [unplaced(each) for each in words]
    reading.findings.other.append(xfa.WARNING)


def _told_title(document: pypdfium2.PdfDocument) -> str:
    """The title in the file's own data; empty where its bytes are no text."""
    try:
        return str(document.get_metadata_value("Title"))
    except (pypdfium2.PdfiumError, ValueError):
        return ""


def _title(metadata: str, path: Path) -> str:
    """The title that the file tells, unless it is none: a file's name, or what a program puts there by itself."""
    title = " ".join(metadata.replace("\0", " ").split())
    names_file = title.casefold() in (path.name.casefold(), path.stem.casefold())
    if names_file or _NO_TITLE.search(title) or not any(character.isalpha() for character in title):
        return ""
    return title
