"""A thread that does one task after another, whatever becomes of any of them."""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

Task = Callable[[], None]

_LOOK = 1.0  # seconds after which a waiting thread looks whether the worker is still alive


class Worker:
    """Does tasks in a background thread, in order.

    What a task raises is lost, so a task should tell of it itself; the next one is done all the same. Should the thread
    be gone, or the system have had none to give, the next look at the worker starts another.
    """

    def __init__(self, name: str) -> None:
        """`name` is the thread's."""
        self._name = name
        self._tasks: deque[Task] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_working = self._is_closed = False

    def put(self, task: Task) -> None:
        """Has a task done after those before it; nothing more is done once the worker is closed."""
        with self._changed:
            if self._is_closed:
                return
            self._tasks.append(task)
            self._changed.notify_all()
            self._live()

    def busy(self) -> bool:
        """Whether any task is unfinished."""
        with self._changed:
            self._live()
            return self._is_working or bool(self._tasks)

    def wait(self) -> None:
        """Returns when every task is finished."""
        while self.busy():
            with self._changed:
                self._changed.wait(_LOOK)

    def close(self) -> None:
        """Returns when the task under way is finished; those after it are dropped."""
        with self._changed:
            self._is_closed = True
            self._tasks.clear()
            self._changed.notify_all()
            thread = self._thread
        if thread and thread is not threading.current_thread():
            thread.join()

    def _live(self) -> None:
        """Sees to it that the thread runs, if there is anything to do."""
        if self._thread and self._thread.is_alive():
            return
        self._is_working = False
        if self._tasks and not self._is_closed:
            thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            with suppress(RuntimeError):  # the system has no more threads to give just now
                thread.start()
                self._thread = thread

    def _run(self) -> None:
        while task := self._next():
            with suppress(BaseException):  # nobody is above this thread
                task()
            with self._changed:
                self._is_working = False
                self._changed.notify_all()

    def _next(self) -> Task | None:
        with self._changed:
            while not self._tasks and not self._is_closed:
                self._changed.wait()
            if self._is_closed:
                return None
            self._is_working = True
            return self._tasks.popleft()
