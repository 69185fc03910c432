import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError

import pytest
from small_library import Gate

from ui.turns import Turns


@pytest.fixture
def gate() -> Gate:
    gate = Gate()
    gate.shut()
    return gate


@pytest.fixture
def turns(gate: Gate) -> Iterator[Turns]:
    """The first question is being read, and waits at the gate."""
    turns, begun = Turns(), threading.Event()

    def first() -> None:
        begun.set()
        gate.wait()

    turns.take("somebody", first)
    begun.wait()
    yield turns
    gate.open()
    turns.close()


def noting(done: list[str], name: str) -> Callable[[], None]:
    return lambda: done.append(name)


def test_ten_questions_of_one_do_not_go_before_anothers_first(turns: Turns, gate: Gate) -> None:
    done: list[str] = []
    waiting = [turns.take("greedy", noting(done, f"greedy {number}")) for number in range(10)]
    waiting += [turns.take(name, noting(done, name)) for name in ("ann", "ben")]
    waiting.append(turns.take("ann", noting(done, "ann again")))
    assert [turn.before() for turn in waiting] == [1, 4, *range(6, 14), 2, 3, 5]
    gate.open()
    for turn in waiting:
        turn.future.result()
    assert done == ["greedy 0", "ann", "ben", "greedy 1", "ann again", *(f"greedy {number}" for number in range(2, 10))]
    assert [turn.before() for turn in waiting] == [0] * 13


def test_those_with_one_question_are_served_as_they_come(turns: Turns, gate: Gate) -> None:
    done: list[str] = []
    waiting = [turns.take(str(number), noting(done, str(number))) for number in range(20)]
    assert [turn.before() for turn in waiting] == list(range(1, 21))
    gate.open()
    for turn in waiting:
        turn.future.result()
    assert done == [str(number) for number in range(20)]


def test_who_has_just_been_served_does_not_go_before_those_who_wait(turns: Turns, gate: Gate) -> None:
    """A client that asks again at once, for ever, leaves the others their turns."""
    done: list[str] = []

    def ask_again() -> None:
        done.append("busy")
        if len(done) < 12:
            turns.take("busy", ask_again)

    turns.take("busy", ask_again)
    waiting = [turns.take(name, noting(done, name)) for name in ("ann", "ben")]
    gate.open()
    for turn in waiting:
        turn.future.result()
    assert done[:3] == ["busy", "ann", "ben"]


def test_a_turn_that_is_given_up_is_not_taken_and_not_counted(turns: Turns, gate: Gate) -> None:
    done: list[str] = []
    first, second = (turns.take(name, noting(done, name)) for name in ("ann", "ben"))
    first.leave()
    assert second.before() == 1
    gate.open()
    second.future.result()
    assert done == ["ben"]
    with pytest.raises(CancelledError):
        first.future.result()


def test_what_goes_wrong_is_told_to_who_asked_and_the_next_is_served(turns: Turns, gate: Gate) -> None:
    def fail() -> None:
        raise SystemExit("no more")

    failing, next_one = turns.take("ann", fail), turns.take("ben", lambda: "served")
    gate.open()
    with pytest.raises(SystemExit, match="no more"):
        failing.future.result()
    assert next_one.future.result() == "served"


def test_closing_finishes_the_one_that_is_read_and_gives_up_the_others(gate: Gate) -> None:
    turns, begun, closing = Turns(), threading.Event(), threading.Event()

    def read() -> str:
        begun.set()
        closing.wait()
        return "read"

    reading, waiting = turns.take("ann", read), turns.take("ben", lambda: "never")
    begun.wait()
    ending = threading.Thread(target=turns.close)
    ending.start()
    with pytest.raises(CancelledError):
        waiting.future.result()
    closing.set()
    ending.join()
    assert reading.future.result() == "read"
    with pytest.raises(RuntimeError, match="closing"):
        turns.take("ann", lambda: None)
