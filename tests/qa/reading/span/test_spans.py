from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from index.errors import ModelError
from qa.reading.span.limits import Limits, read_limits
from qa.reading.span.spans import ScoredSpan, SpanFinder, apart, best_spans
from qa.reading.span.windows import Window

WINDOW = Window([0, 9, 1, 5, 6, 7, 1], 3, [(0, 1), (2, 3), (4, 5)], 0, 0)


def test_the_best_span_is_ordered_short_enough_and_in_the_passage() -> None:
    start = np.array([1.0, 99, 99, 0, 2, 5, 99], dtype=np.float32)
    end = np.array([0.5, 99, 99, 4, 3, 1, 99], dtype=np.float32)
    best = best_spans(WINDOW, start, end, 48, 3)[0]
    assert (best.start, best.end, best.margin) == (4, 5, 6.0 - 1.5)
    end[5] = -9
    best = best_spans(WINDOW, start, end, 48, 3)[0]
    assert (best.start, best.end, best.margin) == (2, 3, 5.0 - 1.5)


def test_longest_bounds_the_span() -> None:
    start = np.array([0.0, 0, 0, 9, 0, 0, 0], dtype=np.float32)
    end = np.array([0.0, 0, 0, 0, 0, 9, 0], dtype=np.float32)
    assert (best_spans(WINDOW, start, end, 3, 1)[0].start, best_spans(WINDOW, start, end, 3, 1)[0].end) == (0, 5)
    assert all(span.end - span.start <= 3 for span in best_spans(WINDOW, start, end, 2, 3))


def test_an_empty_passage_has_no_span() -> None:
    assert best_spans(Window([0, 9, 1, 1], 3, [], 0, 0), np.zeros(4, np.float32), np.zeros(4, np.float32), 48, 3) == []


LOGITS = arrays.arrays(np.float32, 7, elements=st.floats(-50, 50, width=32))


@given(LOGITS, LOGITS)
def test_spans_do_not_overlap_descend_and_the_first_is_the_best_there_is(start: np.ndarray, end: np.ndarray) -> None:
    spans = best_spans(WINDOW, start, end, 2, 3)
    assert 1 <= len(spans) <= 3
    assert all(a.margin >= b.margin for a, b in pairwise(spans))
    for at, one in enumerate(spans):
        assert all(one.end <= other.start or other.end <= one.start for other in spans[at + 1 :])
    every = [float(start[3 + a]) + float(end[3 + b]) for a in range(3) for b in range(a, min(a + 2, 3))]
    assert spans[0].margin == pytest.approx(max(every) - float(start[0]) - float(end[0]), abs=1e-4)


def test_of_spans_that_overlap_the_better_is_kept_and_of_the_rest_the_best_three() -> None:
    one, overlapping, inside, beside = (
        ScoredSpan(5, 10, 9.0),
        ScoredSpan(0, 6, 8.0),
        ScoredSpan(6, 7, 7.0),
        ScoredSpan(10, 12, 6.0),
    )
    before, after, late = ScoredSpan(0, 5, 5.0), ScoredSpan(12, 14, 4.0), ScoredSpan(20, 22, 3.0)
    every = [late, after, before, beside, inside, overlapping, one]
    assert apart(every, 3) == [one, beside, before]
    assert apart([after, late, overlapping], 3) == [overlapping, after, late]
    assert apart([ScoredSpan(4, 6, 1.0), ScoredSpan(0, 5, 1.0)], 3) == [ScoredSpan(0, 5, 1.0)] and apart([], 3) == []


class Pointing:
    """A network that points at token 77 wherever it stands, and finds windows with it relevant."""

    def run(self, ids: Sequence[int], segments: Sequence[int]) -> list[NDArray[np.float32]]:
        found = [token == 77 and bool(segment) for token, segment in zip(ids, segments, strict=True)]
        here = np.array(found, np.float32) * 5
        return [here, here, np.array(3.0 if here.any() else -3.0, np.float32)]


class Splitting:
    """A windower of four passage tokens a window, two characters a token; keeps the sizes that it was asked for."""

    asked: tuple[int, int] = (0, 0)

    def for_reading(self, question: str, text: str, width: int, stride: int) -> Iterator[Window]:
        self.asked = (width, stride)
        for first in range(0, max(1, len(text) // 2 - 2), 2):
            offsets = [(2 * at, 2 * at + 1) for at in range(first, min(first + 4, len(text) // 2))]
            yield Window([0, 1, *(ord(text[a]) for a, _ in offsets), 1], 2, offsets, 0, 0)


def finder(windower: Splitting, limits: Limits) -> SpanFinder:
    return SpanFinder(Pointing(), windower, limits)  # type: ignore[arg-type]


def test_a_long_passage_is_read_in_all_its_windows_and_a_stretch_seen_twice_counts_once() -> None:
    reading = finder(Splitting(), Limits(64, 8, 4, 48, 3)).read("?", "a b c d M e f g ")
    assert [(span.start, span.end) for span in reading.spans][:1] == [(8, 9)]
    assert reading.spans[0].margin == 10.0 and reading.relevance == 3.0
    assert len({span.start for span in reading.spans}) == len(reading.spans)


def test_how_much_is_read_at_once_and_kept_is_given() -> None:
    windower = Splitting()
    reading = finder(windower, Limits(64, 8, 4, 1, 1)).read("?", "a M b M c d ")
    assert windower.asked == (8, 4)
    assert len(reading.spans) == 1 and reading.spans[0].end - reading.spans[0].start == 1


def test_missing_or_damaged_settings_are_named(tmp_path: Path) -> None:
    for text in (None, "{", '{"reading": {"window_tokens": 288}, "time": {"seconds": 1, "least_passages": 3}}'):
        if text is not None:
            (tmp_path / "model.json").write_text(text)
        with pytest.raises(ModelError, match=r"model\.json"):
            read_limits(tmp_path)
