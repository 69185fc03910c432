"""The process in which files are read. It takes requests on standard input and answers on standard output.

A request is {"read": path, "ocr": bool} or {"picture": page, "file": path, "path": path, "width": pixels}; the
answer to one is any number of {"page": [done, total]}, {"document": …} and {"failure": …}, then {"done": true} or
{"error": …}.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from index.documents.datatypes import Failure
from index.errors import LoadError
from index.isolation.wire import OUT_OF_MEMORY, Message, as_fields, packed, receive, send
from index.loading import Bounds, bytes_at, documents, read


def main() -> None:
    """Answers requests until standard input ends. The one argument is the most memory, in bytes, that may be used."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    _limit_memory(int(sys.argv[1]))
    while (received := receive(requests)) is not None:
        try:
            for message, payload in _answer(received[0], answers):
                send(answers, message, payload)
            send(answers, {"done": True})
        except LoadError as error:
            send(answers, {"error": {"path": error.path or received[0].get("path", ""), "reason": error.reason}})
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        except BrokenPipeError:
            return


def _answer(request: Message, answers: BinaryIO) -> Iterator[tuple[Message, bytes]]:
    if "picture" in request:
        from index.loading.pdf.pictures import picture

        file, path = Path(request["file"]), Path(request["path"])
        data = bytes_at(path, file, read(file))
        if hashlib.sha256(data).hexdigest() != request["sha256"]:
            raise LoadError(str(file), "The file has changed since it was added.")
        yield {"picture": request["picture"]}, picture(data, request["picture"], request["width"])
        return
    path = Path(request["read"])
    bounds = Bounds(lambda done, total: send(answers, {"page": [done, total]}), request["ocr"])
    for loaded in documents(path, read(path), bounds):
        yield ({"failure": as_fields(loaded)}, b"") if isinstance(loaded, Failure) else packed(loaded)


def _limit_memory(most: int) -> None:
    """Where the system can: Linux does, macOS does not keep to it, Windows has nothing of the kind."""
    try:
        import resource
    except ImportError:
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return
