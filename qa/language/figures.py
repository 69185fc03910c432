"""Figures in English text: what before and after one changes its meaning, and which figures an answer gives."""

import re

YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-9]{2})\b")
QUALIFIER = re.compile(
    r"(?:\b(?:over|under|above|below|about|around|nearly|almost|roughly|approximately|only|just|not|"
    r"(?:more|less|fewer|greater|higher|lower) than|(?:at )?(?:least|most)|up to|as (?:many|much) as|close to)\s+"
    r"(?:an? |the )?(?:estimated |some )?)?[-−+~≈<>≤≥]?(?:US|C|A|HK)?[$€£¥]?\s?\Z",
    re.IGNORECASE,
)
"""What precedes a figure and belongs to it: "over ", "at least US$"."""
UNIT = re.compile(
    r"(?:\.\d+|,\d{3})*\s?(?:%|‰|°[CF]?)|"
    r"\s(?:percent|per cent|percentage points?|(?:thousand|million|billion|trillion)s?)\b",
    re.IGNORECASE,
)
"""What follows a figure and belongs to it: "%", " billion"."""
MARKS = re.compile(r"[%$€£¥]")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?\s?(?:%|percent|thousand|million|billion|trillion)?")


def figures(text: str) -> frozenset[str]:
    """The figures of a text with their units, without spaces and commas."""
    return frozenset(re.sub(r"[\s,]", "", match) for match in _FIGURE.findall(text.casefold()))
