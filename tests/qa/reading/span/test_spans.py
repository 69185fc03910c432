from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from qa.reading.span.spans import ScoredSpan, apart, best_spans
from qa.reading.span.windows import Window

WINDOW = Window([0, 9, 1, 5, 6, 7, 1], 3, [(0, 1), (2, 3), (4, 5)])


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
    assert best_spans(Window([0, 9, 1, 1], 3, []), np.zeros(4, np.float32), np.zeros(4, np.float32), 48, 3) == []


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
