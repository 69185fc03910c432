import time

import pytest

from qa.training.schedule import Schedule


def test_progress_by_examples_and_the_rate_there() -> None:
    schedule = Schedule(minutes=0, examples=100, peak=1.0, warmup_steps=10, seen=25)
    assert schedule.fraction() == 0.25
    assert schedule.rate(0) == pytest.approx(0.1 * 0.75)
    assert schedule.rate(500) == pytest.approx(0.75)


def test_progress_by_the_clock_counts_active_time_and_ends_on_time() -> None:
    now = time.monotonic()
    half = Schedule(minutes=2, examples=0, peak=1.0, warmup_steps=1, active=60.0, began=now - 60)
    assert half.fraction() == pytest.approx(0.5, abs=0.01)
    over = Schedule(minutes=1, examples=0, peak=1.0, warmup_steps=1, active=5.0, began=now - 60)
    assert over.fraction() == 1.0
