"""Pages that are pictures, read by Tesseract where it is installed: its words, with the place of each, as blocks."""

import csv
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby
from statistics import median

import numpy as np
from PIL import Image

from index.errors import LoadError
from index.loading.composing import flat
from index.loading.pdf.blocks import PdfBlock, blocks_of
from index.loading.pdf.characters import Look
from index.loading.pdf.line import NO_BOX, Line

_LONGEST = 120.0  # seconds a page
_FULL = 65535
_BELOW = frozenset("gjpqyQ,;()[]{}/|_-–—'\"*^~“”‘’")
_WORD = "5"  # the level of a word among the lines of Tesseract's table


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, where it stands in fractions of the page, and its line: Tesseract's block, paragraph and line."""

    text: str
    box: tuple[float, float, float, float]
    line: tuple[str, str, str]


def tesseract() -> str | None:
    """Where Tesseract is installed; None where it is not."""
    return shutil.which("tesseract")


def read_picture(
    image: Image.Image, size: tuple[float, float], beside: list[Line], alive: Callable[[], None]
) -> list[PdfBlock]:
    """The paragraphs on a page's picture, `size` its width and height in points.

    Words that lie on the lines `beside`, which were read from the page itself, are left out. `alive` is called about
    once a second. Raises LoadError when Tesseract fails.
    """
    table = _run(_png(image), alive)
    words = [word for word in _words(table, image.size) if not _is_on(word, size, beside)]
    lines = [_line(list(group), size) for _, group in groupby(words, key=lambda word: word.line)]
    usual = median(line.bottom - line.top for line in lines) if lines else 0.0
    for line in lines:
        line.look = replace(line.look, size=usual)  # the boxes of words do not tell sizes of type
    return [_untold(block) for block in blocks_of(lines, usual)]


def _untold(block: PdfBlock) -> PdfBlock:
    """A block of no known size, so that it is neither a heading nor the measure of one."""
    block.size = 0.0
    return block


def _png(image: Image.Image) -> bytes:
    target = BytesIO()
    image.save(target, "PNG", compress_level=1, dpi=(300, 300))
    return target.getvalue()


def _run(png: bytes, alive: Callable[[], None]) -> str:
    """What Tesseract says of a picture. Raises LoadError when it fails or takes too long."""
    command = tesseract()
    if command is None:
        raise LoadError("", "Tesseract is not installed.")
    started = time.monotonic()
    given: bytes | None = png
    try:
        with subprocess.Popen(
            [command, "stdin", "stdout", "tsv"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            while True:
                try:
                    output, _ = process.communicate(given, timeout=1)
                    break
                except subprocess.TimeoutExpired:
                    given = None  # taken over by the first call
                    alive()
                    if time.monotonic() - started > _LONGEST:
                        process.kill()
                        raise LoadError("", f"Tesseract took longer than {_LONGEST:.0f} seconds.") from None
    except OSError as error:
        raise LoadError("", f"Tesseract could not be started: {error.strerror or error}.") from error
    if process.returncode:
        raise LoadError("", f"Tesseract failed with code {process.returncode}.")
    return output.decode("utf-8", "replace")


def _words(table: str, pixels: tuple[int, int]) -> list[_Word]:
    """The words in Tesseract's table; malformed lines are skipped."""
    wide, high = pixels
    words = []
    for row in csv.reader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < 12 or row[0] != _WORD:
            continue
        text = flat(row[11])
        try:
            left, top, across, down = (int(cell) for cell in row[6:10])
        except ValueError:
            continue
        if text and across > 0 and down > 0:
            box = (left / wide, top / high, (left + across) / wide, (top + down) / high)
            words.append(_Word(text, box, (row[2], row[3], row[4])))
    return words


def _is_on(word: _Word, size: tuple[float, float], lines: list[Line]) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2 * size[0], (word.box[1] + word.box[3]) / 2 * size[1]
    return any(line.left <= x <= line.right and line.top <= y <= line.bottom for line in lines)


def _line(words: list[_Word], size: tuple[float, float]) -> Line:
    """Words of one line, their boxes equally high and divided evenly among their characters."""
    top, bottom = min(word.box[1] for word in words), max(word.box[3] for word in words)
    boxes = []
    for word in words:
        edges = np.linspace(word.box[0], word.box[2], len(word.text) + 1)
        levels = np.full(len(word.text), top), np.full(len(word.text), bottom)
        box = np.stack([edges[:-1], levels[0], edges[1:], levels[1]], axis=1)
        boxes.append(np.rint(np.clip(box, 0, 1) * _FULL).astype("<u2").tobytes())
    wide, high = size
    left, right = min(word.box[0] for word in words), max(word.box[2] for word in words)
    return Line(
        text=" ".join(word.text for word in words),
        boxes=NO_BOX.join(boxes),
        left=left * wide,
        top=top * high,
        right=right * wide,
        bottom=bottom * high,
        look=Look((bottom - top) * high, False, _baseline(words) * high),
    )


def _baseline(words: list[_Word]) -> float:
    """The line that most words stand on, by those without a letter that reaches below it."""
    standing = [word.box[3] for word in words if not _BELOW.intersection(word.text)]
    return median(standing) if standing else min(word.box[3] for word in words)
