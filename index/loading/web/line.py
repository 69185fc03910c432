"""One line of a page as it is put together from its elements: raised and lowered words keep their height."""

import re
from collections.abc import Sequence

from index.loading.raised import Stretch, fraction, joined

_DIVIDES = frozenset({"/", "\u2044"})
_DIGITS = re.compile(r"[0-9]+")
_NOTE_MARKS = re.compile(r"(?:\[[^\[\]]*\][,;\s]*)+")
_PLACE = 200  # characters in front of a stretch by which its place is told


class Line:
    """Takes the words of a line from left to right; `raise_` and `lower` hold until `end`, one inside another too."""

    def __init__(self) -> None:
        self._open: list[tuple[int, list[Stretch]]] = [(0, [])]
        self._is_flat = True

    @property
    def is_shifted(self) -> bool:
        """Whether words from here on stand above or below the line."""
        return len(self._open) > 1

    def add(self, text: str) -> None:
        """Words at the height that holds."""
        self._open[-1][1].append((text, 0))

    def note(self, mark: str) -> None:
        """The mark of a note, in brackets, never glued to the word before."""
        self.add(f" [{mark}]" if self._is_glued() else f"[{mark}]")

    def formula(self, text: str) -> None:
        """A formula, a blank before it where its first figure would run into another: 3 1/2."""
        self.add(f" {text}" if self.before()[-1:].isdigit() and text[:1].isdigit() else text)

    def begin(self, height: int) -> None:
        """Words from here on stand above the line (1) or below it (-1)."""
        self._is_flat = False
        self._open.append((height, []))

    def end(self) -> None:
        """Ends what was begun last."""
        height, stretches = self._open.pop()
        text = _written(stretches)
        if _NOTE_MARKS.fullmatch(text.strip()):
            self.add(f" {text.strip()}" if self._is_glued() else text)
        elif any(at for _, at in stretches):  # a power in a power
            self.add(f"{'^' if height > 0 else '_'}{{{text.strip()}}}")
        else:
            self._open[-1][1].append((text, height))

    def before(self) -> str:
        """The end of the line so far, raised words as if they were not."""
        words, length = [], 0
        for _, stretches in reversed(self._open):
            for text, _ in reversed(stretches):
                words.append(text)
                length += len(text)
                if length > _PLACE:
                    break
        return "".join(reversed(words))

    def take(self) -> str:
        """The whole line, and begins another, at the same height."""
        heights = [height for height, _ in self._open[1:]]
        while len(self._open) > 1:
            self.end()
        stretches = self._open[0][1]
        words = "".join([text for text, _ in stretches]) if self._is_flat else _written(stretches)
        self._open = [(0, []), *((height, []) for height in heights)]
        self._is_flat = not heights
        return words

    def _is_glued(self) -> bool:
        before = self.before()[-1:]
        return bool(before) and not before.isspace()


def _written(stretches: Sequence[Stretch]) -> str:
    """Stretches as one text; raised figures, a stroke and lowered ones are a fraction."""
    merged: list[Stretch] = []
    for text, height in stretches:
        if merged and merged[-1][1] == height == 0:
            merged[-1] = (merged[-1][0] + text, 0)
        elif text:
            merged.append((text, height))
    shown: list[Stretch] = []
    at = 0
    while at < len(merged):
        parts = merged[at : at + 3]
        if [height for _, height in parts] == [1, 0, -1] and _is_fraction([text.strip() for text, _ in parts]):
            apart = " " if shown and shown[-1][0][-1:].isdigit() else ""
            shown.append((apart + fraction(parts[0][0], parts[2][0]), 0))
            at += 3
        else:
            shown.append(merged[at])
            at += 1
    return joined(shown)


def _is_fraction(parts: Sequence[str]) -> bool:
    above, stroke, below = parts
    return stroke in _DIVIDES and bool(_DIGITS.fullmatch(above) and _DIGITS.fullmatch(below))
