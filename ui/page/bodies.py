"""The body of a request, within bounds: so large, whole within a while, and JSON of real characters."""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from index.loading.bounds import LARGEST_FILE

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

UPLOAD = "/gradio_api/upload"
_CALLS = "/gradio_api/component_server"
_LARGEST = 2**20  # bytes of a question with its history, in any way of asking: ten times what may be asked
_LARGEST_CALL = 16 * 2**20  # bytes of a call of the page: the names of some 80,000 uploads
_LARGEST_UPLOAD = LARGEST_FILE + 2**20  # bytes: the largest file that is read, and the form around it
PATIENCE = 20.0  # seconds for the next bytes, and for the whole of what is JSON, from a program on this machine


class BodyError(Exception):
    """A body that is refused: the HTTP `status`, and the reason in a sentence."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def largest(path: str) -> int:
    """The most bytes that a request to a path may bring."""
    if path == UPLOAD:
        return _LARGEST_UPLOAD
    return _LARGEST_CALL if path.startswith(_CALLS) else _LARGEST


class BoundedBody:
    """What a server receives of one request, given on a piece at a time. Raises BodyError at a bound."""

    def __init__(self, receive: Receive, most: int, stated: str | None, patience: float) -> None:
        """At most `most` bytes; `stated` is the Content-Length header; each piece may be waited for `patience` s."""
        self._receive = receive
        self._most = most
        self._patience = patience
        self._stated = int(stated) if stated is not None and stated.isdecimal() else 0
        self._size = 0
        self._is_whole = False
        self.refused: BodyError | None = None
        """Why what came was refused, if it was."""

    async def receive(self) -> Message:
        """The next message. After the last piece there is only the end of the connection, which is waited for."""
        if self._is_whole:
            return await self._receive()
        try:
            self.check()
            message = await asyncio.wait_for(self._receive(), self._patience)
        except TimeoutError as error:
            reason = f"Nothing more of this request came for {self._patience:g} seconds, so it was dropped."
            raise self._refusal(408, reason) from error
        self._size += len(message.get("body", b""))
        self.check()
        self._is_whole = not message.get("more_body", False)
        return message

    async def whole(self) -> bytes:
        """All of it. Raises BodyError, 400 where the connection ended before."""
        body = bytearray()
        try:
            async with asyncio.timeout(self._patience):
                while not self._is_whole:
                    message = await self.receive()
                    if message["type"] == "http.disconnect":
                        raise self._refusal(400, "The request ended before its body did.")
                    body += message.get("body", b"")
        except TimeoutError as error:
            reason = f"The request did not come whole within {self._patience:g} seconds, so it was dropped."
            raise self._refusal(408, reason) from error
        return bytes(body)

    def check(self) -> None:
        """Raises BodyError where what came, or was said to come, is too large."""
        if max(self._size, self._stated) > self._most:
            raise self._refusal(413, f"A request like this may have at most {self._most:,} bytes.")

    def _refusal(self, status: int, reason: str) -> BodyError:
        self.refused = BodyError(status, reason)
        return self.refused


def checked_json(body: bytes) -> bytes:
    """The body as it is, or with U+FFFD for each half of a surrogate pair, which is no character and cannot be kept.

    An empty one stays empty. Raises BodyError, 400, for what is no JSON.
    """
    if not body.strip():
        return body
    try:
        data = json.loads(body)
        if b"\\u" not in body:
            return body
        return json.dumps(_with_characters(data)).encode()
    except (ValueError, RecursionError) as error:
        raise BodyError(400, "The body of the request is not JSON.") from error


def _with_characters(data: Any) -> Any:
    if isinstance(data, str):
        return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in data)
    if isinstance(data, list):
        return [_with_characters(item) for item in data]
    if isinstance(data, dict):
        return {_with_characters(name): _with_characters(value) for name, value in data.items()}
    return data
