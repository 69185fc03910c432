"""PDF → Document, by pdfium: text in the order of reading, a box for every character, a warning for every picture."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import LARGEST_TEXT, Bounds
from index.loading.composing import Composer
from index.loading.pdf.blocks import blocks_of
from index.loading.pdf.characters import Characters
from index.loading.pdf.composing import PdfPage, Sizes, compose
from index.loading.pdf.file import opened, page_of
from index.loading.pdf.line import Line
from index.loading.pdf.lines import lines_of
from index.loading.pdf.ocr import read_picture, tesseract
from index.loading.pdf.pictures import for_reading, is_blank, pictured
from index.loading.pdf.tables import rows_read
from index.loading.pdf.warnings import Findings

_PAPER = 595.0, 842.0  # points: A4, for a page too damaged to tell its size
_LITTLE_TEXT = 200  # characters, below which a page may be a picture with a stamp on it
_MOSTLY = 0.5  # of a page, which pictures cover
_NO_TITLE = re.compile(
    r"^(?:microsoft\s+\w+\s+-|untitled|document\s?\d*$|about:|https?:|file:|[a-z]:\\|/)|"
    r"\.(?:docx?|pptx?|xlsx?|odt|odp|ods|rtf|txt|html?|pdf|tex|dvi|e?ps|indd|qxd|pmd|ai|cdr|wpd|pages|md|tiff?|jpe?g|png)\W*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Reading:
    """One file's reading so far."""

    path: str
    bounds: Bounds
    total: int
    pages: list[PdfPage] = field(default_factory=list)
    sizes: Sizes = field(default_factory=Sizes)
    findings: Findings = field(default_factory=Findings)
    characters: int = 0


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """The PDF's text, read page by page, with `page_starts`, `blocks` and `layouts`.

    Raises LoadError for a file that is damaged, protected by a password, or without any text.
    """
    with opened(str(path), data) as document:
        reading = _Reading(str(path), bounds, len(document))
        for index in range(reading.total):
            reading.pages.append(_page(document, index, reading))
            bounds.page(index + 1, reading.total)
        reading.findings.of_file(document, data)
        title = _told_title(document)
    if not any(page.blocks for page in reading.pages):
        raise LoadError(str(path), reading.findings.why_no_text(reading.total, bounds.ocr, tesseract() is not None))
    composer = Composer(str(path), bounds)
    layouts = compose(reading.pages, composer, reading.sizes.body)
    named, warnings = _title(title, path), reading.findings.warnings()
    return replace(composer.document(path, data, media_type, named, None, warnings), layouts=layouts)


def _page(document: pypdfium2.PdfDocument, index: int, reading: _Reading) -> PdfPage:
    """Reads one page, its picture through Tesseract where it has hardly any text."""
    with page_of(document, index) as page:
        if page is None:
            reading.findings.damaged.append(index + 1)
            return PdfPage(*_PAPER, _PAPER[1])
        width, height = page.get_size()
        try:
            characters = Characters(page, LARGEST_TEXT - reading.characters + 1)
        except pypdfium2.PdfiumError:
            reading.findings.damaged.append(index + 1)
            return PdfPage(width, height, height)
        try:
            reading.characters += characters.count
            reading.bounds.characters(reading.path, reading.characters)
            lines = rows_read(lines_of(characters))
            turned, hidden = characters.turned, characters.hidden
        finally:
            characters.close()
        if characters.unknown:
            reading.findings.unknown.append((index + 1, characters.unknown))
        for line in lines:
            reading.sizes.add(line)
        result = PdfPage(width, height, width if turned else height, blocks_of(lines, reading.sizes.body))
        if sum(len(line.text) for line in lines) < _LITTLE_TEXT and not hidden:
            _look_at_picture(page, index, lines, result, reading)
        return result


def _look_at_picture(
    page: pypdfium2.PdfPage, index: int, lines: list[Line], result: PdfPage, reading: _Reading
) -> None:
    """Finds out whether a page with hardly any text is a picture, and has it read when it is."""
    findings, count = reading.findings, sum(len(line.text) for line in lines)
    try:
        if pictured(page) < _MOSTLY if lines else is_blank(page):
            return
        if not reading.bounds.ocr or tesseract() is None:
            findings.pictures.append((index + 1, count))
            return
        image = for_reading(page)
        beside = lines if result.upright_height == result.height else []
        blocks = read_picture(
            image, (result.width, result.height), beside, lambda: reading.bounds.page(index, reading.total)
        )
    except (LoadError, pypdfium2.PdfiumError) as error:
        findings.unread.append((index + 1, getattr(error, "reason", "The page cannot be drawn.")))
        return
    result.blocks.extend(blocks)
    if blocks or not lines:
        (findings.read if blocks else findings.wordless).append(index + 1)


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
