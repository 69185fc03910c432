"""Quote → what it claims: which end of which axis ("banned", "rose"), how surely, and whether it is negated."""

import re
from dataclasses import dataclass
from enum import IntEnum

from index.search.lexical import terms, words
from qa.language.contrasts import AXES, CERTAIN, NEGATORS, PHRASES, PLANNED, POSSIBLE

_REACH = 4  # words that a negator turns: "has not yet been peer-reviewed" needs four
_CLAUSE = re.compile(r"[,;:.!?—]\s|\s[–-]\s|\b(?:but|although|though|while|whereas|until)\b", re.I)

_MAY = re.compile(r"(?<=[\w,] )May\b|\bMay(?= \d)|^May$")  # the month


class Modality(IntEnum):
    """How surely something is claimed."""

    POSSIBLE = 0
    PLANNED = 1
    CERTAIN = 2


@dataclass(frozen=True, slots=True)
class Claims:
    """`ends` holds an axis and the end that is claimed: 1 affirms, −1 denies, 0 stands between. `negated` counts."""

    ends: frozenset[tuple[str, int]]
    negated: int
    modality: Modality

    def by_axis(self) -> dict[str, set[int]]:
        """The ends that are claimed of each axis."""
        ends: dict[str, set[int]] = {}
        for axis, end in self.ends:
            ends.setdefault(axis, set()).add(end)
        return ends

    @property
    def leaning(self) -> int:
        """1 if more is affirmed than denied, −1 if less, 0 if neither."""
        total = sum(end for _, end in self.ends)
        return (total > 0) - (total < 0)


def claims(text: str) -> Claims:
    """What a stretch of text claims."""
    ends: set[tuple[str, int]] = set()
    negated = 0
    for clause in _CLAUSE.split(text):
        clause_ends, count = _ends(clause)
        ends |= clause_ends
        negated += count
    return Claims(frozenset(ends), negated, modality(text))


def modality(text: str) -> Modality:
    """How surely a text claims what it does: may, is planned, is."""
    said = set(words(_MAY.sub(" ", text)))
    if said & POSSIBLE and not said & {"not", "only", "must", "shall"}:
        return Modality.POSSIBLE
    return Modality.PLANNED if said & PLANNED else Modality.CERTAIN


def _ends(clause: str) -> tuple[set[tuple[str, int]], int]:
    ends: set[tuple[str, int]] = set()
    rest = clause.casefold()
    for pattern, end in PHRASES.items():
        if re.search(rf"\b(?:{pattern})\b", rest):
            ends.add(end)
            rest = re.sub(rf"\b(?:{pattern})\b", " ", rest)
    said, stems = words(rest), terms(rest)
    for place, stem in enumerate(stems):
        turned = sum(word in NEGATORS for word in said[max(0, place - _REACH) : place]) % 2
        for axis, sides in AXES.items():
            for side, sign in zip(sides, (1, -1), strict=True):
                if stem in side and not (said[place] in NEGATORS and stem not in side):
                    ends.add((axis, -sign if turned else sign))
    return ends, sum(word in NEGATORS for word in words(clause))
