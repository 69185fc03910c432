"""What came of adding documents and is not to be shown again: what one browser dismisses stays in the other."""

from collections import OrderedDict

from index.adding.progress import Failure
from ui.intake import Intake, Summary

BROWSER = "quoth-browser"  # the cookie that a browser is known by: random, and telling nothing of whose it is
_REMEMBERED = 1000  # browsers; far more than one person has, so that only a program that makes names up loses any


class Dismissed:
    """The summary and the failures that each browser has dismissed, by identity: the same may come again."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._nothing: tuple[Summary | None, list[Failure]] = (intake.summary, [])
        self._by_browser: OrderedDict[str, tuple[Summary | None, list[Failure]]] = OrderedDict()

    def dismiss(self, browser: str) -> None:
        """Nothing that there is now is shown in this browser again."""
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
        """What came of the last work, unless this browser has dismissed it, or it was there before any came."""
        dismissed, _ = self._by_browser.get(browser, self._nothing)
        return None if self._intake.summary is dismissed else self._intake.summary
