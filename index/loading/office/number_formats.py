"""A spreadsheet's number and its format code (ECMA-376 part 1, 18.8.30) → the text that the cell shows.

Dates and times come as ISO 8601 whatever the code's own order, so that 03/04 is never in doubt.
"""

import re
from datetime import datetime, timedelta

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy-mm-dd",
    15: "yyyy-mm-dd",
    16: "yyyy-mm-dd",
    17: "yyyy-mm-dd",
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
    47: "mm:ss",
}
"""The codes that files name by number alone; the locale's own, 5 to 8 and 41 to 44, are shown as plain numbers."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|[_*].')
_DIGITS = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.[#0?]*)?")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_SHOWN_AS_THEY_ARE = " $€£¥+-()/:%"
_LAST_DAY = 2958466  # 10000-01-01


def shown(value: float, code: str, since_1904: bool = False) -> str:
    """What a cell with this number and format code shows; the plain number where the code is not a simple one."""
    if _is_date(code):
        return _date(value, code, since_1904) or plain(value)
    sections = _sections(code)
    section = sections[0]
    if value < 0 and len(sections) > 1 and _DIGITS.search(_bare(sections[1])):
        written = _number(-value, sections[1])
        return (written if re.search(r"[-(−]", written or "") else f"-{written}") if written else plain(value)
    return _number(value, section) or plain(value)


def plain(value: float) -> str:
    """A number with the fifteen digits that spreadsheets keep, and no needless `.0`."""
    written = f"{value:.15g}"
    return f"{int(value)}" if "e+" in written and abs(value) < 1e20 else written


def _is_date(code: str) -> bool:
    if code.lower() == "general":
        return False
    return bool(_ELAPSED.search(code) or re.search(r"[dmyhs]", _bare(_sections(code)[0]), re.IGNORECASE))


def _date(value: float, code: str, since_1904: bool) -> str:
    """The date, the time, or both; empty for a number that is no date."""
    bare = _bare(code).lower()
    if _ELAPSED.search(code):
        minutes, second = divmod(round(value * 86400), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{second:02d}" if second or "s" in bare else "")
    if not 0 <= value < _LAST_DAY:
        return ""
    epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    moment = epoch + timedelta(seconds=round(value * 86400))
    has_date, has_time = bool(re.search(r"[dy]|mmm", bare)), bool(re.search(r"[hs]", bare))
    time = moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    if not has_time:
        return moment.date().isoformat()
    return f"{moment.date().isoformat()} {time}" if has_date else time


def _number(value: float, section: str) -> str:
    """The number written by one section of a code; empty where that is not one run of digits with signs around."""
    if section.strip().lower() in ("general", "@", ""):
        return plain(value)
    bare = _bare(section)
    digits = _DIGITS.search(bare)
    if digits is None or _DIGITS.search(bare, digits.end()):
        return ""
    before, after = _around(section, digits[0])
    rest = bare[: digits.start()] + bare[digits.end() :]
    if any(sign not in _SHOWN_AS_THEY_ARE for sign in rest) or "/" in rest:
        return ""
    if "%" in rest:
        value *= 100
    whole, _, decimals = digits[0].partition(".")
    written = f"{value:{',' if ',' in whole else ''}.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    if optional:
        kept = written[-optional:].rstrip("0")
        written = (written[:-optional] + kept).rstrip(".")
    return f"{before}{written}{after}".strip()


def _around(section: str, digits: str) -> tuple[str, str]:
    """What a section shows before and after its digits, quotes and escapes undone."""
    marked = _LITERAL.sub(lambda literal: literal[1] or literal[2] or literal[3] or "", section)
    before, _, after = marked.partition(digits)
    return before, after


def _bare(section: str) -> str:
    """A section without its quoted, escaped and bracketed parts."""
    return _LITERAL.sub("", section)


def _sections(code: str) -> list[str]:
    """A code's sections: for numbers above zero, below, zero, and text."""
    sections, start = [], 0
    for mark in re.finditer(r'"[^"]*"|\\.|;', code):
        if mark[0] == ";":
            sections.append(code[start : mark.start()])
            start = mark.end()
    return [*sections, code[start:]]
