"""The thread that does tasks outlives them, and is replaced when it is gone."""

import ctypes
import threading
from collections.abc import Callable
from typing import Any

import pytest
from faults import every_error

from ui.worker import Worker


def test_whatever_a_task_raises_the_next_is_done() -> None:
    worker, done = Worker("testing"), list[int]()
    errors = [*every_error(), SystemExit(), KeyboardInterrupt(), GeneratorExit()]

    def fail(number: int, error: BaseException) -> Callable[[], None]:
        def task() -> None:
            done.append(number)
            raise error

        return task

    for number, error in enumerate(errors):
        worker.put(fail(number, error))
    worker.wait()
    assert done == list(range(len(errors))) and not worker.busy()
    worker.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_is_gone_is_replaced() -> None:
    """It is ended from outside, as nothing that a task raises can end it."""
    worker, done = Worker("testing"), list[str]()
    started, release = threading.Event(), threading.Event()

    def hold() -> None:
        started.set()
        release.wait()

    worker.put(hold)
    started.wait()
    thread = worker._thread
    assert thread
    worker._next = lambda: (_ for _ in ()).throw(MemoryError())  # type: ignore[method-assign]
    release.set()
    thread.join()
    del worker._next
    worker.put(lambda: done.append("next"))
    worker.wait()
    assert done == ["next"] and not worker.busy()
    worker.close()


def test_a_thread_that_the_system_does_not_give_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    worker, done, start = Worker("testing"), list[str](), threading.Thread.start
    refusals = [RuntimeError("can't start new thread")] * 2

    def scarce(thread: threading.Thread) -> None:
        if thread.name == "testing" and refusals:
            raise refusals.pop()
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", scarce)
    worker.put(lambda: done.append("late"))
    assert worker.busy() and not done
    worker.wait()
    assert done == ["late"]
    worker.close()


def test_an_error_put_into_the_thread_from_outside_ends_one_task_at_most() -> None:
    worker, done = Worker("testing"), list[str]()
    started, release = threading.Event(), threading.Event()

    def hold() -> None:
        started.set()
        while not release.wait(0.01):
            pass

    worker.put(hold)
    started.wait()
    assert worker._thread
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(worker._thread.ident or 0), ctypes.py_object(SystemExit))
    worker.put(lambda: done.append("next"))
    worker.wait()
    assert done == ["next"]
    release.set()
    worker.close()


def test_closing_drops_what_has_not_begun() -> None:
    worker, done = Worker("testing"), list[str]()
    started, release = threading.Event(), threading.Event()

    def hold() -> None:
        started.set()
        release.wait()
        done.append("first")

    worker.put(hold)
    worker.put(lambda: done.append("second"))
    started.wait()
    closing: Any = threading.Thread(target=worker.close)
    closing.start()
    while worker._tasks:
        pass
    release.set()
    closing.join()
    worker.put(lambda: done.append("third"))
    worker.wait()
    assert done == ["first"]
