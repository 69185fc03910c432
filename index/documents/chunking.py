"""Document → Passages: whole sentences packed to the embedder's length, headings kept with their text.

Lengths are the embedder's own tokens, so nothing is cut off silently when a passage is embedded. Only a
sentence longer than the limit is split, at a space if it has one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.documents.context import outline, trail
from index.documents.datatypes import Document
from index.documents.outline import document_headings, heading_text
from index.documents.sentences import Span, sentences
from index.embedding.embedder import TokenCounter

_HEADING_SHARE = 4  # a heading repeated above its later passages takes at most a quarter of their length


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage before it has a number: `document.text[start:end]` under `heading`, which may come before `start`.

    `trail` is what else it stands under, as `index.documents.context` has it.
    """

    start: int
    end: int
    heading: str
    trail: str = ""

    def embedded_text(self, text: str) -> str:
        """What the embedder reads: the passage, with its heading in front unless the passage begins with it."""
        passage = text[self.start : self.end]
        return passage if not self.heading or self.heading in passage else f"{self.heading}\n{passage}"


@dataclass(frozen=True, slots=True)
class PassageSize:
    """The most tokens a passage may have, and may repeat of the previous one; never more than the embedder reads."""

    tokens: int = 254
    overlap: int = 40

    def within(self, limit: int) -> tuple[int, int]:
        """Tokens and overlap for an embedder that reads `limit` tokens."""
        tokens = min(self.tokens, limit)
        return tokens, min(self.overlap, tokens // 4)


DEFAULT_SIZE = PassageSize()


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, a piece of one, or a heading."""

    start: int
    end: int
    tokens: int
    is_heading: bool
    heading: str
    heading_tokens: int


def chunk(document: Document, count: TokenCounter, limit: int = 254, overlap: int = 40) -> list[Chunk]:
    """Packs a document into passages of at most `limit` tokens, heading included, repeating up to `overlap` tokens.

    Every non-blank character is in at least one passage. Raises ValueError for a limit below 8, or an overlap of
    half the limit or more.
    """
    if limit < 8 or not 0 <= overlap < limit / 2:
        raise ValueError(
            f"A passage needs a limit of at least 8 tokens and an overlap under half of it, not {limit} and {overlap}."
        )
    chunks: list[Chunk] = []
    packed: list[_Unit] = []
    for unit in _units(document, count, limit):
        if packed and (_full(packed, unit, limit) or _starts_section(packed, unit, limit)):
            carried = _flush(packed, chunks, overlap if not unit.is_heading else 0)
            packed = carried if not _full(carried, unit, limit) else [kept for kept in carried if kept.is_heading]
            if _full(packed, unit, limit):
                _flush(packed, chunks, 0)
                packed = []
        packed.append(unit)
    if packed:
        _append(chunks, packed)
    headings = outline(document)
    return [replace(made, trail=trail(document, headings, made.start)) for made in chunks]


def _append(chunks: list[Chunk], packed: list[_Unit]) -> None:
    last = chunks[-1] if chunks else None
    if not last or packed[-1].end > last.end:
        chunks.append(Chunk(packed[0].start, packed[-1].end, packed[0].heading))


def _flush(packed: list[_Unit], chunks: list[Chunk], overlap: int) -> list[_Unit]:
    """Ends a passage; returns what the next one starts with: headings left at the end, or the last sentences."""
    body = len(packed)
    while body > 1 and packed[body - 1].is_heading:
        body -= 1
    _append(chunks, packed[:body])
    carried = packed[body:]
    if carried:
        return carried
    first = body
    while first > 1 and overlap >= packed[first - 1].tokens and not packed[first - 1].is_heading:
        first -= 1
        overlap -= packed[first].tokens
    return packed[first:body]


def _full(packed: list[_Unit], unit: _Unit, limit: int) -> bool:
    if not packed:
        return False
    lead = 0 if packed[0].is_heading else packed[0].heading_tokens
    return lead + sum(kept.tokens for kept in packed) + unit.tokens > limit


def _starts_section(packed: list[_Unit], unit: _Unit, limit: int) -> bool:
    """A heading opens a new passage once the last one is a third full; shorter sections share a passage."""
    return unit.is_heading and not packed[-1].is_heading and sum(kept.tokens for kept in packed) * 3 > limit


def _units(document: Document, count: TokenCounter, limit: int) -> Iterator[_Unit]:
    text = document.text
    heads = document_headings(document)
    pieces = [(span, True) for span in heads] + [
        (span, False) for gap in _gaps(heads, len(text)) for span in sentences(text, *gap)
    ]
    pieces.sort()
    counts = count([text[span[0] : span[1]] for span, _ in pieces])
    heading, heading_tokens = "", 0
    for (span, is_heading), tokens in zip(pieces, counts, strict=True):
        if is_heading:
            fits = tokens <= limit // _HEADING_SHARE
            heading, heading_tokens = (heading_text(text, span), tokens + 1) if fits else ("", 0)
        room = limit - heading_tokens if not is_heading else limit
        for piece, piece_tokens in _pieces(text, span, tokens, room, count):
            yield _Unit(*piece, piece_tokens, is_heading, heading, heading_tokens)


def _gaps(spans: list[Span], length: int) -> Iterator[Span]:
    """The stretches between headings."""
    start = 0
    for span in spans:
        yield start, span[0]
        start = span[1]
    yield start, length


def _pieces(text: str, span: Span, tokens: int, limit: int, count: TokenCounter) -> Iterator[tuple[Span, int]]:
    """The span whole if it fits, else halved, and halved again, cut at the space nearest the middle."""
    start, end = span
    if tokens <= limit or end - start < 2:
        yield span, tokens
        return
    cut = _cut_near_middle(text, start, end)
    for left, right in ((start, cut), (cut, end)):
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            yield from _pieces(text, (left, right), count([text[left:right]])[0], limit, count)


def _cut_near_middle(text: str, start: int, end: int) -> int:
    middle = (start + end) // 2
    left, right = text.rfind(" ", start + 1, middle), text.find(" ", middle, end - 1)
    candidates = [cut for cut in (left, right) if cut > start]
    return min(candidates, key=lambda cut: abs(cut - middle)) if candidates else middle
