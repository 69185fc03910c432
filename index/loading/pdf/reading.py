"""One page of a PDF → its blocks: its lines, what is typed onto it, its picture where it has hardly any text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from index.errors import LoadError
from index.loading.bounds import LARGEST_TEXT, Bounds
from index.loading.pdf.annotations import Annotations, Rect, annotations_of
from index.loading.pdf.blocks import blocks_of
from index.loading.pdf.characters import Characters
from index.loading.pdf.composing import PdfPage, Sizes
from index.loading.pdf.file import page_of
from index.loading.pdf.line import Line
from index.loading.pdf.lines import lines_of
from index.loading.pdf.ocr import read_picture, tesseract
from index.loading.pdf.pictures import for_reading, is_blank, pictured
from index.loading.pdf.placing import buttons_left_out, placed
from index.loading.pdf.strokes import strokes_of
from index.loading.pdf.struck import stretches, struck_out
from index.loading.pdf.tables import rows_read
from index.loading.pdf.warnings import Findings

_PAPER = 595.0, 842.0  # points: A4, for a page too damaged to tell its size
_LITTLE_TEXT = 200  # characters, below which a page may be a picture with a stamp on it
_MOSTLY = 0.5  # of a page, which pictures cover


@dataclass(slots=True)
class Reading:
    """One file's reading so far."""

    path: str
    bounds: Bounds
    total: int
    form: pdfium.FPDF_FORMHANDLE | None = None
    pages: list[PdfPage] = field(default_factory=list)
    sizes: Sizes = field(default_factory=Sizes)
    findings: Findings = field(default_factory=Findings)
    characters: int = 0
    fields: int = 0


def read_page(document: pypdfium2.PdfDocument, index: int, reading: Reading) -> PdfPage:
    """Reads one page, its picture through Tesseract where it has hardly any text."""
    beside: list[Annotations] = []
    with page_of(document, index, lambda page: beside.append(annotations_of(page, reading.form))) as page:
        if page is None:
            reading.findings.damaged.append(index + 1)
            return PdfPage(*_PAPER, _PAPER[1])
        annotations = beside[0]
        reading.fields += annotations.fields
        width, height = page.get_size()
        try:
            characters = Characters(page, LARGEST_TEXT - reading.characters + 1)
        except pypdfium2.PdfiumError:
            reading.findings.damaged.append(index + 1)
            return PdfPage(width, height, height)
        try:
            lines = _lines(page, index, characters, annotations, reading)
            turned, hidden = characters.turned, characters.hidden
        finally:
            characters.close()
        for line in lines:
            reading.sizes.add(line)
        result = PdfPage(width, height, width if turned else height, blocks_of(lines, reading.sizes.body))
        is_struck = bool(reading.findings.struck) and reading.findings.struck[-1][0] == index + 1
        if sum(len(line.text) for line in lines) < _LITTLE_TEXT and not hidden and not is_struck:
            _look_at_picture(page, index, lines, result, reading)
        reading.findings.of_page(index + 1, annotations, " ".join(line.text for line in lines))
        return result


def _lines(
    page: pypdfium2.PdfPage, index: int, characters: Characters, annotations: Annotations, reading: Reading
) -> list[Line]:
    """The page's lines, without what is struck out, with what is typed onto it."""
    reading.characters += characters.count
    reading.bounds.characters(reading.path, reading.characters)
    if characters.unknown:
        reading.findings.unknown.append((index + 1, characters.unknown))
    _leave_struck_out(page, index, characters, annotations.struck, reading.findings)
    buttons_left_out(characters, annotations.typed)
    return rows_read(placed(lines_of(characters), annotations.typed, characters))


def _leave_struck_out(
    page: pypdfium2.PdfPage, index: int, characters: Characters, marked: Sequence[Rect], findings: Findings
) -> None:
    strokes = strokes_of(page)
    struck = struck_out(characters, characters.upright(strokes), characters.upright(marked))
    if struck.any():
        findings.struck.append((index + 1, stretches(struck, characters.ink)))
        characters.leave_out(struck)


def _look_at_picture(page: pypdfium2.PdfPage, index: int, lines: list[Line], result: PdfPage, reading: Reading) -> None:
    """Finds out whether a page with hardly any text is a picture, and has it read when it is."""
    findings, count = reading.findings, sum(len(line.text) for line in lines)
    try:
        covered = pictured(page)
        if covered < _MOSTLY if lines else is_blank(page):
            return
        if not covered and not (reading.bounds.ocr and tesseract()):
            findings.drawn.append(index + 1)
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
