"""`ReadingProcess`: files read, cut and drawn in a child process that is killed when it goes beyond its bounds."""

import contextlib
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

from index.documents.datatypes import Document, Failure
from index.documents.units import TokenCounter
from index.errors import LoadError
from index.isolation.cutting import cut
from index.isolation.wire import OUT_OF_MEMORY, Arriving, Chunked, Message, receive, send
from index.loading import Bounds, documents, is_plain, read

SILENCE = 60.0  # seconds without a sign of life after which a file is given up
LONGEST = 1800.0  # seconds that one file may be waited for in all
MEMORY = 500 * 2**20  # bytes of address space, besides those of the file
_AHEAD = 8  # messages read before they are asked for
_TOLD_EVERY = 0.25  # seconds after which the listener hears the last news again, so that it can end the reading
_SMALL = 256 * 2**10  # bytes of plain text that are read here: cutting them takes less than starting a process
_ROOT = Path(__file__).parents[2]
_CHILD = "import sys; sys.path.insert(0, sys.argv[2]); from index.isolation.child import main; main()"

OnPart = Callable[[int, int], None]
Offered = Callable[[str, str], tuple[int, int] | None]
"""A document's path and sha256 → the most tokens and overlap of its passages; None where none are wanted."""

Heard = Callable[[Message], Message | None]
Received = tuple[Message, bytes] | None


