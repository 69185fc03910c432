"""Text → units: its headings and sentences in order, each short enough for a passage, with its length in tokens.

Lengths are asked for many at a time, and never of more text than a batch, so memory does not grow with the text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.documents.outline import heading_text
from index.documents.sentences import Span, sentences, trimmed

TokenCounter = Callable[[Sequence[str]], list[int]]

_HEADING_SHARE = 4  # a heading repeated above its later passages takes at most a quarter of their length
_BATCH = 1_000, 200_000  # stretches and characters whose tokens are counted at once


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, a piece of one, or a heading: `text[start:end]`, under `heading`, both with their tokens."""

    start: int
    end: int
    tokens: int
    is_heading: bool
    heading: str
    heading_tokens: int


def units_of(
    text: str, headings: Sequence[Span], count: TokenCounter, limit: int, on_step: Callable[[int], None]
) -> Iterator[Unit]:
    """Each unit, no longer than `limit` tokens with its heading, in order; `on_step` hears how far it has come."""
    heading, heading_tokens = "", 0
    for batch in _batches(_stretches(text, headings)):
        counted = []
        for (span, is_heading), tokens in zip(batch, _count(text, [span for span, _ in batch], count), strict=True):
            if is_heading:
                fits = tokens <= limit // _HEADING_SHARE
                heading, heading_tokens = (heading_text(text, span), tokens + 1) if fits else ("", 0)
            room = limit if is_heading else limit - heading_tokens
            counted.append((Unit(*span, tokens, is_heading, heading, heading_tokens), room))
        yield from _fitted(text, counted, count)
        on_step(batch[-1][0][1])


def _stretches(text: str, headings: Iterable[Span]) -> Iterator[tuple[Span, bool]]:
    """Headings and the sentences between them, in order, and whether each is a heading."""
    start = 0
    for heading in headings:
        yield from ((span, False) for span in sentences(text, start, heading[0]))
        yield heading, True
        start = heading[1]
    yield from ((span, False) for span in sentences(text, start))


def _batches(stretches: Iterable[tuple[Span, bool]]) -> Iterator[list[tuple[Span, bool]]]:
    batch: list[tuple[Span, bool]] = []
    characters = 0
    for stretch in stretches:
        batch.append(stretch)
        characters += stretch[0][1] - stretch[0][0]
        if len(batch) >= _BATCH[0] or characters >= _BATCH[1]:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _fitted(text: str, counted: Sequence[tuple[Unit, int]], count: TokenCounter) -> Iterator[Unit]:
    """Each unit whole if it fits its room, else halved, and halved again, all halves counted together."""
    while any(_is_too_long(*each) for each in counted):
        halves = [half for unit, room in counted if _is_too_long(unit, room) for half in _halves(text, unit)]
        tokens = iter(_count(text, halves, count))
        pieces: list[tuple[Unit, int]] = []
        for unit, room in counted:
            if not _is_too_long(unit, room):
                pieces.append((unit, room))
                continue
            for half in _halves(text, unit):
                pieces.append((replace(unit, start=half[0], end=half[1], tokens=next(tokens)), room))
        counted = pieces
    yield from (unit for unit, _ in counted)


def _is_too_long(unit: Unit, room: int) -> bool:
    return unit.tokens > room and unit.end - unit.start >= 2


def _halves(text: str, unit: Unit) -> list[Span]:
    """The unit cut at the space nearest its middle, without the blanks there; a half of blanks is left out."""
    cut = _cut_near_middle(text, unit.start, unit.end)
    halves = (trimmed(text, unit.start, cut), trimmed(text, cut, unit.end))
    return [half for half in halves if half[0] < half[1]]


def _cut_near_middle(text: str, start: int, end: int) -> int:
    middle = (start + end) // 2
    left, right = text.rfind(" ", start + 1, middle), text.find(" ", middle, end - 1)
    candidates = [cut for cut in (left, right) if cut > start]
    return min(candidates, key=lambda cut: abs(cut - middle)) if candidates else middle


def _count(text: str, spans: Sequence[Span], count: TokenCounter) -> list[int]:
    return count([text[start:end] for start, end in spans]) if spans else []
