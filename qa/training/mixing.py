"""The order of training: when to draw from which source, and how much of it."""

import random
from dataclasses import dataclass
from typing import Generic, TypeVar

Drawn = TypeVar("Drawn")

STRIPPED_MARKS = 0.2
"""The share of questions that lose their question mark, since people often leave it out."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the run: until `until` (fraction of the run), windows of `width` tokens, sources by weight."""

    until: float
    width: int
    weights: dict[str, float]


class Mixture(Generic[Drawn]):
    """An endless draw of units: the source by weight, each source in shuffled rounds without repetition.

    The state (`state()`, `restore()`) is small and JSON-like, so that a stopped run resumes where it was.
    """

    def __init__(self, units: dict[str, list[Drawn]], seed: int) -> None:
        """`units` by source, see `units_of`."""
        self.units = units
        self.seed = seed
        self.drawn = dict.fromkeys(units, 0)
        self.orders: dict[str, tuple[int, list[int]]] = {}

    def state(self) -> dict[str, int]:
        """How many units of each source have been drawn."""
        return dict(self.drawn)

    def restore(self, state: dict[str, int]) -> None:
        """Continue after the draws that `state` counts; sources it does not know start at 0."""
        self.drawn |= {source: count for source, count in state.items() if source in self.drawn}

    def draw(self, weights: dict[str, float]) -> tuple[Drawn, random.Random]:
        """The next unit, and the random stream that belongs to this draw."""
        rng = random.Random(f"{self.seed}/{sum(self.drawn.values())}")
        sources = [source for source in weights if self.units.get(source)]
        source = rng.choices(sources, [weights[s] for s in sources])[0]
        turn, place = divmod(self.drawn[source], len(self.units[source]))
        if self.orders.get(source, (-1, []))[0] != turn:
            order = list(range(len(self.units[source])))
            random.Random(f"{self.seed}/{source}/{turn}").shuffle(order)
            self.orders[source] = (turn, order)
        self.drawn[source] += 1
        return self.units[source][self.orders[source][1][place]], rng
