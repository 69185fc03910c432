"""What stands between the browser and Gradio: only the page's own routes, and only for this machine's own page.

Gradio serves far more than the page needs (file and proxy routes, a run history, editing endpoints), so routes are
let through by name. Its index page names hosts outside the machine, which are taken out on the way. Scripts are
this server's own files ('self') or carry this response's own nonce, so an injected handler would not run even if it got
past the escaping; they need 'unsafe-eval' because `gr.HTML` compiles its template in the browser.
"""

import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from contextlib import suppress
from typing import Any

from starlette.formparsers import MultiPartException

from ui.page.bodies import PATIENCE, UPLOAD, BodyError, BoundedBody, Message, Receive, checked_json, largest
from ui.page.dismissed import BROWSER

Scope = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HOST = re.compile(r"(127\.0\.0\.1|localhost)(:\d{1,5})?")
_ONCE = ("host", "origin", "sec-fetch-site", "content-length")
"""Headers that a browser sends once; of two, who knows which one the next reader goes by."""
_OF_PROXIES = re.compile(rb"(x-)?forwarded.*|x-real-ip|x-original-.*", re.IGNORECASE)
"""Headers by which a proxy says how it was reached. There is none, and Gradio would put them into its addresses."""
ROUTES = re.compile(
    r"""/ | /config/? | /theme\.css | /favicon\.ico
      | /script/[a-z]+\.js
      | /(assets|static)(/[\w@-][\w.@-]*)+
      | /gradio_api/( info/? | openapi\.json | startup-events | app_id/? | component_server/? | upload
                    | heartbeat/\w+ | queue/(join|data|status) | (call|call/v2|run|api)/ask/? | call/ask/\w+
                    | cancel | reset/? | mcp(/(schema|sse|messages)?/?)? )""",
    re.VERBOSE,
)
_OUTSIDE_TAG = re.compile(
    r"""<script\b[^>]*\ssrc=["'](https?:)?//[^>]*>\s*</script> | <(meta|link)\b[^>]*["'](https?:)?//[^>]*>
      | <link\b[^>]*\brel=["']manifest["'][^>]*>""",
    re.VERBOSE | re.IGNORECASE,
)
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; frame-src 'none'; "
    "worker-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
)
_COOKIE = f"{BROWSER}={{name}}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"  # a year
ROOT_PATH = "/"
_MOMENT = 1.0  # seconds for the body of a request that is refused anyway
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class Guard:
    """An ASGI application around `app` that refuses what is not the page's own and adds the security headers."""

    def __init__(self, app: App, patience: float = PATIENCE) -> None:
        """`patience`: seconds that a body may be waited for."""
        self.app = app
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, refused or passed on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        nonce = secrets.token_urlsafe(16)
        guarded = _with_headers(send, nonce)
        status, reason = refusal(scope["method"], scope["path"], headers)
        stated = dict(headers).get("content-length")
        if status:
            # A connection that is closed over an unread body is reset, and its client may never see the refusal.
            with suppress(BodyError):
                await BoundedBody(receive, largest(ROOT_PATH), stated, min(self._patience, _MOMENT)).whole()
            await _refuse(guarded, status, reason)
            return
        kept = [(name, value) for name, value in scope["headers"] if not _OF_PROXIES.fullmatch(name)]
        scope = {**scope, "headers": kept}
        if scope["path"] == ROOT_PATH:
            await self._index(scope, receive, guarded, nonce)
        else:
            body = BoundedBody(receive, largest(scope["path"]), stated, self._patience)
            await (self._streamed if scope["path"] == UPLOAD else self._checked)(scope, body, guarded)

    async def _streamed(self, scope: Scope, body: BoundedBody, send: Send) -> None:
        """An upload, passed on as it comes; what the application says to one that was cut off is not its answer.

        It hears of the end as of a fault in the form, the one thing after which Gradio takes away what it has written.
        """

        async def receive() -> Message:
            try:
                message = await body.receive()
            except BodyError as error:
                raise MultiPartException(error.reason) from error
            if message["type"] == "http.disconnect":
                raise MultiPartException("The upload was cut off.")
            return message

        async def unless_refused(message: Message) -> None:
            if body.refused is None:
                await send(message)

        try:
            body.check()
            await self.app(scope, receive, unless_refused)
        except Exception:
            if body.refused is None:
                raise
        if body.refused is not None:
            await _refuse(send, body.refused.status, body.refused.reason)

    async def _checked(self, scope: Scope, body: BoundedBody, send: Send) -> None:
        """Any other request, passed on when it is whole and, if it is a call, JSON."""
        try:
            whole = await body.whole()
            whole = checked_json(whole) if scope["method"] == "POST" else whole
        except BodyError as error:
            await _refuse(send, error.status, error.reason)
            return
        length = [(b"content-length", str(len(whole)).encode())]
        headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"content-length"]
        await self.app({**scope, "headers": headers + length}, _again(whole, body.receive), send)

    async def _index(self, scope: Scope, receive: Receive, send: Send, nonce: str) -> None:
        """Gradio's index page, read whole, without the hosts it names."""
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body.extend(message.get("body", b""))

        plain = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, collect)
        page = without_outside_hosts(body.decode("utf-8"), nonce).encode("utf-8")
        kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        fresh = [(b"content-length", str(len(page)).encode()), (b"cache-control", b"no-store")]
        if not any(name == b"cookie" and f"{BROWSER}=".encode() in value for name, value in scope["headers"]):
            fresh.append((b"set-cookie", _COOKIE.format(name=secrets.token_urlsafe(16)).encode()))
        await send({**start, "headers": [*kept, *fresh]})
        await send({"type": "http.response.body", "body": page})


def refusal(method: str, path: str, sent: Sequence[tuple[str, str]]) -> tuple[int, str]:
    """The status and the reason for refusing a request; (0, "") for one that may pass.

    A foreign Host header is DNS rebinding; a foreign Origin, or a fetch that the browser says began on another site, is
    somebody else's page. Programs send neither Origin nor Sec-Fetch-Site. `sent`: the headers, names in lower case.
    """
    headers, names = dict(sent), [name for name, _ in sent]
    if twice := next((name for name in _ONCE if names.count(name) > 1), None):
        return 400, f"A request may have one {twice} header, not several."
    host = headers.get("host", "")
    if not HOST.fullmatch(host):
        return 403, "This server answers only at 127.0.0.1 and localhost."
    if headers.get("origin", f"http://{host}") != f"http://{host}":
        return 403, "Requests from other sites are refused."
    if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"} and (method, path) != ("GET", "/"):
        return 403, "Requests from other sites are refused."
    if not ROUTES.fullmatch(path):
        return 404, "There is nothing here."
    return 0, ""


def without_outside_hosts(page: str, nonce: str) -> str:
    """The index page with no tag that names another host, its own scripts carrying `nonce`."""
    return re.sub(r"<script(?=[\s>])", f'<script nonce="{nonce}"', _OUTSIDE_TAG.sub("", page))


def _with_headers(send: Send, nonce: str) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            policy = (b"content-security-policy", _POLICY.format(nonce=nonce).encode())
            message = {**message, "headers": [*message.get("headers", ()), policy, *_HEADERS]}
        await send(message)

    return guarded


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives a body that has been read, and after it whatever comes."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return left.pop() if left else await receive()

    return again


async def _refuse(send: Send, status: int, reason: str) -> None:
    """The connection is closed, since what was left of the request would be taken for another."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason.encode()})
