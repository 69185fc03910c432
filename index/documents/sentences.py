"""Text → sentences, and the blocks (paragraphs, list items, headings) that hold them.

A block ends at a line break, unless the break is soft: text wrapped at a column, as in mail and old books. Whether
a break is soft depends only on the two lines around it, so a part of a text splits as the whole does.
"""

import re
from collections.abc import Iterator

import sentencex

Span = tuple[int, int]
"""A half-open stretch of a text, [start, end), in code points."""

_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_LINE_BREAK_CHARACTERS = "\n\r\v\f\x85\u2028\u2029"
_LIST_MARK = re.compile(r"\s*(?:[-*+•‣◦–·>#|]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)]|[一二三四五六七八九十]+、)\s")
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？：；…]['\"”’»)\]]*\s*$")
_HYPHENS = ("-", "\u2010", "\u00ad")  # that break a word at the end of a line
_WRAPPED = range(45, 121)  # the length in characters of a line that an editor wrapped
_SHORTEST_WRAPPED = 20  # the least length if the next line begins in lower case
_LONGEST_SPLIT = 20_000  # characters given to the sentence splitter at once
_LOOKED_AT = 256  # characters at a time, of what may be blank


def blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yields each block's half-open span, without the space around it, in order; blank blocks are left out."""
    end = len(text) if end is None else end
    block_start = line_start = start
    while line_start <= end:
        line_break = _LINE_BREAK.search(text, line_start, end)
        line_end = line_break.start() if line_break else end
        next_start = line_break.end() if line_break else end + 1
        if line_break is None or not _is_soft_break(text, line_start, line_end, next_start, end):
            span = trimmed(text, block_start, line_end)
            if span[0] < span[1]:
                yield span
            block_start = next_start
        line_start = next_start


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yields each sentence's half-open span, without the space around it; together they hold all that is not blank."""
    for piece_start, piece_end in _pieces(text, start, end):
        yield from _split(text, piece_start, piece_end)


def enclosing_block(text: str, offset: int) -> Span:
    """The span of the block around `offset`; only nearby lines are looked at. A line break is of the line it ends."""
    return trimmed(text, *_lines_of_block(text, offset))


def _lines_of_block(text: str, offset: int) -> Span:
    """The block around `offset` with the space around it, by which its lines are long enough to be wrapped or not."""
    offset -= text[offset - 1 : offset + 1] == "\r\n" if offset else 0
    first, last = _line_around(text, offset)
    while first > 0:
        before, _ = _line_around(text, _before_break(text, first))
        if not _is_soft_break(text, before, _before_break(text, first), first, len(text)):
            break
        first = before
    while last < len(text):
        line_break = _LINE_BREAK.match(text, last)
        next_start = line_break.end() if line_break else len(text)
        line_start, _ = _line_around(text, last)
        if not _is_soft_break(text, line_start, last, next_start, len(text)):
            break
        _, last = _line_around(text, next_start)
    return first, last


def enclosing_sentences(text: str, start: int, end: int) -> Span:
    """The span of the whole sentence or sentences that `text[start:end]` touches."""
    first, last = _lines_of_block(text, start)[0], _lines_of_block(text, max(start, end - 1))[1]
    near = (piece for piece in _pieces(text, first, last) if piece[0] < end and piece[1] > start)
    touched = [span for piece in near for span in _split(text, *piece) if span[0] < end and span[1] > start]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


def _pieces(text: str, start: int, end: int | None) -> Iterator[Span]:
    """Blocks; those too long for the sentence splitter are cut."""
    for block_start, block_end in blocks(text, start, end):
        for piece in range(block_start, block_end, _LONGEST_SPLIT):
            yield piece, min(piece + _LONGEST_SPLIT, block_end)


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences of one block, by Wikimedia's sentencex; its pieces, joined, are the block."""
    mark = _LIST_MARK.match(text, start, end)
    offset = body = mark.end() if mark and mark.end() < end else start
    for boundary in sentencex.get_sentence_boundaries("en", text[body:end]):
        sentence_end = offset + len(boundary["text"])
        span = trimmed(text, start if offset == body else offset, sentence_end)
        if span[0] < span[1]:
            yield span
        offset = sentence_end


def _is_soft_break(text: str, line_start: int, line_end: int, next_start: int, limit: int) -> bool:
    goes_on = text[next_start : next_start + 1].islower()
    if goes_on and text[line_end - 1 : line_end] in _HYPHENS and text[line_start : line_end - 1][-1:].isalpha():
        return True
    if line_end - line_start not in range(_SHORTEST_WRAPPED if goes_on else _WRAPPED.start, _WRAPPED.stop):
        return False
    if _ENDS_SENTENCE.search(text, line_start, line_end):
        return False
    following = _LINE_BREAK.search(text, next_start, limit)
    next_end = following.start() if following else limit
    if next_end - next_start >= _WRAPPED.stop or not text[next_start:next_end].strip():
        return False
    return not _LIST_MARK.match(text, next_start, next_end) and not text[line_start:line_end].lstrip().startswith("#")


def _line_around(text: str, offset: int) -> Span:
    reach, start = 1024, -1
    while start < 0:  # nearby first, since the text may be long and some marks may not be in it at all
        low = max(0, offset - reach)
        start = 1 + max(text.rfind(mark, low, offset) for mark in _LINE_BREAK_CHARACTERS) or (0 if low == 0 else -1)
        reach *= 8
    line_break = _LINE_BREAK.search(text, offset)
    return start, line_break.start() if line_break else len(text)


def _before_break(text: str, line_start: int) -> int:
    """The end of the line before the one that starts at `line_start`."""
    return line_start - (2 if text[line_start - 2 : line_start] == "\r\n" else 1)


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without the space around it; looked at a little at a time, since it may be the whole of a text."""
    while start < end and not (begun := text[start : min(start + _LOOKED_AT, end)].lstrip()):
        start = min(start + _LOOKED_AT, end)
    if start < end:
        start = min(start + _LOOKED_AT, end) - len(begun)
    while start < end and not (ended := text[max(start, end - _LOOKED_AT) : end].rstrip()):
        end = max(start, end - _LOOKED_AT)
    if start < end:
        end = max(start, end - _LOOKED_AT) + len(ended)
    return start, end
