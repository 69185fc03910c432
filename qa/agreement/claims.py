"""Quote → what it claims: which end of which axis ("banned", "rose"), how surely, and whether it is negated."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from index.search.lexical import terms, words
from qa.agreement.datatypes import KEPT
from qa.language.contrasts import AXES, NEGATORS, PHRASES
from qa.language.hedges import PLANNED, POSSIBLE

_REACH = 4  # words that a negator turns: "has not yet been peer-reviewed" needs four
_CLAUSE = re.compile(r"[,;:.!?—]\s|\s[–-]\s|\b(?:but|although|though|while|whereas|until)\b", re.I)

_MAY = re.compile(r"(?<=[\w,] )May\b|\bMay(?= \d)|^May$")  # the month

_CONCEDED = re.compile(r"\b(?:while|although|though|even though|despite|whereas|even if)\b[^,;.]*,", re.I)
"""What is conceded before the claim: "while A has closed the gap, the gap may be widening"."""
_BOUND = re.compile(
    r"\b(?:(?:no |not )?(?:more|less|fewer|higher|lower|greater|better) than|at (?:least|most)|up to)(?= )"
)
"""Bounds a figure, and claims no rise or fall."""
_PHRASES = [(re.compile(rf"\b(?:{pattern})\b"), end) for pattern, end in PHRASES.items()]
_ENDS: dict[str, list[tuple[str, int]]] = {}
for _axis, _sides in AXES.items():
    for _side, _sign in zip(_sides, (1, -1), strict=True):
        for _stem in _side:
            _ENDS.setdefault(_stem, []).append((_axis, _sign))


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


@lru_cache(maxsize=KEPT)
def claims(text: str) -> Claims:
    """What a stretch of text claims."""
    ends: set[tuple[str, int]] = set()
    negated = 0
    for clause in _CLAUSE.split(_CONCEDED.sub(" ", text)):
        clause_ends, count = _ends(clause)
        ends |= clause_ends
        negated += count
    return Claims(frozenset(ends), negated, modality(text))


def modality(text: str) -> Modality:
    """How surely a text claims what it does: may, is planned, is."""
    said = set(words(_MAY.sub(" ", text)))
    if said & POSSIBLE and not said & (NEGATORS | {"only", "must", "shall"}):
        return Modality.POSSIBLE
    return Modality.PLANNED if said & PLANNED else Modality.CERTAIN


def _ends(clause: str) -> tuple[set[tuple[str, int]], int]:
    """The ends that one clause claims, and how many negators it has."""
    ends: set[tuple[str, int]] = set()
    rest = _BOUND.sub(" ", clause.casefold())
    for pattern, end in _PHRASES:
        if pattern.search(rest):
            ends.add(end)
            rest = pattern.sub(" ", rest)
    said = words(rest)
    for place, stem in enumerate(terms(rest)):
        if stem in _ENDS:
            turned = sum(word in NEGATORS for word in said[max(0, place - _REACH) : place]) % 2
            ends |= {(axis, -sign if turned else sign) for axis, sign in _ENDS[stem]}
    return ends, sum(word in NEGATORS for word in words(clause))
