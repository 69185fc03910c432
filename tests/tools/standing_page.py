"""One server of the page for all tests, since building one takes a second; a test puts its own service behind it."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from small_library import SmallService

from ui.page import web
from ui.page.calls import page_calls
from ui.page.web import RunningPage, launch

Call = Callable[..., Any]


class StandingPage:
    """The page over whichever service was put behind it last; an attribute of it is one of that service."""

    running: RunningPage

    def __init__(self, first: SmallService) -> None:
        """Serves the page over `first` until `running` is closed."""
        self.put(first)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(web, "page_calls", lambda _: [self._passed_on(name) for name in self._calls])
            self.running = launch(self, port=0, open_browser=False)  # type: ignore[arg-type]

    def put(self, service: SmallService) -> None:
        """Has the page ask `service` from now on, with nothing dismissed."""
        self._service = service
        self._calls = {call.__name__: call for call in page_calls(service)}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._service, name)

    def _passed_on(self, name: str) -> Call:
        @wraps(self._calls[name])
        def call(*given: Any) -> Any:
            return self._calls[name](*given)

        @wraps(self._calls[name])
        async def awaited(*given: Any) -> Any:
            return await self._calls[name](*given)

        return awaited if inspect.iscoroutinefunction(self._calls[name]) else call
