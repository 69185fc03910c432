"""Questions are read one at a time, and those who ask take turns, so that ten of one do not go before another's first.

The network uses every core, so two questions at once would each take twice as long, and the memory of two.
"""

import heapq
import itertools
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class Turn(Generic[Result]):
    """One question that waits, is read, or has been read: `future` has its result."""

    def __init__(self, turns: "Turns", work: Callable[[], Result], place: tuple[int, int]) -> None:
        """`place`: its round, and its number among all questions; the lowest is read next."""
        self.future: Future[Result] = Future()
        self.place = place
        self._turns = turns
        self._work = work

    def before(self) -> int:
        """How many questions are answered before this one is begun, the one that is being read included."""
        return self._turns.before(self)

    def leave(self) -> None:
        """Gives the turn up; a question that is being read already is read to its end."""
        self.future.cancel()

    def run(self) -> None:
        """Does the work, unless the turn was given up."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            self.future.set_result(self._work())
        except BaseException as error:  # it belongs to whoever asked, and the next one's turn comes all the same
            self.future.set_exception(error)

    def __lt__(self, other: "Turn[Any]") -> bool:
        return self.place < other.place


class Turns:
    """One thread that does work in turns: round by round, one piece of work a client in each. Threads may share it.

    A client's work joins the round after its last, or the one under way (start-time fair queueing, Goyal, Vin and Cheng
    1996, with work of one length). So clients with one question each are served as they come.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[Turn[Any]] = []
        self._read: Turn[Any] | None = None
        self._round = 0
        self._last_round: dict[str, int] = {}  # of each client that has a turn in this round or a later one
        self._numbers = itertools.count()
        self._worker: threading.Thread | None = None
        self._is_closed = False

    def take(self, client: str, work: Callable[[], Result]) -> Turn[Result]:
        """A turn for `client` to have `work` done. Raises RuntimeError when closed."""
        with self._changed:
            if self._is_closed:
                raise RuntimeError("Quoth is closing, so it takes no more questions.")
            round_ = max(self._round, self._last_round.get(client, -1) + 1)
            self._last_round[client] = round_
            turn = Turn(self, work, (round_, next(self._numbers)))
            heapq.heappush(self._waiting, turn)
            if self._worker is None:
                self._worker = threading.Thread(target=self._run, name="quoth-reading", daemon=True)
                self._worker.start()
            self._changed.notify()
        return turn

    def before(self, turn: Turn[Any]) -> int:
        """How many turns come before one that waits, the one that is read included; 0 once it is read itself."""
        with self._changed:
            if turn is self._read or turn.future.done():
                return 0
            waiting = [other for other in self._waiting if other < turn and not other.future.cancelled()]
            return len(waiting) + (self._read is not None)

    def close(self) -> None:
        """Waits for the question that is being read, and gives up those that wait."""
        with self._changed:
            self._is_closed = True
            for turn in self._waiting:
                turn.leave()
            self._changed.notify()
        if self._worker is not None and self._worker is not threading.current_thread():
            self._worker.join()

    def _run(self) -> None:
        while (turn := self._next()) is not None:
            turn.run()

    def _next(self) -> Turn[Any] | None:
        """The next turn, as soon as there is one; None when closed."""
        with self._changed:
            self._read = None
            if not self._waiting:
                self._last_round.clear()  # whoever comes next waits for nobody
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            if self._is_closed:
                return None
            self._read = heapq.heappop(self._waiting)
            if self._read.place[0] > self._round:
                self._round = self._read.place[0]
                self._last_round = {name: at for name, at in self._last_round.items() if at >= self._round}
            return self._read
