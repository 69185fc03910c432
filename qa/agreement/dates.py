"""Text → its dates, each as exact as it is written: a day, a month, a season, a year, a decade, a century."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from qa.agreement.datatypes import KEPT
from qa.agreement.measuring import quantities
from qa.language.words import BARE_MONTHS, MONTHS, any_of

_NUMBER = {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
_MONTH = any_of(*MONTHS, *(rf"{short}\.?" for short in BARE_MONTHS))
_PLAIN_MONTH = any_of(*(month for month in MONTHS if month not in ("March", "May")))  # no other words too
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (11, 14)}
_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first""".split()
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{}>(?:1\d|20)\d\d)"
_WRITTEN = re.compile(
    any_of(
        r"\b(?P<iso>(?:1\d|20)\d\d-\d\d(?:-\d\d)?)\b",
        rf"\b{_DAY.format('d1')} (?:of )?(?P<m1>{_MONTH})(?:,? {_YEAR.format('y1')})?\b",
        rf"\b(?P<m2>{_MONTH}) {_DAY.format('d2')}\b(?!\d)(?:,? {_YEAR.format('y2')})?",
        rf"\b(?P<m3>{_MONTH}),? (?:of )?{_YEAR.format('y3')}\b",
        rf"\b(?P<season>spring|summer|autumn|fall|winter) (?:of )?{_YEAR.format('y4')}\b",
        rf"\b(?:the )?(?P<part>early|mid|late)?[ -]?{_YEAR.format('decade')}s\b",
        rf"\b(?P<ordinal>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))[- ]century\b",
        r"(?<![\d,.$€£])(?P<bc>\d{1,4}) BCE?\b",
        rf"(?<![\w,.$€£-]){_YEAR.format('y5')}\b(?![,.]?\d|\s?(?:%|per ?cent|people|\w+ers\b))",
        r"\b(?P<turn>(?:at the )?turn of the year)\b",
        rf"\b(?P<m6>{_PLAIN_MONTH}|(?<=[a-z] )(?:March|May))\b",
    )
)
_AGO = re.compile(r"\b(?P<since>[\w ,-]{2,40}?) years ago\b")
_BEFORE = re.compile(r"\b(?:before|by|no later than)\s(?:the )?(?:end of |early |late )?\Z", re.IGNORECASE)
_RUNNING = re.compile(
    r"\bfor (?:a (?:term|period) of )?(?P<length>[\w-]+ years) (?:from|as of|starting|beginning) (?:on )?\Z"
)
_NOT_BEFORE = re.compile(
    r"\b(?:not|never)\b(?: \w+){0,3} (?:before|until|till)\s(?:the )?\Z|\bafter\s\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class When:
    """A date from the first day to the last that it can mean, counted as ordinals, or a day of any year.

    `first` and `last` are None where no year is written; then `month` and `day` (None if not written) are compared.
    `open_` is −1 for "before", 1 for "not before" and "since", else 0.
    """

    first: int | None
    last: int | None
    month: int | None
    day: int | None
    open_: int
    start: int
    end: int


@lru_cache(maxsize=KEPT)
def dates(text: str, written: str | None = None) -> tuple[When, ...]:
    """The dates of a text, in order. `written` is the document's own date ("2021-10"), for "twelve years ago"."""
    read = [_when(text, match) for match in _WRITTEN.finditer(text)]
    base = written_on(written)
    for match in _AGO.finditer(text) if base else ():
        counted = quantities(match["since"] + " years")
        if counted and base:
            year = base.year - round(counted[-1].low / 31557600)
            slack = 1 if year > base.year - 100 else (base.year - year) // 20
            read.append(_years(year - slack, year + slack, match))
    return tuple(one for one in read if one is not None)


def agree(one: When, other: When) -> bool:
    """Whether two dates can be one: the less exact holds the more exact, or leaves it open."""
    if one.first is not None and other.first is not None and one.last is not None and other.last is not None:
        if one.open_ or other.open_:
            return _open_agrees(one, other) and _open_agrees(other, one)
        return one.first <= other.last and other.first <= one.last
    if one.month and other.month:
        return one.month == other.month and (not one.day or not other.day or one.day == other.day)
    return True


def comparable(one: When, other: When) -> bool:
    """Whether two dates have a part in common: both a year, or both a month."""
    return (one.first is not None and other.first is not None) or bool(one.month and other.month)


def written_on(text: str | None) -> date | None:
    """The day of an ISO date, the first of its month or year where the rest is missing; None if it is no date."""
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text or "")
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


