"""Text → the stretches that mean something only as a whole: words with their joints, dates, telephone numbers."""

import re
from collections.abc import Iterator

from index.documents.sentences import Span
from qa.language.figures import GAP
from qa.language.words import BARE_MONTHS, CURRENCIES, MONTHS, SHORT_MONTHS, WEEKDAYS, any_of

_SIGNS = r"(?<![\w)\]\"'’”.$€£¥₹@#/<>±~≈≤≥+−-])(?:[-−+±~≈<>≤≥$€£¥₹@#/]{1,3}|\.(?=\w)|[~.]/\.?)"
_JOINT = any_of(
    r"['’]",
    *(
        r"[-‐‑–](?=\w)",
        r"[/@+&_](?=\w)",
        r"(?<=\d)[:,×·^](?=\d)",
        r"\.(?![A-Z][a-z])",
        r"(?<=\w)::(?=\w)",
        r"(?<=\d)\^",
    ),
)
_TAIL = r"(?:\+{1,2}(?!\w)|#(?!\w)|[%‰]|°[CF]?|\(e?s\)|\(\)|(?<=\.[A-Za-z])\.(?!\w))?"
_WORD = rf"(?:{_SIGNS})?\w+(?:{_JOINT}\w+)*{_TAIL}"
_ADDRESS = r"(?:(?:https?|ftp)://|www\.)[^\s<>\"'`|()\[\]{}]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_JOINED = re.compile(rf"{_ADDRESS}|{_WORD}")
_RANGE = re.compile(r"([^–-]*\d[^–-]*)[–-]([^–-]*\d[^–-]*)")

_SHORTENED = any_of(
    *("St", "Dr", "Mr", "Mrs", "Ms", "Prof", "Mt", "Lt", "Col", "Gen", "Capt", "Rev", "Hon", "Sen", "Gov")
)
_NUMBERED = any_of(*("No", "Nos", "Fig", "Figs", "Sec", "Art", "Ch", "Vol", "pp?", "Eq"))
_PARTS = any_of(
    *(
        "Article",
        "Section",
        "Chapter",
        "Table",
        "Figure",
        "Level",
        "Grade",
        "Class",
        "Phase",
        "Step",
        "Version",
        "Room",
    ),
    *("Part", "Annex", "Appendix", "Schedule", "Zone", "Module", "Group", "Type", "Category", "Model", "Rule", "Form"),
    *("Regulation", "Unit", "Platform", "Gate", "Floor", "Block", "Route", "Line", "Order", "Experiment", "Area"),
)
_WHICH = any_of(
    *("next", "same", "following", "previous", "this", "last", "first", "fiscal", "financial", "academic", "tax")
)
_PERIOD = "(?:(?:working |business |calendar )?(?:day|week|month|quarter|year))"
_FIGURE = r"(?<![\w.,])[-−]?\d+(?:[.,]\d+)*"
_SPACED = re.compile(
    "|".join(
        (
            r"(?<![\w.])[A-Za-z]{1,3} ?[<>≤≥] ?[-−]?\.?\d+(?:[.,]\d+)*",
            rf"{_FIGURE} ?(?:±|\+/-|[×x]) ?\d+(?:[.,]\d+)*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|\^[-−]?\d+)?(?: ?[×x] ?\d+(?:[.,]\d+)*)?",
            r"\b\d+ \d/\d+\b",
            r"(?<![\w+(:.,])(?=(?:[^\w\n]{0,2}\d){7})(?:\+\d+|\(\+?\d{2,4}\)|0\d++)(?:[ ./-]?\(?\d++\)?){0,6}(?!\w)",
            rf"\b{_SHORTENED}\.? {_WORD}",
            rf"\b{_NUMBERED}\. ?\d[\w.-]*\w|\b{_NUMBERED}\. ?\d",
            rf"\b{_PARTS} (?:\d+(?:[.-]?\w+)*|[A-Z]\d*\b|[IVXL]+\b)",
            rf"\b{_WHICH} {_PERIOD}\b(?: \d{{4}}\b)?",
            rf"{CURRENCIES}\d+(?:[.,]\d+)*",
        )
    )
)
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_MONTH = any_of(*MONTHS, *SHORT_MONTHS, *(rf"{month}\b" for month in BARE_MONTHS))
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\w|[.:,]\d)"
_WEEKDAY = rf"(?:{any_of(*WEEKDAYS)},? )?"
_DATE = any_of(
    rf"{_WEEKDAY}(?:the )?\b{_DAY}(?: of)?{GAP}{_MONTH}(?:,? \d{{4}}\b)?",
    rf"{_WEEKDAY}\b{_MONTH} {_DAY}(?:,? \d{{4}}\b)?",
    rf"\b{_MONTH},? \d{{4}}\b",
)
_TIME = r"\b\d{1,2}(?:[:.]\d{2})? ?(?:[ap]m\b|[ap]\.m\.|o['’]clock\b)|\b\d{1,2}:\d{2}\b|\b(?:noon|midnight)\b"
_MOMENT = any_of(
    *(_DATE, _TIME, r"\b(?:the )?\d{1,2}(?:st|nd|rd|th)\b(?! \w)", r"\b(?:19|20)\d\d\b(?![.,]\d)"),
    rf"\b(?:{any_of(*WEEKDAYS)}s?|{any_of(*(day[:3] for day in WEEKDAYS))})\b",
)
_SINCE = any_of(r"on or (?:before|after)", "not? (?:later|earlier) than", "by", "before", "after", "until", "till")
_MOMENTS = re.compile(
    rf"(?:\b(?P<timed>(?i:{_SINCE}|from|between)){GAP})?(?P<first>{_MOMENT})"
    rf"(?:(?P<to>{GAP}(?:to|until|and){GAP}|{GAP}?[–—-]{GAP}?)(?P<last>{_MOMENT}))?|"
    rf"\b{_DAY}(?: to | and | ?[–-] ?){_DATE}"
)


def wholes(text: str, apart: bool = False) -> Iterator[Span]:
    """The spans of what is never cut, in no order; the two ends of a range are two if `apart` is set."""
    for match in _JOINED.finditer(text):
        ends = _RANGE.fullmatch(match.group()) if apart else None
        if ends is None:
            yield match.span()
        else:
            yield from ((match.start() + start, match.start() + end) for start, end in (ends.span(1), ends.span(2)))
    for pattern in (_SPACED, _DIGITS):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _MOMENTS.finditer(text):
        yield from _moments(match, apart)


def _moments(match: re.Match[str], apart: bool) -> Iterator[Span]:
    timed = (match["timed"] or "").lower()
    bounds = timed in ("from", "between")
    if match["to"] and not apart and (timed == "between" or match["to"].strip() != "and"):
        yield match.span()
    elif match["to"]:
        yield (match.start("first") if bounds else match.start()), match.end("first")
        yield match.span("last")
    else:
        yield (match.start("first") if bounds else match.start()), match.end()
