"""Document → its headings: from its file, from Markdown by markdown-it (CommonMark 0.31), or from how lines look."""

import re

from markdown_it import MarkdownIt

from index.documents.datatypes import Document
from index.documents.sentences import Span, blocks

MARKDOWN = "text/markdown"
PLAIN = "text/plain"
_LONGEST_HEADING = 100  # characters
_MOST_WORDS = 14
_NOT_A_HEADING = re.compile(r"[.,;:…。，；：]['\"”’»)\]]*$|^\s*(?:[-*+•>|]|\(?\d{1,3}[.)]|[A-Z]:)\s")


def document_headings(document: Document) -> list[Span]:
    """The half-open span of each heading: from the file, else worked out from the text; none in source code."""
    if document.blocks:
        return [(block.start, block.end) for block in document.blocks if block.kind == "heading"]
    known = document.media_type in (MARKDOWN, PLAIN)
    return headings(document.text, document.media_type) if known else []


def headings(text: str, media_type: str = PLAIN) -> list[Span]:
    """The half-open span of each heading line in `text`, in order."""
    return _markdown_headings(text) if media_type == MARKDOWN else _plain_headings(text)


def heading_text(text: str, span: Span) -> str:
    """A heading's words, without Markdown's markup."""
    lines = text[span[0] : span[1]].splitlines()
    return lines[0].strip().lstrip("#").rstrip("#").strip() if lines else ""


def _plain_headings(text: str) -> list[Span]:
    """Short lines that begin with a capital or a CJK character, end without a full stop, and precede a longer block."""
    spans: list[Span] = []
    previous: Span | None = None
    for block in blocks(text):
        if previous and block[1] - block[0] > previous[1] - previous[0]:
            spans.append(previous)
        previous = block if _looks_like_heading(text[block[0] : block[1]]) else None
    return spans


def _looks_like_heading(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADING
        and len(line.split()) <= _MOST_WORDS
        and (line[0].isupper() or line[0].isdigit() or "\u4e00" <= line[0] <= "\u9fff")
        and any(character.isalpha() for character in line)
        and not _NOT_A_HEADING.search(line)
    )


def _markdown_headings(text: str) -> list[Span]:
    """ATX and setext headings, outside code; markdown-it gives line numbers, which become offsets here."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text)), len(text)]
    spans = []
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "heading_open" and token.map and token.map[1] < len(starts):
            start, end = starts[token.map[0]], starts[token.map[1]]
            stretch = text[start:end]
            span = (start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip()))
            if span[0] < span[1]:
                spans.append(span)
    return spans
