"""A browser as the page's server sees one: its cookie, and calls by name."""

import http.client
import json
import socket
from typing import Any
from urllib.parse import urlsplit

CALLS = "/gradio_api/component_server"


class PageClient:
    """One browser. For one thread at a time."""

    def __init__(self, address: str, browser: str) -> None:
        """`browser` is what the page's cookie names it."""
        self._connection = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port)
        self._headers = {"Content-Type": "application/json", "Cookie": f"quoth-browser={browser}"}
        self._session = f"session-{browser}"

    def call(self, name: str, asked: Any = None) -> Any:
        """What a call gives. Raises AssertionError where it is refused."""
        status, reply = self.reply(name, asked)
        assert status == 200, (name, status, reply)
        return reply

    def reply(self, name: str, asked: Any = None) -> tuple[int, Any]:
        """The status of a call, and what it gives, or why it is refused."""
        data = {} if asked is None else asked
        call = {"session_hash": self._session, "component_id": 1, "fn_name": name, "data": data}
        return self.send(json.dumps(call).encode())

    def send(self, body: bytes) -> tuple[int, Any]:
        """The same for a body that need not be a call."""
        try:
            self._connection.request("POST", CALLS, body, self._headers)
            reply = self._connection.getresponse()
            text = reply.read().decode()
        finally:
            self._connection.close()  # the server closes one that is idle for a while
        return reply.status, json.loads(text) if text.startswith(("{", "[", '"', "n")) else text

    def cut(self) -> None:
        """Ends the connection, also in the midst of a call that another thread waits for."""
        if self._connection.sock is not None:
            self._connection.sock.shutdown(socket.SHUT_RDWR)
