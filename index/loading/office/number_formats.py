"""A spreadsheet's number and its format code (ECMA-376 part 1, 18.8.30) → the text that the cell shows.

Dates and times come as ISO 8601 whatever the code's own order, so that 03/04 is never in doubt; no part of a date is
written that the cell does not show.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache

from index.loading.office.number_sections import Section, filled, parsed

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",
    15: "yyyy-mm-dd",
    16: "d-mmm",
    17: "mmm-yy",
    18: "hh:mm",
    19: "hh:mm:ss",
    20: "hh:mm",
    21: "hh:mm:ss",
    22: "yyyy-mm-dd hh:mm",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
}
"""The codes that files name by number alone; the locale's own, 5 to 8 and 41 to 44, are shown as plain numbers."""

_MOST_CODES = 4096  # kept parsed
_LITERAL = re.compile(r'"[^"]*"?|\\.|\[[^\]]*\]|[_*].')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_OF_TIME = re.compile(r"y+|m+|d+|h+|s+(?:\.(0+))?|am/pm|a/p", re.IGNORECASE)
_LAST_DAY = 2958466  # 10000-01-01


def shown(value: float, code: str, since_1904: bool = False) -> str:
    """What a cell with this number and format code shows; the plain number where the code hides it."""
    simple = _simple(code)
    if simple and value >= 0:
        written = f"{value:.15g}"
        decimals = written.partition(".")[2]
        if "e" not in written and not (len(decimals) == simple[1] + 1 and decimals[-1] == "5"):  # else it is rounded up
            return f"{value:{simple[0]}}"
    if _is_date(code):
        return _date(value, code, since_1904) or plain(value)
    sections = _sections(code)
    section, signed = _section_for(value, sections)
    if not section.pieces:
        return plain(value)
    written = filled(section, abs(value), plain(abs(value)))
    if value < 0 and section.has_places and re.search(r"[1-9]", written):
        # a section for negative numbers may tell them by their colour alone
        written = written if signed and re.search(r"[-(−]", written) else f"-{written}"
    return written or plain(value)


def plain(value: float) -> str:
    """A number with the fifteen digits that spreadsheets keep, and no needless `.0`."""
    written = f"{value:.15g}"
    return f"{int(value)}" if "e+" in written and abs(value) < 1e20 else written


def _section_for(value: float, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section that is meant for a number, and whether it is one for negative numbers, which brings its own sign."""
    if any(section.test for section in sections[:2]):
        fitting = [section for section in sections[:3] if section.test and section.meant_for(value)]
        others = [section for section in sections[:3] if not section.test] or [sections[-1]]
        return (fitting or others)[0], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return (sections[2], False) if value == 0 and len(sections) > 2 else (sections[0], False)


@lru_cache(_MOST_CODES)
def _simple(code: str) -> tuple[str, int] | None:
    """Python's format and the decimals of the commonest codes, `0`, `0.00` and `#,##0.00`; None for any other."""
    match = re.fullmatch(r"(#,##)?0(?:\.(0{1,10}))?", code)
    if match is None:
        return None
    decimals = len(match[2] or "")
    return f"{',' if match[1] else ''}.{decimals}f", decimals


@lru_cache(_MOST_CODES)
def _is_date(code: str) -> bool:
    if code.lower() == "general":
        return False
    first = _cut(code)[0]
    return bool(_ELAPSED.search(code) or re.search(r"[dmyhs]", _bare(first), re.IGNORECASE))


@lru_cache(_MOST_CODES)
def _sections(code: str) -> tuple[Section, ...]:
    """A code's sections: for numbers above zero, below, zero; the one for text is no number's."""
    return tuple(map(parsed, _cut(code)[:3]))


def _cut(code: str) -> list[str]:
    sections, start = [], 0
    for mark in re.finditer(r'"[^"]*"|\\.|;', code):
        if mark[0] == ";":
            sections.append(code[start : mark.start()])
            start = mark.end()
    return [*sections, code[start:]]


def _bare(section: str) -> str:
    """A section without its quoted, escaped and bracketed parts."""
    return _LITERAL.sub("", section)


def _date(value: float, code: str, since_1904: bool) -> str:
    """The date, the time, or both; empty for a number that is no date."""
    bare = _bare(_cut(code)[0]).lower()
    if _ELAPSED.search(code):
        sign, (minutes, second) = "-" if value < 0 else "", divmod(round(abs(value) * 86400), 60)
        return f"{sign}{minutes // 60}:{minutes % 60:02d}" + (f":{second:02d}" if second or "s" in bare else "")
    if not 0 <= value < _LAST_DAY:
        return ""
    parts, decimals = _parts(bare)
    epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    moment = epoch + timedelta(seconds=round(value * 86400, decimals))
    day = _day(moment, parts)
    if not parts & {"h", "minute", "s"}:
        return day
    time = moment.strftime("%H:%M:%S" if moment.second or decimals else "%H:%M")
    time += f".{moment.microsecond:06d}"[: decimals + 1] if decimals else ""
    return f"{day} {time}" if day else time


def _parts(bare: str) -> tuple[set[str], int]:
    """What a code shows of a moment, `m` told apart from minutes by what stands beside it; the decimals of seconds."""
    marks = list(_OF_TIME.finditer(bare))
    parts, decimals = set(), 0
    for at, mark in enumerate(marks):
        letter = mark[0][0]
        if letter == "m" and len(mark[0]) < 3:
            before = marks[at - 1][0][0] if at else ""
            after = marks[at + 1][0][0] if at + 1 < len(marks) else ""
            letter = "minute" if before == "h" or after == "s" else "m"
        if letter == "m":
            parts.add("mmm" if len(mark[0]) > 2 else "m")
        elif letter == "d":
            parts.add("d" if len(mark[0]) < 3 else "weekday")
        elif letter != "a":
            parts.add(letter)
        decimals = min(6, max(decimals, len(mark[1] or "")))
    return parts, decimals


def _day(moment: datetime, parts: set[str]) -> str:
    """As much of the date as is shown: `2026-03-01`, `2026-03`, `2026`, `1 March`, `March`, `Sunday`."""
    month = bool(parts & {"m", "mmm"})
    if "y" in parts:
        return moment.strftime("%Y-%m-%d" if "d" in parts else "%Y-%m" if month else "%Y").rjust(4, "0")
    name = _MONTHS[moment.month - 1] if month else ""
    if "d" in parts:
        return f"{moment.day} {name}".strip()
    return name or (_WEEKDAYS[moment.weekday()] if "weekday" in parts else "")


_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
