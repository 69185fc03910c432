"""`ReadingProcess`: files read, and pages drawn, in a child process that is killed when it goes beyond its bounds."""

import contextlib
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.isolation.wire import OUT_OF_MEMORY, Message, receive, send, unpacked
from index.loading import documents, is_plain, read

SILENCE = 60.0  # seconds without a sign of life after which a file is given up
LONGEST = 1800.0  # seconds that one file may be waited for in all
MEMORY = 4 * 2**30  # bytes of address space
_AHEAD = 8  # messages read before they are asked for
_ROOT = Path(__file__).parents[2]
_CHILD = "import sys; sys.path.insert(0, sys.argv[2]); from index.isolation.child import main; main()"

Received = tuple[Message, bytes] | None


class ReadingProcess:
    """One child process, started when it is first needed and again after it was lost. For one thread at a time."""

    def __init__(self, silence: float = SILENCE, longest: float = LONGEST, memory: int = MEMORY) -> None:
        self._silence, self._longest, self._memory = silence, longest, memory
        self._child: subprocess.Popen[bytes] | None = None
        self._received: queue.Queue[Received] = queue.Queue(_AHEAD)
        self._pump = threading.Thread()

    def documents(
        self, path: Path, ocr: bool = True, on_page: Callable[[int, int], None] | None = None
    ) -> Iterator[Document | Failure]:
        """Every document in a file, and what in it could not be read.

        Raises LoadError, for a file beyond its bounds too.

        `on_page(done, total)` hears how far it has come; what it raises ends the reading.
        """
        if is_plain(path):  # only decoded, so it can be read here and now
            yield from documents(path, read(path))
            return
        for message, payload in self._asked(path, {"read": str(path), "ocr": ocr}, on_page):
            yield Failure(**message["failure"]) if "failure" in message else unpacked(message, payload)

    def picture(self, document: Document, page: int, width: int) -> bytes:
        """A page of a document, as PNG of `width` pixels. Raises LoadError, also where its file has changed since."""
        file = document.file or document.path
        request = {"picture": page, "file": file, "path": document.path, "sha256": document.sha256, "width": width}
        return next(payload for _, payload in list(self._asked(Path(document.path), request, None)))

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

    def _asked(
        self, path: Path, request: Message, on_page: Callable[[int, int], None] | None
    ) -> Iterator[tuple[Message, bytes]]:
        """The answers to one request. The child does not outlive a request that was not answered to its end."""
        self._start()
        ended = False
        try:
            send(cast("subprocess.Popen[bytes]", self._child).stdin, request)  # type: ignore[arg-type]
            waited = 0.0  # what the listener does between two documents is not the file's time
            while not ended:
                began = time.monotonic()
                message, payload = self._next(path, self._longest - waited)
                waited += time.monotonic() - began
                if "page" in message:
                    if on_page:
                        on_page(*message["page"])
                elif "error" in message:
                    ended = True
                    raise LoadError(message["error"]["path"], message["error"]["reason"])
                elif "done" in message:
                    ended = True
                else:
                    yield message, payload
        except BrokenPipeError as error:
            raise LoadError(str(path), _CRASHED) from error
        finally:
            if not ended:
                self.close()

    def _next(self, path: Path, left: float) -> tuple[Message, bytes]:
        try:
            received = self._received.get(timeout=max(0.0, min(self._silence, left)))
        except queue.Empty as error:
            most = self._silence if left > self._silence else self._longest
            reason = f"Quoth gave up reading it after {most:,.0f} seconds."
            raise LoadError(str(path), reason) from error
        if received is None:
            status = self._child.wait() if self._child else 0
            memory = f"Reading it takes more than {self._memory / 2**30:.0f} GB of memory. Split it."
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
