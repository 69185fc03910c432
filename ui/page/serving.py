"""The page's calls over HTTP: one route that takes the name of a function and one JSON object for it.

It stands before Gradio's own, which keeps a copy of the page's settings for every page that was ever opened, and
answers a wrong call with 500.
"""

import inspect
import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

import anyio
from anyio import CapacityLimiter
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from index.errors import LibraryError, QuothError
from ui.page.asked import Asked, CallError
from ui.telling import sentence
from ui.words import in_language

ROUTE = "/gradio_api/component_server"
_AT_ONCE = 8  # calls; all but drawing a page take milliseconds, and each thread has memory of its own
_log = logging.getLogger(__name__)


def serve_calls(app: FastAPI, calls: Sequence[Callable[..., Any]]) -> None:
    """Adds the route to `app`. A function takes what was asked, and the request too if it has a second parameter.

    It speaks the `language` that the page names; a program that names none is spoken to in English.
    """
    by_name = {call.__name__: call for call in calls}
    limiter = CapacityLimiter(_AT_ONCE)

    @app.post(ROUTE)
    @app.post(ROUTE + "/")
    async def call_of_the_page(request: Request) -> Response:
        try:
            call, asked = _read(by_name, json.loads(await request.body() or b"null"))
            given = (asked, request)[: len(inspect.signature(call).parameters)]
            with in_language(asked.some_text("language")):
                if inspect.iscoroutinefunction(call):
                    return JSONResponse(await call(*given))
                return JSONResponse(await anyio.to_thread.run_sync(call, *given, limiter=limiter))
        except Exception as error:
            status, reply = failure(error)
            return JSONResponse(reply, status)


def _read(by_name: dict[str, Callable[..., Any]], body: Any) -> tuple[Callable[..., Any], Asked]:
    """The function that a body names, and what it is asked. Raises CallError."""
    if not isinstance(body, dict):
        raise CallError("The body of a call has to be an object.")
    whole = Asked(body)
    name = whole.text("fn_name")
    if name not in by_name:
        raise CallError(f"There is no call {name!r}."[:200], 404)
    return by_name[name], whole.object("data")


def failure(error: Exception) -> tuple[int, dict[str, str]]:
    """The HTTP status and the reply for a call that raised `error`.

    What the caller did wrong is a 4xx with the reason as `error`. What went wrong here is a reply like any other, with
    the reason as `failed`, since Gradio's script shows a page nothing of a 5xx; the log has what was not expected.
    """
    match error:
        case CallError():
            return error.status, {"error": error.reason}
        case PermissionError():
            return 403, {"error": str(error)}
        case LibraryError():
            return 200, {"failed": str(error)}
        case QuothError():
            return (404 if isinstance(error, LookupError) else 400), {"error": str(error)}
    _log.error("A call of the page failed: %s", sentence(error))  # on the terminal of whoever started the page
    _log.debug("Where it failed:", exc_info=error)
    return 200, {"failed": sentence(error)}
