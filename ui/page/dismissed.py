"""What came of adding and removing documents, as far as a browser has not dismissed it; others still show it."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from fastapi import Request

from index.adding.progress import Failure
from index.library.removed import RemovedDocument
from ui.intake import Intake, Summary

BROWSER = "quoth-browser"  # the cookie that a browser is known by: random, so it says nothing about its owner
_REMEMBERED = 1000  # browsers: far more than one person has, so only a program that invents names can push one out


def browser_of(request: Request) -> str:
    """The name that the browser was given; empty for a program, which has none."""
    return request.cookies.get(BROWSER, "")


class _Seen(NamedTuple):
    """What there was to see: a summary, failures, files out of reach, and the number of the last removal."""

    summary: Summary | None
    failures: list[Failure]
    kept: list[Failure]
    removal: int


class Dismissed:
    """What each browser has dismissed; results by identity: an equal one may come up again."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._nothing = _Seen(intake.summary, [], [], self._last_removal())
        self._by_browser: OrderedDict[str, _Seen] = OrderedDict()

    def dismiss(self, browser: str) -> None:
        """Hides everything there is now from this browser."""
        intake = self._intake
        seen = _Seen(intake.summary, intake.failures(), intake.kept(), self._last_removal())
        self._by_browser[browser] = seen
        self._by_browser.move_to_end(browser)
        while len(self._by_browser) > _REMEMBERED:
            self._by_browser.popitem(last=False)

    def failures(self, browser: str) -> list[Failure]:
        """The failures that this browser has not dismissed."""
        return _others(self._intake.failures(), self._seen(browser).failures)

    def kept(self, browser: str) -> list[Failure]:
        """The files out of reach that this browser has not dismissed."""
        return _others(self._intake.kept(), self._seen(browser).kept)

    def removed(self, browser: str) -> list[RemovedDocument]:
        """What was removed, and can be restored, since this page began or this browser dismissed something."""
        return self._intake.removals(after=self._seen(browser).removal)

    def summary(self, browser: str) -> Summary | None:
        """The result of the last task, unless this browser has dismissed it, or it is older than this page."""
        return None if self._intake.summary is self._seen(browser).summary else self._intake.summary

    def _seen(self, browser: str) -> _Seen:
        return self._by_browser.get(browser, self._nothing)

    def _last_removal(self) -> int:
        return next((each.removal for each in self._intake.removals()), 0)


def _others(now: Sequence[Failure], dismissed: Sequence[Failure]) -> list[Failure]:
    known = {id(failure) for failure in dismissed}
    return [failure for failure in now if id(failure) not in known]
