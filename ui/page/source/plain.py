"""A text whose file does not say what its stretches are, as HTML: as prose, as lines, or as code."""

import re
from collections.abc import Iterator

from markupsafe import Markup

from index.documents.datatypes import Document
from index.documents.outline import MARKDOWN
from qa.datatypes import Citation
from ui.page.rendering import joined
from ui.page.source.lit import Lit

STRETCH = 4000  # characters of a block that is cut only so that no block grows too long
LONG_LINE = 120
LONGEST_HEADING = 90
_LOOKED_AT = 200_000  # characters; enough to know prose by
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCE_ENDS = ".!;:,…\"'”’)。！；：，」』）"
_WHOLE_LINES = re.compile(rf"(?s).{{1,{STRETCH}}}[^\n]*\n?")
_LAID_OUT = frozenset({"text/plain", MARKDOWN})

Piece = tuple[int, int, str]


def plain_html(document: Document, lit: Lit, start: int, end: int, citation: Citation | None) -> Markup:
    """`document.text[start:end]`; the lines that hold the quote are one block, so that no cut falls inside it."""
    pieces = _pieces(document, start, end, citation)
    return joined(
        Markup('<div class="stretch{}">{}</div>').format(f" {kind}" if kind else "", lit.html(first, last))
        for first, last, kind in pieces
    )


def _pieces(document: Document, start: int, end: int, citation: Citation | None) -> Iterator[Piece]:
    text = document.text
    prose = document.media_type in _LAID_OUT and _is_prose(text[:_LOOKED_AT])
    kind = "" if document.media_type in _LAID_OUT else "code"
    cut = _paragraphs if prose else _stretches
    if citation is None or not start <= citation.start <= citation.end <= end:
        yield from cut(text, start, end, kind)
        return
    first = max(start, text.rfind("\n", 0, citation.start) + 1)
    last = min(end, text.find("\n", citation.end) + 1 or end)
    yield from cut(text, start, first, kind)
    yield first, last, "paragraph" if prose else kind
    yield from cut(text, last, end, kind)


def _is_prose(text: str) -> bool:
    """Whether lines are paragraphs, rather than broken where a page would break them."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(map(len, lines)) >= LONG_LINE * max(len(lines), 1)


def _stretches(text: str, start: int, end: int, kind: str) -> Iterator[Piece]:
    """Blocks of about `STRETCH` characters, cut after line ends."""
    for lines in _WHOLE_LINES.finditer(text, start, end):
        yield lines.start(), lines.end(), kind


def _paragraphs(text: str, start: int, end: int, _: str) -> Iterator[Piece]:
    """Each line a block: a paragraph, what looks like a heading, or blank."""
    for line in _LINE.finditer(text, start, end):
        yield line.start(), line.end(), _kind(line[0])


def _kind(line: str) -> str:
    words = line.strip()
    if not words:
        return "blank"
    return "heading" if len(words) <= LONGEST_HEADING and words[-1] not in _SENTENCE_ENDS else "paragraph"
