"""Document → Passages: whole sentences packed to the embedder's length, headings kept with their text.

Lengths are the embedder's own tokens, so nothing is cut off silently when a passage is embedded. Only a
sentence longer than the limit is split, at a space if it has one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.documents.context import Trails
from index.documents.datatypes import Document
from index.documents.outline import document_headings
from index.documents.units import TokenCounter, Unit, units_of

_LONGEST_PASSAGE = 20_000  # characters; that many in few tokens are no words, such as a picture in letters


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


def chunk(document: Document, count: TokenCounter, limit: int = 254, overlap: int = 40) -> list[Chunk]:
    """All of `chunks`."""
    return list(chunks(document, count, limit, overlap))


def chunks(
    document: Document,
    count: TokenCounter,
    limit: int = 254,
    overlap: int = 40,
    on_step: Callable[[int], None] = lambda reached: None,
) -> Iterator[Chunk]:
    """Packs a document into passages of at most `limit` tokens, heading included, repeating up to `overlap` tokens.

    Every non-blank character is in at least one passage. In one pass, so it takes little memory; `on_step(reached)`
    hears now and then how many of the text's characters are packed. Raises ValueError for a limit below 8, or an
    overlap of half the limit or more.
    """
    if limit < 8 or not 0 <= overlap < limit / 2:
        raise ValueError(
            f"A passage needs a limit of at least 8 tokens and an overlap under half of it, not {limit} and {overlap}."
        )
    headings = document_headings(document, lambda: on_step(0))
    trails, end = Trails(document, headings), -1
    for units in _packed(units_of(document.text, headings, count, limit, on_step), limit, overlap):
        if units[-1].end > end:
            end = units[-1].end
            yield Chunk(units[0].start, end, units[0].heading, trails.at(units[0].start))


def _packed(units: Iterable[Unit], limit: int, overlap: int) -> Iterator[list[Unit]]:
    """The units of each passage."""
    packed = _Pack(limit)
    for unit in units:
        if packed.units and (packed.is_full(unit) or packed.ends_before(unit)):
            body, carried = packed.flushed(overlap if not unit.is_heading else 0)
            yield body
            packed = _Pack(limit, carried)
            if packed.is_full(unit):
                packed = _Pack(limit, [kept for kept in carried if kept.is_heading])
            while packed.is_full(unit):
                body, carried = packed.flushed(0)
                yield body
                packed = _Pack(limit, carried)
        packed.append(unit)
    if packed.units:
        yield packed.units


class _Pack:
    """The units of a passage that is being made."""

    def __init__(self, limit: int, units: Sequence[Unit] = ()) -> None:
        self.units = list(units)
        self._limit = limit
        self._tokens = sum(unit.tokens for unit in units)

    def append(self, unit: Unit) -> None:
        """Takes one more."""
        self.units.append(unit)
        self._tokens += unit.tokens

    def is_full(self, unit: Unit) -> bool:
        """Whether there is no room for the unit."""
        if not self.units:
            return False
        first = self.units[0]
        lead = 0 if first.is_heading else first.heading_tokens
        return lead + self._tokens + unit.tokens > self._limit or unit.end - first.start > _LONGEST_PASSAGE

    def ends_before(self, unit: Unit) -> bool:
        """A heading opens a new passage once the last one is a third full; shorter sections share a passage."""
        return unit.is_heading and not self.units[-1].is_heading and self._tokens * 3 > self._limit

    def flushed(self, overlap: int) -> tuple[list[Unit], list[Unit]]:
        """The passage's units, and what the next one starts with: headings left at its end, or the last sentences."""
        units, body = self.units, len(self.units)
        while body > 1 and units[body - 1].is_heading:
            body -= 1
        if body < len(units):
            return units[:body], units[body:]
        first, end = body, units[-1].end
        while (
            first > 1
            and overlap >= units[first - 1].tokens
            and not units[first - 1].is_heading
            and end - units[first - 1].start <= _LONGEST_PASSAGE // 4
        ):
            first -= 1
            overlap -= units[first].tokens
        return units, units[first:]
