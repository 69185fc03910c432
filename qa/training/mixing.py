"""The order of training: when to draw from which source, and which windows share a batch."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Generic, TypeVar

import torch

from qa.evaluation.questions import Example
from qa.reading.span.windows import Window, Windower
from qa.training.data import Unit
from qa.training.sampling import training_window

Drawn = TypeVar("Drawn")

NOISY = {"native_strict": 0.9, "native_wide": 0.7}
"""Loss weight of sources whose "not here" is a guess; all others weigh 1."""

STRIPPED_MARKS = 0.2
"""The share of questions that lose their question mark, since people often leave it out."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the run: until `until` (fraction of the run), windows of `width` tokens, sources by weight."""

    until: float
    width: int
    weights: dict[str, float]


ANSWERED = {
    "squad1": 22.0, "backtranslated": 27.0, "nq": 5.0, "nq_swap": 3.0, "hotpot": 3.0, "quoref": 2.0, "covidqa": 2.0,
    "fairytaleqa": 4.0, "policyqa": 3.0, "timeqa": 2.0, "tatqa": 1.0, "friendsqa": 1.0, "qamr": 5.0, "narrativeqa": 0.3,
}  # fmt: skip
"""Draws in a hundred, more or less, of each source of answered questions."""

STAGES = (
    Stage(
        0.6,
        128,
        ANSWERED | {"native_strict": 7.0, "native_wide": 5.0, "known_unanswerable": 0.5, "paired": 4.0, "mined": 3.0},
    ),
    Stage(
        1.0,
        288,
        ANSWERED
        | {
            "qamr": 2.0,
            "native_strict": 14.0,
            "native_wide": 10.0,
            "known_unanswerable": 1.0,
            "paired": 7.0,
            "mined": 7.0,
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded on the right; int64 (n, length) unless said. `groups` numbers the question of each row, (n,)."""

    ids: torch.Tensor
    attended: torch.Tensor
    segments: torch.Tensor
    candidates: torch.Tensor
    """bool (n, length): [CLS] and passage tokens, the positions that a span may start or end at."""
    starts: torch.Tensor
    ends: torch.Tensor
    groups: torch.Tensor
    weights: torch.Tensor
    """float32 (n,): how much each row counts in the loss."""

    def to(self, device: str) -> "Batch":
        """The same batch on another device."""
        return Batch(*(getattr(self, field.name).to(device) for field in fields(self)))


def collate(rows: list[tuple[Window, int, float]]) -> Batch:
    """One Batch of (window, group, weight) rows."""
    length = max(len(window.ids) for window, _, _ in rows)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    attended, segments = torch.zeros_like(ids), torch.zeros_like(ids)
    candidates = torch.zeros(len(rows), length, dtype=torch.bool)
    for i, (window, _, _) in enumerate(rows):
        size = len(window.ids)
        ids[i, :size] = torch.tensor(window.ids)
        attended[i, :size] = 1
        segments[i, window.context_start : size] = 1
        candidates[i, window.context_start : size - 1] = True
    candidates[:, 0] = True
    starts = torch.tensor([window.start for window, _, _ in rows])
    ends = torch.tensor([window.end for window, _, _ in rows])
    groups = torch.tensor([group for _, group, _ in rows])
    return Batch(ids, attended, segments, candidates, starts, ends, groups, torch.tensor([w for _, _, w in rows]))


class Mixture(Generic[Drawn]):
    """An endless draw of units: the source by weight, each source in shuffled rounds without repetition.

    The state (`state()`, `restore()`) is small and JSON-like, so that a stopped run resumes where it was.
    """

    def __init__(self, units: dict[str, list[Drawn]], seed: int) -> None:
        """`units` by source, see `load_units`."""
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


def unmarked(example: Example) -> Example:
    """The same example, its question without the question mark."""
    return replace(example, question=example.question.rstrip(" ?") or example.question)


def batches(mixture: Mixture[Unit], windower: Windower, stage: Stage, tokens: int, pool: int = 1024) -> Iterator[Batch]:
    """Batches of about `tokens` tokens: `pool` units at a time, sorted by length and shuffled; then it ends.

    Windows of one unit share a group number, all others have their own.
    """
    drawn: list[list[tuple[Window, int, float]]] = []
    rng = random.Random(0)
    for group in range(pool):
        unit, rng = mixture.draw(stage.weights)
        rows = []
        strip = rng.random() < STRIPPED_MARKS
        for example in unit:
            window = training_window(windower, unmarked(example) if strip else example, stage.width, rng)
            if window is not None:
                rows.append((window, group, NOISY.get(example.source, 1.0)))
        drawn.append(rows)
    lengths = [max((len(window.ids) for window, _, _ in rows), default=0) for rows in drawn]
    packed: list[list[tuple[Window, int, float]]] = [[]]
    for i in sorted(range(pool), key=lengths.__getitem__):
        if packed[-1] and (len(packed[-1]) + len(drawn[i])) * lengths[i] > tokens:
            packed.append([])
        packed[-1].extend(drawn[i])
    rng.shuffle(packed)
    for rows in packed:
        if rows:
            yield collate(rows)