def day_of(seconds: float | None) -> str | None:
    """The ISO day, in UTC, of seconds since 1970; None for None and for what no calendar holds."""
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _open_agrees(one: When, other: When) -> bool:
    """Whether the other date lies on the open side of one."""
    if None in (one.first, one.last, other.first, other.last):
        return True
    if one.open_ < 0:
        return bool(other.first <= one.last)  # type: ignore[operator]
    return one.open_ == 0 or bool(other.last >= one.first)  # type: ignore[operator]


def _when(text: str, match: re.Match[str]) -> When | None:
    got = match.groupdict()
    before = text[max(0, match.start() - 40) : match.start()]
    open_ = 1 if _NOT_BEFORE.search(before) else -1 if _BEFORE.search(before) else 0
    running = _running(before)
    if got["iso"]:
        year, month, *rest = (int(part) for part in got["iso"].split("-"))
        return _dated(year, month, rest[0] if rest else None, open_, match)
    for place in "12":
        if got[f"d{place}"]:
            of_year = int(got[f"y{place}"]) + running if got[f"y{place}"] else None
            return _dated(of_year, _NUMBER[got[f"m{place}"][:3].casefold()], int(got[f"d{place}"]), open_, match)
    if got["m3"]:
        return _dated(int(got["y3"]), _NUMBER[got["m3"][:3].casefold()], None, open_, match)
    if got["season"]:
        first, last = _SEASONS[got["season"]]
        start = date(int(got["y4"]) - (got["season"] == "winter"), first, 1)
        return When(start.toordinal(), start.toordinal() + 31 * (last - first + 2), None, None, open_, *match.span())
    years = _named_years(got)
    if years:
        return _years(years[0] + running, years[1] + running, match, open_)
    if got["turn"]:
        return When(None, None, 1, 1, open_, *match.span())
    return _dated(None, _NUMBER[got["m6"][:3].casefold()], None, open_, match)


def _named_years(got: Mapping[str, str | None]) -> tuple[int, int] | None:
    """The first and last of the years that a decade, a century or a year without a month names."""
    if got["decade"]:
        year = int(got["decade"])
        first, last = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}.get(
            got["part"] or "", (0, 99 if year % 100 == 0 and year < 2000 else 9)
        )
        return year + first, year + last
    if got["ordinal"]:
        century = _ORDINALS.index(got["ordinal"]) + 1 if got["ordinal"] in _ORDINALS else int(got["ordinal"][:-2])
        return ((century - 1) * 100 + 1, century * 100) if 1 <= century <= 21 else None
    if got["bc"]:
        year = -int(got["bc"])
        return year, year
    if got["y5"]:
        return int(got["y5"]), int(got["y5"])
    return None


def _running(before: str) -> int:
    """The years that run from a date, 0 if none: five in "for five years from 1 January 2021", which says an end."""
    match = _RUNNING.search(before)
    length = quantities(match["length"]) if match else []
    return round(length[0].low / 31557600) if length else 0


def _dated(year: int | None, month: int, day: int | None, open_: int, match: re.Match[str]) -> When | None:
    if year is None:
        return When(None, None, month, day, open_, *match.span())
    try:
        first = date(year, month, day or 1)
        last = first if day else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
    return When(first.toordinal(), last.toordinal(), month, day, open_, *match.span())


def _years(first: int, last: int, match: re.Match[str], open_: int = 0) -> When:
    """Whole years, those before Christ too, by 365.2425 days each."""
    return When(round((first - 1) * 365.2425) + 1, round(last * 365.2425), None, None, open_, *match.span())
