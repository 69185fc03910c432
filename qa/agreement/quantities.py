"""Quantity: a figure as a number in a base unit, with its bounds; and whether two can be one value."""

import math
from dataclasses import dataclass

_ROUGHLY = 0.06  # of the value: how far "about" reaches; "about two fifths" is said of 38 %
_CONVERTED = 0.015  # of the value: what a figure loses when it is given in another unit
_BINARY = 1.024  # what each step from byte to kilobyte to megabyte makes of data where thousands are counted as 1,024
_STEPS_OF_DATA = 4  # from byte to terabyte
_BEYOND = 1.6  # "more than 500" is said of 540, hardly of 5,000: how far a bound is taken to be near the value


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, from `low` to `high` in the base unit of `dimension`, infinite where it is a bound.

    `step` is half of what its last digit stands for; `dimension` is empty for a bare number, else a kind of unit;
    `noun` is the words after a bare number, which may name what is counted, in lower case. `start` and `end` are its
    place in the text.
    """

    low: float
    high: float
    dimension: str
    noun: str
    step: float
    rough: bool
    scaled: bool
    start: int
    end: int


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two figures measure the same kind of thing, as far as unit and counted noun tell."""
    return one.dimension == other.dimension or {one.dimension, other.dimension} in ({"", "share"}, {"", "times"})


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two comparable figures can be one value: equal as rounded, in the other's range, or near its bound."""
    if _is_range(one) or _is_range(other):
        low, high = max(one.low, other.low), min(one.high, other.high)
        return not _is_far(one, other) if low <= high else _near(low, high, one, other)
    return _near(one.low, other.low, one, other)


def _is_range(quantity: Quantity) -> bool:
    return quantity.low != quantity.high


def _is_far(one: Quantity, other: Quantity) -> bool:
    """Whether a bound lies so far from the other figure that nobody would have said it of that."""
    bounds = [value for quantity in (one, other) for value in (quantity.low, quantity.high) if math.isfinite(value)]
    least, most = min(map(abs, bounds)), max(map(abs, bounds))
    open_ended = any(math.isinf(value) for quantity in (one, other) for value in (quantity.low, quantity.high))
    both = all(math.isinf(quantity.low) or math.isinf(quantity.high) for quantity in (one, other))
    return open_ended and (most > (1 if both else _BEYOND) * least * (1 + _CONVERTED))


def _near(first: float, second: float, one: Quantity, other: Quantity) -> bool:
    """Whether two values are one, given how exactly each is written."""
    if not (math.isfinite(first) and math.isfinite(second)):
        return False
    apart, size = abs(first - second), max(abs(first), abs(second))
    if one.dimension == "data" and _is_binary(first, second):
        return True
    if one.rough or other.rough:
        return apart <= max(_ROUGHLY * size, one.step if one.rough else 0.0, other.step if other.rough else 0.0)
    if one.scaled != other.scaled or one.step != other.step:  # other units, or another number of digits
        return apart <= min(1.001 * max(one.step, other.step), _CONVERTED * size) or apart <= 1e-3 * size
    return apart <= 1e-6 * size


def _is_binary(first: float, second: float) -> bool:
    """Whether two amounts of data are one where thousands are counted as 1,024: 2 GB and 2,048 MB."""
    ratio = max(first, second) / min(first, second) if first > 0 and second > 0 else 0.0
    return any(abs(ratio - _BINARY**step) < 1e-4 for step in range(1, _STEPS_OF_DATA + 1))
