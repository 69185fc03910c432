"""What reading one file may use: how much text, how much unpacked, how deep; and the signs of life it gives."""

import math
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any, Protocol

from index.errors import LoadError

LARGEST_FILE = 512 * 2**20  # bytes
LARGEST_TEXT = 64 * 2**20  # bytes of a file that is text throughout, and characters of one document
LARGEST_IN_MEMORY = 160 * 2**20  # bytes of a document's text, which takes one, two or four a character
MOST_BLOCKS = 1_000_000  # lines of a text; headings, paragraphs, rows and cells of any other document
MOST_PASSAGES = 20_000  # of one document: some twenty million characters, six times War and Peace, minutes of embedding
MOST_UNPACKED = 1024 * 2**20  # bytes that one file may unpack to, all archives in it together
MOST_MEMBERS = 200_000  # files, or messages, in one file, those in archives inside it counted too
DEEPEST = 4  # archives inside one another
_EVERY = 0.2  # seconds between two signs of life


class Parser(Protocol):
    """One of lxml's parsers."""

    @property
    def error_log(self) -> Any:
        """What went wrong in the last parsing."""


OnPage = Callable[[int, int], None]


def check_memory(parser: Parser) -> None:
    """Raises MemoryError where a parser ran out of memory, which lxml passes over or calls an unknown error."""
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
        raise MemoryError


class Bounds:
    """The bounds of one file's reading. Every loader spends from it, so that a bomb goes off against a wall."""

    def __init__(self, on_page: OnPage | None = None, ocr: bool = True, on_packed: OnPage | None = None) -> None:
        """`on_page(done, total)` is called a few times a second at most while work goes on; `ocr` allows Tesseract.

        `on_packed` is called likewise, with characters, while a document that has been read is cut into passages.
        """
        self.ocr = ocr
        self._on_page = on_page
        self._on_packed = on_packed
        self._last = 0.0
        self._unpacked = 0
        self._members = 0

    def page(self, done: int, total: int) -> None:
        """A sign of life: `done` of `total` pages, sheets, messages or other steps."""
        self._tell(self._on_page, done, total)

    def packed(self, done: int, total: int) -> None:
        """A sign of life: `done` of a text's `total` characters are in passages."""
        self._tell(self._on_packed, done, total)

    def _tell(self, listener: OnPage | None, done: int, total: int) -> None:
        now = time.monotonic()
        if listener and now - self._last >= _EVERY:
            self._last = now
            listener(done, total)

    def characters(self, path: str, count: int) -> None:
        """Raises LoadError when a document has grown beyond `LARGEST_TEXT` characters."""
        if count > LARGEST_TEXT:
            raise LoadError(path, f"It holds more than {LARGEST_TEXT / 1e6:.0f} million characters. Split it.")

    def text(self, path: str, text: str) -> None:
        """Raises LoadError for a text that takes more than `LARGEST_IN_MEMORY`."""
        if sys.getsizeof(text) > LARGEST_IN_MEMORY:
            most = LARGEST_IN_MEMORY // 2**20
            raise LoadError(path, f"Its text takes more than {most} MB of memory. Split it.")

    def blocks(self, path: str, count: int) -> None:
        """Raises LoadError when a document has grown beyond `MOST_BLOCKS`."""
        if count > MOST_BLOCKS:
            most = f"{MOST_BLOCKS:,} lines, paragraphs or cells"
            raise LoadError(path, f"It holds more than {most}, the most that Quoth takes. Split it.")

    def passages(self, path: str, count: int, part: float) -> None:
        """Raises LoadError when `part` (0 to 1) of a document makes more than `MOST_PASSAGES`."""
        if count > MOST_PASSAGES:
            raise LoadError(
                path,
                f"It makes more than {MOST_PASSAGES:,} passages, the most that Quoth takes from one document: "
                f"its first {part:.0%} fill them. Split it into {max(2, math.ceil(1 / part))} or more.",
            )

    def unpacked(self, path: str, count: int) -> None:
        """Spends `count` bytes. Raises LoadError when the file has unpacked to more than `MOST_UNPACKED`."""
        self._unpacked += count
        if self._unpacked > MOST_UNPACKED:
            most = MOST_UNPACKED // 2**20
            raise LoadError(path, f"It unpacks to more than {most:,} MB, the most that Quoth unpacks. Split it.")

    def member(self, file: str) -> None:
        """Counts a file in a container that lies in `file`. Raises LoadError, for the whole of it, for too many."""
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise LoadError(file, f"It holds more than {MOST_MEMBERS:,} files. Split it.")

    def deep(self, path: str, depth: int) -> None:
        """Raises LoadError for a file that lies more than `DEEPEST` containers deep."""
        if depth > DEEPEST:
            raise LoadError(path, f"It is nested more than {DEEPEST} archives or emails deep. Unpack it first.")

    def zipped(self, path: str, data: bytes) -> zipfile.ZipFile:
        """The ZIP archive in `data`, what it unpacks to spent. Raises LoadError for one that is damaged or a bomb.

        `zipfile` reads no more of a member than the archive declares, so the declared sizes are a true bound.
        """
        try:
            archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise LoadError(path, f"The file is damaged or cut short: {error}.") from error
        if len(archive.infolist()) > MOST_MEMBERS:
            raise LoadError(path, f"It holds more than {MOST_MEMBERS:,} files. Split it.")
        self.unpacked(path, sum(member.file_size for member in archive.infolist()))
        return archive
