"""Results of adding documents that a browser has dismissed; other browsers still show them."""

from collections import OrderedDict

from fastapi import Request

from index.adding.progress import Failure
from ui.intake import Intake, Summary

BROWSER = "quoth-browser"  # the cookie that a browser is known by: random, so it says nothing about its owner
_REMEMBERED = 1000  # browsers: far more than one person has, so only a program that invents names can push one out


def browser_of(request: Request) -> str:
    """The name that the browser was given; empty for a program, which has none."""
    return request.cookies.get(BROWSER, "")


class Dismissed:
    """The summary and failures that each browser has dismissed, by identity: an equal one may come up again."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._nothing: tuple[Summary | None, list[Failure]] = (intake.summary, [])
        self._by_browser: OrderedDict[str, tuple[Summary | None, list[Failure]]] = OrderedDict()

    def dismiss(self, browser: str) -> None:
        """Hides everything there is now from this browser."""
        self._by_browser[browser] = self._intake.summary, self._intake.failures()
        self._by_browser.move_to_end(browser)
        while len(self._by_browser) > _REMEMBERED:
            self._by_browser.popitem(last=False)

    def failures(self, browser: str) -> list[Failure]:
        """The failures that this browser has not dismissed."""
        _, dismissed = self._by_browser.get(browser, self._nothing)
        known = {id(failure) for failure in dismissed}
        return [failure for failure in self._intake.failures() if id(failure) not in known]

    def summary(self, browser: str) -> Summary | None:
        """The result of the last task, unless this browser has dismissed it, or it is older than this page."""
        dismissed, _ = self._by_browser.get(browser, self._nothing)
        return None if self._intake.summary is dismissed else self._intake.summary
