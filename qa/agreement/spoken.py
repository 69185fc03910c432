"""Text → the figures that are spoken rather than written: half an hour, two and a half million, 2h 32m, a year."""

import re
from collections.abc import Iterator

from index.documents.sentences import Span
from qa.language.units import FRACTIONS, NUMBER_WORDS, SCALES
from qa.language.words import any_of

_COUNT = any_of(*(word for word, value in NUMBER_WORDS.items() if value >= 1), r"\d+")
_PART = r"(?P<part>half|quarters?|thirds?)"
_TIME = any_of("hour", "minute", "day", "week", "month", "year", "decade")
_SCALE = any_of(*(scale for scale in SCALES if len(scale) > 2))
_MEASURE = any_of("mile", "litre", "liter", "metre", "meter", "kilo", "pint", "pound", "percentage point", "per ?cent")
_PART_OF_ONE = re.compile(
    rf"\b(?:(?P<count>a|one|two|three)[\s-])?{_PART} (?:of )?an?"
    rf"(?: (?P<scale>{_SCALE})\b|(?= {_TIME}\b| {_MEASURE}\b))",
    re.I,
)
_AND_PART = re.compile(rf"\b(?P<whole>{_COUNT}) and (?:a|one) {_PART}\b(?: (?P<scale>{_SCALE})\b)?", re.I)
_ONE_AND_PART = re.compile(rf"\ban? (?P<unit>{_TIME}) and (?:a|one) {_PART}\b", re.I)
_ONE = re.compile(
    rf"(?<!\w)(?:within|for|in|takes?|took|lasts?|lasted|than|least|most|about|nearly|almost|only|just|after) "
    rf"(?P<one>an?)(?= {_TIME}\b(?! (?:and|or) ))",
    re.I,
)
"""A time of one, after words that no rate ("20 mg a day") follows."""
_CLOCK = re.compile(r"(?<![\w.,])(?P<hours>\d{1,3})\s?h(?:rs?|ours?)?\s?(?P<minutes>\d{1,2})\s?m(?:in(?:ute)?s?)?\b")


def spoken(text: str) -> Iterator[tuple[Span, float, str]]:
    """The place of each figure, its value, and the name of its unit; where that is empty, what follows may be one."""
    for match in _PART_OF_ONE.finditer(text):
        yield match.span(), _number(match["count"] or "one") * _part(match) * _scale(match), ""
    for match in _AND_PART.finditer(text):
        yield match.span(), (_number(match["whole"]) + _part(match)) * _scale(match), ""
    for match in _ONE_AND_PART.finditer(text):
        yield match.span(), 1 + _part(match), match["unit"]
    for match in _ONE.finditer(text):
        yield match.span("one"), 1.0, ""
    for match in _CLOCK.finditer(text):
        yield match.span(), 60 * float(match["hours"]) + float(match["minutes"]), "minute"


def _part(match: re.Match[str]) -> float:
    return 1 / FRACTIONS[match["part"].casefold().removesuffix("s")]


def _scale(match: re.Match[str]) -> float:
    return SCALES[match["scale"].casefold()] if match["scale"] else 1.0


def _number(word: str) -> float:
    return float(word) if word.isdigit() else NUMBER_WORDS.get(word.casefold(), 1.0)
