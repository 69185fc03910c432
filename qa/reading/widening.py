"""A figure → the figure with what changes its meaning: "400" becomes "over 400", "9.3" becomes "$9.3 billion"."""

import re

_BEFORE = re.compile(
    r"(?:\b(?:over|under|above|below|about|around|nearly|almost|roughly|approximately|only|just|not|"
    r"(?:more|less|fewer|greater|higher|lower) than|(?:at )?(?:least|most)|up to|as (?:many|much) as|close to)\s+"
    r"(?:an? |the )?(?:estimated |some )?)?[-−+~≈<>≤≥]?(?:US|C|A|HK)?[$€£¥]?\s?\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\.\d+|,\d{3})*\s?(?:%|‰|°[CF]?)|"
    r"\s(?:percent|per cent|percentage points?|(?:thousand|million|billion|trillion)s?)\b",
    re.IGNORECASE,
)
_REACH = 40  # characters looked at before a figure


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the qualifier before and the unit behind it, where it begins, or ends, with a figure."""
    if text[start : start + 1].isdigit() and not text[max(0, start - 1) : start].isdigit():
        before = _BEFORE.search(text, max(0, start - _REACH), start)
        start = before.start() if before and before.group().strip() else start
    if text[end - 1 : end].isdigit():
        after = _AFTER.match(text, end)
        end = after.end() if after else end
    return start, end
