"""Jupyter notebooks (.ipynb, nbformat 3 and 4) → Document: text as it is shown, code, and what the code printed.

A notebook is JSON of a few keys; nbformat would bring a dozen packages to read them.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer
from index.loading.decoding import decode
from index.loading.unread import counted
from index.loading.web.flow import compose
from index.loading.web.markup import parse
from index.loading.web.styles import of_page

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_NAMELESS = re.compile(r"<[^<>\n]*>")  # what Python prints for a picture: <Figure size 640x480>
_PICTURES = frozenset({"png", "jpeg", "jpg", "svg", "gif", "pdf", "bmp"})
_OUTPUT_KEYS = ("text", "html", "latex", "json")  # of an output of nbformat 3


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A notebook's cells in order. Raises LoadError for what is no notebook, and for one without text."""
    text, unsure = decode(path, data)
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LoadError(str(path), f"It is not a notebook, or it is damaged: {error}.") from error
    cells = _cells(notebook)
    if cells is None:
        raise LoadError(
            str(path), "It is not a notebook: it has no cells. To have it read as JSON, rename it to .json."
        )
    reading = _Notebook(Composer(str(path), bounds), bounds)
    for number, cell in enumerate(cells):
        bounds.page(number, len(cells))
        reading.cell(cell)
    return reading.composer.document(path, data, media_type, _title(notebook), None, (*unsure, *reading.warnings()))


class _Notebook:
    """Composes cells, and counts what cannot be shown."""

    def __init__(self, composer: Composer, bounds: Bounds) -> None:
        self.composer = composer
        self._bounds = bounds
        self._markdown = MarkdownIt("gfm-like", {"linkify": False, "html": True})
        self._pictures = 0
        self._told: list[str] = []

    def warnings(self) -> list[str]:
        """What was left out, in plain words."""
        pictures = f"{counted(self._pictures, 'picture')} not read; text in pictures is missing."
        return [*self._told, *([pictures] if self._pictures else [])]

    def cell(self, cell: dict[str, Any]) -> None:
        """Adds one cell and its outputs."""
        kind, source = cell.get("cell_type"), _joined(cell.get("source", cell.get("input")))
        if kind == "markdown":
            self._html(self._markdown.render(source))
        elif kind == "heading":
            level = cell.get("level")
            self.composer.heading(source, level if isinstance(level, int) else 1)
        elif kind == "code":
            self.composer.code(source)
        else:
            self.composer.paragraph(source)
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            if isinstance(output, dict):
                self._output(output)

    def _output(self, output: dict[str, Any]) -> None:
        if output.get("output_type") in ("error", "pyerr"):
            self.composer.paragraph(f"{output.get('ename', '')}: {output.get('evalue', '')}")
            return
        data = output.get("data")
        shown = data if isinstance(data, dict) else {key: output[key] for key in _OUTPUT_KEYS if key in output}
        is_picture = any(kind.rpartition("/")[2].partition("+")[0] in _PICTURES for kind in [*shown, *output])
        self._pictures += is_picture
        page = _joined(shown.get("text/html", shown.get("html")))
        if "<table" in page:
            self._html(page)
        elif "text/markdown" in shown:
            self._html(self._markdown.render(_joined(shown["text/markdown"])))
        else:
            words = _ANSI.sub("", _joined(shown.get("text/plain", shown.get("text"))))
            self.composer.code("" if is_picture and _NAMELESS.fullmatch(words.strip()) else words)

    def _html(self, page: str) -> None:
        root, too_deep = parse(page)
        if root is not None:
            self._told += [*too_deep, *compose(root, self.composer, self._bounds, None, of_page(root))]


def _cells(notebook: Any) -> list[dict[str, Any]] | None:
    """The cells of a notebook, those of all its worksheets in an old one; None for what is no notebook."""
    if not isinstance(notebook, dict):
        return None
    sheets = notebook.get("worksheets")
    found = [*_lists(sheets), *_lists([notebook])]
    return [cell for cell in found if isinstance(cell, dict)] or None


def _lists(holders: Any) -> Iterator[Any]:
    for holder in holders if isinstance(holders, list) else ():
        cells = holder.get("cells") if isinstance(holder, dict) else None
        yield from cells if isinstance(cells, list) else ()


def _joined(source: Any) -> str:
    """Text that is written as one string or as a list of lines."""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _title(notebook: Any) -> str:
    metadata = notebook.get("metadata")
    title = metadata.get("title") if isinstance(metadata, dict) else None
    return title if isinstance(title, str) else ""
