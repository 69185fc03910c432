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

ROUTE = "/gradio_api/component_server"
_AT_ONCE = 8  # calls; all but drawing a page take milliseconds, and each thread has memory of its own
_log = logging.getLogger(__name__)


def serve_calls(app: FastAPI, calls: Sequence[Callable[..., Any]]) -> None:
    """Adds the route to `app`. A function takes what was asked, and the request too if it has a second parameter."""
    by_name = {call.__name__: call for call in calls}
    limiter = CapacityLimiter(_AT_ONCE)

    @app.post(ROUTE)
    @app.post(ROUTE + "/")
    async def call_of_the_page(request: Request) -> Response:
        try:
            call, asked = _read(by_name, json.loads(await request.body() or b"null"))
            given = (asked, request)[: len(inspect.signature(call).parameters)]
            if inspect.iscoroutinefunction(call):
                return JSONResponse(await call(*given))
            return JSONResponse(await anyio.to_thread.run_sync(call, *given, limiter=limiter))
        except CallError as error:
            return _refused(error.status, error.reason)
        except LookupError as error:
            return _refused(404, str(error)) if isinstance(error, QuothError) else _failed(error)
        except PermissionError as error:
            return _refused(403, str(error))
        except LibraryError as error:
            return _failed(error)
        except QuothError as error:
            return _refused(400, str(error))
        except Exception as error:
            return _failed(error)


def _read(by_name: dict[str, Callable[..., Any]], body: Any) -> tuple[Callable[..., Any], Asked]:
    """The function that a body names, and what it is asked. Raises CallError."""
    if not isinstance(body, dict):
        raise CallError("The body of a call has to be an object.")
    whole = Asked(body)
    name = whole.text("fn_name")
    if name not in by_name:
        raise CallError(f"There is no call {name!r}."[:200], 404)
    return by_name[name], whole.object("data")


def _refused(status: int, reason: str) -> Response:
    return JSONResponse({"error": reason}, status)


def _failed(error: Exception) -> Response:
    """A fault that is not the caller's, in a sentence, which the page's script raises (host.js).

    It comes as a reply like any other, because Gradio's client keeps nothing of one with another status.
    """
    _log.warning("A call of the page failed: %s", sentence(error))
    return JSONResponse({"failed": sentence(error)})
