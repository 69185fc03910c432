"""Document → its headings: from its file, from Markdown by markdown-it (CommonMark 0.31), or from how lines look."""

import re
from array import array
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.documents.datatypes import Block, Document
from index.documents.sentences import Span, blocks, trimmed

MARKDOWN = "text/markdown"
PLAIN = "text/plain"
_LONGEST_HEADING = 100  # characters
_LONGEST_GIVEN = 1_000  # characters of a heading that a file names one; it stands above each of its passages
_MOST_WORDS = 14
_NOT_A_HEADING = re.compile(r"[.,;:…。，；：]['\"”’»)\]]*$|^\s*(?:[-*+•>|]|\(?\d{1,3}[.)]|[A-Z]:)\s")


OnToken = Callable[[], None]


def document_headings(document: Document, on_token: OnToken = lambda: None) -> list[Span]:
    """The half-open span of each heading: from the file, else worked out from the text; none in source code.

    What is too long to be a heading is none, whatever the file says. `on_token` hears of each step of Markdown.
    """
    if document.blocks:
        return [(block.start, block.end) for block in heading_blocks(document)]
    known = document.media_type in (MARKDOWN, PLAIN)
    return headings(document.text, document.media_type, on_token) if known else []


def heading_blocks(document: Document) -> Iterator[Block]:
    """The headings that a file says it has, in order."""
    for block in document.blocks:
        if block.kind == "heading" and block.end - block.start <= _LONGEST_GIVEN:
            yield block


def headings(text: str, media_type: str = PLAIN, on_token: OnToken = lambda: None) -> list[Span]:
    """The half-open span of each heading line in `text`, in order."""
    return _markdown_headings(text, on_token) if media_type == MARKDOWN else _plain_headings(text)


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
        short = block[1] - block[0] <= _LONGEST_HEADING
        previous = block if short and _looks_like_heading(text[block[0] : block[1]]) else None
    return spans


def _looks_like_heading(line: str) -> bool:
    return (
        len(line.split()) <= _MOST_WORDS
        and (line[0].isupper() or line[0].isdigit() or "\u4e00" <= line[0] <= "\u9fff")
        and any(character.isalpha() for character in line)
        and not _NOT_A_HEADING.search(line)
    )


def _markdown_headings(text: str, on_token: OnToken) -> list[Span]:
    """ATX and setext headings, outside code; markdown-it gives line numbers, which become offsets here."""
    spans: list[Span] = []
    breaks = _line_starts(text)
    line, offset = 0, next(breaks)
    for first, after in _heading_lines(text, on_token):
        starts = []
        for wanted in (first, after):
            while line < wanted and (start := next(breaks, None)) is not None:
                line, offset = line + 1, start
            starts.append(offset)
        span = trimmed(text, *starts)
        if line == after and span[0] < span[1] and span[1] - span[0] <= _LONGEST_GIVEN:
            spans.append(span)
    return spans


def _line_starts(text: str) -> Iterator[int]:
    """Where each line begins, and then where the text ends."""
    yield 0
    for match in re.finditer(r"\r\n|\n|\r", text):
        yield match.end()
    yield len(text)


class _HeadingTokens(list[Token]):
    """Stays empty: of all tokens of a text, which take a thousand bytes a line, only the lines of headings are kept."""

    def __init__(self, on_token: OnToken) -> None:
        super().__init__()
        self.lines = array("Q")
        self._on_token = on_token
        self._last: Token | None = None

    def append(self, token: Token) -> None:
        """The token before is finished now, so if it opens a heading, its lines are known."""
        self._on_token()
        if self._last and self._last.type == "heading_open" and self._last.map:
            self.lines.extend(self._last.map)
        self._last = token


def _heading_lines(text: str, on_token: OnToken) -> Iterator[Span]:
    """The numbers of each heading's first line and of the line after it, from 0.

    Only the rules for blocks are run: which lines are a heading does not depend on the words in them.
    """
    parser, tokens = MarkdownIt("commonmark"), _HeadingTokens(on_token)
    source = re.sub(r"\r\n?", "\n", text).replace("\0", "\ufffd")
    parser.block.parse(source, parser, {}, tokens)
    return zip(tokens.lines[::2], tokens.lines[1::2], strict=True)
