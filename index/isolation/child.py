"""The process in which files are read. It takes requests on standard input and answers on standard output.

A request is {"read": path, "ocr": bool, "cut": bool} or {"picture": page, "file": path, "path": path, "width":
pixels}. The answer to one is any number of {"page": [done, total]}, {"packed": [done, total]}, {"failure": …} and
documents as `wire.packed` makes them, then {"done": true} or {"error": …}. Where a document is to be cut, the child
asks back: {"offered": [path, sha256]} → {"size": [limit, overlap], or null}, and {"texts": […]} → {"counts": […]}.
"""

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.isolation.cutting import cut
from index.isolation.wire import OUT_OF_MEMORY, Message, as_fields, packed, receive, send
from index.loading import Bounds, bytes_at, documents, read

_WORN = 2  # of the memory that may be used, the share after which little of it may be given back


class _Line:
    """The way to the process that asks, and back."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests, self._answers = requests, answers

    def tell(self, message: Message, payload: bytes = b"") -> None:
        send(self._answers, message, payload)

    def ask(self, message: Message) -> Message:
        """Raises BrokenPipeError where nobody is there any more."""
        self.tell(message)
        if (received := receive(self._requests)) is None:
            raise BrokenPipeError
        return received[0]

    def count(self, texts: Sequence[str]) -> list[int]:
        counts: list[int] = self.ask({"texts": texts})["counts"]
        return counts


def main() -> None:
    """Answers requests until standard input ends. The one argument is the most memory, in bytes, that may be used.

    A file that is held whole is not counted in.
    """
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    most, line = int(sys.argv[1]), _Line(requests, answers)
    while (received := receive(requests)) is not None:
        request = received[0]
        _limit_memory(most + _size(request.get("read") or request["file"]))
        try:
            for message, payload in _answer(request, line):
                line.tell(message, payload)
            line.tell({"done": True, "worn": _most_used() * _WORN > most})
        except LoadError as error:
            line.tell({"error": {"path": error.path or request.get("path", ""), "reason": error.reason}})
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except BrokenPipeError:
            return


def _answer(request: Message, line: _Line) -> Iterator[tuple[Message, bytes]]:
    if "picture" in request:
        from index.loading.pdf.pictures import picture

        file, path = Path(request["file"]), Path(request["path"])
        data = bytes_at(path, file, read(file))
        if hashlib.sha256(data).hexdigest() != request["sha256"]:
            raise LoadError(str(file), "The file has changed since it was added.")
        yield {"picture": request["picture"]}, picture(data, request["picture"], request["width"])
        return
    path = Path(request["read"])
    bounds = Bounds(
        lambda done, total: line.tell({"page": [done, total]}),
        request["ocr"],
        lambda done, total: line.tell({"packed": [done, total]}),
    )
    for loaded in documents(path, read(path), bounds):
        if isinstance(loaded, Failure):
            yield {"failure": as_fields(loaded)}, b""
        elif not request["cut"]:
            yield from packed(loaded)
        else:
            yield from _cut(loaded, line, bounds)


def _cut(document: Document, line: _Line, bounds: Bounds) -> Iterator[tuple[Message, bytes]]:
    """A document with its passages, if it is to have any; one beyond its bounds is a failure of its own."""
    size = line.ask({"offered": [document.path, document.sha256]})["size"]
    try:
        chunks = cut(document, line.count, size[0], size[1], bounds) if size else None
    except LoadError as error:
        yield {"failure": {"path": error.path, "reason": error.reason}}, b""
    else:
        yield from packed(document, chunks)


def _limit_memory(most: int) -> None:
    """Where the system can: Linux does, macOS does not keep to it, Windows has nothing of the kind."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return


def _most_used() -> int:
    """The most memory that was ever used, in bytes; 0 where the system does not say.

    On Linux it is not what getrusage says, which holds for the process that started this one too.
    """
    with suppress(OSError, StopIteration):
        peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return 0
    else:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _size(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except (OSError, ValueError):
        return 0