class ReadingProcess:
    """One child process, started when it is first needed and again after it was lost. For one thread at a time."""

    def __init__(self, silence: float = SILENCE, longest: float = LONGEST, memory: int = MEMORY) -> None:
        self._silence, self._longest, self._memory = silence, longest, memory
        self._child: subprocess.Popen[bytes] | None = None
        self._received: queue.Queue[Received] = queue.Queue(_AHEAD)
        self._pump = threading.Thread()

    def documents(self, path: Path, ocr: bool = True, on_page: OnPart | None = None) -> Iterator[Document | Failure]:
        """Every document in a file, and what in it could not be read.

        Raises LoadError, for a file beyond its bounds too.

        `on_page(done, total)` hears how far it has come; what it raises ends the reading.
        """
        if _is_small(path):
            yield from documents(path, read(path))
            return
        heard = partial(_told, on_page, None)
        for each in self._read(path, {"ocr": ocr, "cut": False}, heard):
            yield each.document if isinstance(each, Chunked) else each

    def chunked(
        self,
        path: Path,
        offered: Offered,
        count: TokenCounter,
        on_page: OnPart | None = None,
        on_packed: OnPart | None = None,
    ) -> Iterator[Chunked | Failure]:
        """Every document in a file with its passages, and what in it could not be read or is too much.

        Raises LoadError.

        `offered` says which documents are to be cut and how long passages may be, `count` counts their tokens.
        `on_packed(done, total)` hears how much of a text is in passages, `on_page` as for `documents`; both may raise.
        """
        if _is_small(path):
            for each in documents(path, read(path)):
                yield each if isinstance(each, Failure) else _chunked(each, offered, count)
            return

        told = partial(_told, on_page, on_packed)

        def heard(message: Message) -> Message | None:
            if "texts" in message:
                return {"counts": count(message["texts"])}
            if "offered" in message:
                return {"size": offered(*message["offered"])}
            return told(message)

        yield from self._read(path, {"ocr": True, "cut": True}, heard)

    def _read(self, path: Path, request: Message, heard: Heard) -> Iterator[Chunked | Failure]:
        arriving: Arriving | None = None
        for message, payload in self._asked(path, {"read": str(path), **request}, heard):
            if "failure" in message:
                yield Failure(**message["failure"])
            elif "document" in message:
                arriving = Arriving(message)
            elif arriving and (whole := arriving.take(message, payload)):
                arriving = None
                yield whole

    def picture(self, document: Document, page: int, width: int) -> bytes:
        """A page of a document, as PNG of `width` pixels. Raises LoadError, also where its file has changed since."""
        file = document.file or document.path
        request = {"picture": page, "file": file, "path": document.path, "sha256": document.sha256, "width": width}
        return next(payload for _, payload in list(self._asked(Path(document.path), request, lambda _: None)))

    def close(self) -> None:
        """Ends the child."""
        child, self._child = self._child, None
        if child:
            child.kill()
            child.wait()
            while self._pump.is_alive():
                with contextlib.suppress(queue.Empty):
                    self._received.get(timeout=0.05)
            for pipe in (child.stdin, child.stdout):
                if pipe:
                    pipe.close()

    def _asked(self, path: Path, request: Message, heard: Heard) -> Iterator[tuple[Message, bytes]]:
        """The answers to one request. The child does not outlive a request that was not answered to its end.

        `heard` takes what else the child says, and gives the reply to it, if there is to be one.
        """
        self._start()
        ended = False
        try:
            self._send(request)
            waited = 0.0  # what the listener does between two documents is not the file's time
            news: list[Message] = [{"page": [0, 1]}]
            while not ended:
                began = time.monotonic()
                message, payload = self._next(path, self._longest - waited, lambda: heard(news[-1]))
                waited += time.monotonic() - began
                if "error" in message:
                    ended = True
                    raise LoadError(message["error"]["path"], message["error"]["reason"])
                if "done" in message:
                    ended = not message["worn"]  # else another child begins with all of the memory
                    return
                if _ANSWERS & message.keys():
                    yield message, payload
                elif (reply := heard(message)) is not None:
                    self._send(reply)
                else:
                    news[:] = [message]
        except BrokenPipeError as error:
            raise LoadError(str(path), _CRASHED) from error
        finally:
            if not ended:
                self.close()

    def _send(self, message: Message) -> None:
        send(cast("subprocess.Popen[bytes]", self._child).stdin, message)  # type: ignore[arg-type]

    def _next(self, path: Path, left: float, on_wait: Callable[[], object]) -> tuple[Message, bytes]:
        """What the child says next; `on_wait` is called now and then until it does. Raises LoadError."""
        most = min(self._silence, left)
        until = time.monotonic() + most
        while True:
            try:
                received = self._received.get(timeout=max(0.0, min(_TOLD_EVERY, until - time.monotonic())))
                break
            except queue.Empty as error:
                on_wait()
                if time.monotonic() >= until:
                    given = self._silence if left > self._silence else self._longest
                    reason = f"Quoth gave up reading it after {given:,.0f} seconds."
                    raise LoadError(str(path), reason) from error
        if received is None:
            status = self._child.wait() if self._child else 0
            memory = f"Reading it takes more than {self._memory / 2**20:,.0f} MB of memory. Split it."
            raise LoadError(str(path), memory if status == OUT_OF_MEMORY else _CRASHED)
        return received

    def _start(self) -> None:
        if self._child and self._child.poll() is None:
            return
        self.close()
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD, str(self._memory), str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._received = queue.Queue(_AHEAD)
        self._pump = threading.Thread(
            target=_pump, args=(self._child.stdout, self._received), name="quoth-reading", daemon=True
        )
        self._pump.start()


_CRASHED = "The program that reads it crashed: the file is damaged, or made to do harm."
_ANSWERS = {"document", "part", "failure", "picture"}


def _told(on_page: OnPart | None, on_packed: OnPart | None, message: Message) -> Message | None:
    """Passes on how far the child has come, which needs no reply."""
    for name, listener in (("page", on_page), ("packed", on_packed)):
        if listener and name in message:
            listener(*message[name])
    return None


def _is_small(path: Path) -> bool:
    """Whether a file is only decoded, and so small that reading it here and now keeps nobody waiting."""
    try:
        return is_plain(path) and path.stat().st_size <= _SMALL
    except OSError:
        return False


def _chunked(document: Document, offered: Offered, count: TokenCounter) -> Chunked | Failure:
    size = offered(document.path, document.sha256)
    try:
        return Chunked(document, cut(document, count, size[0], size[1], Bounds()) if size else None)
    except LoadError as error:
        return Failure(error.path, error.reason)


def _pump(stream: object, received: "queue.Queue[Received]") -> None:
    """Puts messages into the queue as they come; None at the end."""
    while True:
        try:
            message = receive(stream)  # type: ignore[arg-type]
        except (OSError, ValueError):
            message = None
        received.put(message)
        if message is None:
            return
