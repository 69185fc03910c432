import numpy as np

from qa.evaluation.spans import best_span
from qa.training.windows import Window

WINDOW = Window([0, 9, 1, 5, 6, 7, 1], 3, [(0, 1), (2, 3), (4, 5)], 0, 0)


def test_the_best_span_is_ordered_short_enough_and_in_the_passage():
    start = np.array([1.0, 99, 99, 0, 2, 5, 99], dtype=np.float32)
    end = np.array([0.5, 99, 99, 4, 3, 1, 99], dtype=np.float32)
    assert best_span(WINDOW, start, end, 3) == (2, 2, 6.0 - 1.5)
    end[5] = -9
    assert best_span(WINDOW, start, end, 3) == (1, 1, 5.0 - 1.5)


def test_longest_bounds_the_span():
    start = np.array([0.0, 0, 0, 9, 0, 0, 0], dtype=np.float32)
    end = np.array([0.0, 0, 0, 0, 0, 9, 0], dtype=np.float32)
    assert best_span(WINDOW, start, end, 3)[:2] == (0, 2)
    assert best_span(WINDOW, start, end, 2)[:2] in {(0, 0), (0, 1), (2, 2), (1, 2)}
