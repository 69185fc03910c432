"""The characters of a stretch of one line → its text: single blanks, hyphens, powers, each with what it stands for."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.loading.pdf.raising import Shift, form_of, fraction_of

NOTHING = -1
"""Stands for no character of the file: a blank before a note's mark."""
_SOMETHING = "x"  # stands for the end of the part of the line before
_HYPHENS = (0x02, 0xFFFE)  # pdfium's own signs for a hyphen at a line's end
_BLANK = re.compile(r"\s")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ud800-\udfff\ufeff\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_UNTIDY = re.compile(rf"^\s|[^\S ]|  |\xad|{_DROPPED.pattern}")

Wording = tuple[str, list[int]]
"""A text, and for each of its characters the place of the one in the stretch that it stands for, or `NOTHING`."""


def worded(codes: NDArray[np.uint32], shifts: Sequence[Shift], notes: frozenset[str]) -> Wording:
    """The text that code points make, with what `shifts` says is raised or lowered in a form of its own."""
    text, kept = _tidied(codes)
    if not shifts:
        return text, kept
    written: list[str] = []
    places: list[int] = []
    at, skipped = 0, False
    for index, shift in enumerate(shifts):
        if skipped:
            skipped = False
            continue
        first, last = _span(kept, shift)
        if first == last:
            continue
        before = "".join([*written, text[at:first]])
        if shift.over and index + 1 < len(shifts):
            below_first, below_last = _span(kept, shifts[index + 1])
            shown = fraction_of(text[first:last].strip(), text[below_first:below_last].strip(), before)
            last, skipped = below_last, True
        else:
            shown = _formed(text[first:last], shift, before, text[last:], notes)
        written = [before, shown]
        places += [*kept[at:first], *_spread(shown, kept[first:last])]
        at = last
    return "".join([*written, text[at:]]), [*places, *kept[at:]]


def shifted(text: str, direction: int, before: str) -> Wording:
    """A whole part of a line that is raised or lowered after the part `before`."""
    shown = form_of(text, direction, before, "", frozenset())
    return shown, _spread(shown, range(len(text)))


def _formed(piece: str, shift: Shift, before: str, after: str, notes: frozenset[str]) -> str:
    """A shifted piece in its form, its own blanks kept around it."""
    bare = piece.strip()
    if not bare:
        return piece
    lead, trail = piece[: piece.index(bare)], piece[piece.index(bare) + len(bare) :]
    stands_after = "" if shift.leads else (before + lead) or _SOMETHING
    return lead + form_of(bare, shift.direction, stands_after, trail + after, notes) + trail


def _span(kept: Sequence[int], shift: Shift) -> tuple[int, int]:
    """Where the characters of a shift are in the text."""
    within = [at for at, place in enumerate(kept) if shift.first <= place < shift.last]
    return (within[0], within[-1] + 1) if within else (0, 0)


def _spread(shown: str, places: Sequence[int]) -> list[int]:
    """The places of what a form stands for, spread over its characters."""
    return [
        NOTHING if character == " " else places[at * len(places) // len(shown)] for at, character in enumerate(shown)
    ]


def _tidied(codes: NDArray[np.uint32]) -> Wording:
    """The text that code points make, and the index of the one behind each of its characters."""
    text = "".join(map(chr, np.where(codes > 0x10FFFF, 0xFFFD, codes).tolist()))
    if _HALVES.search(text):
        text = _paired(text)
    for sign in map(chr, _HYPHENS):
        text = text.replace(sign, "-")
    stripped = text.rstrip()
    if not _UNTIDY.search(stripped):
        return stripped, list(range(len(stripped)))
    kept: list[int] = []
    result: list[str] = []
    for index, character in enumerate(stripped):
        if _BLANK.match(character):
            if result and result[-1] != " ":
                result.append(" ")
                kept.append(index)
        elif character == "\xad" and index < len(stripped) - 1:
            continue
        elif not _DROPPED.match(character):
            result.append(character)
            kept.append(index)
    if result and result[-1] == " ":
        result.pop()
        kept.pop()
    return "".join(result), kept


def _paired(text: str) -> str:
    """UTF-16 halves put together; a NUL, which is dropped later, keeps the second half's place."""
    return _HALVES.sub(
        lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16") + "\0",
        text,
    )
