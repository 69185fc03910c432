"""Figures in English text: what before and after one changes its meaning, and which figures an answer gives."""

import re
from collections.abc import Iterator

from index.documents.sentences import Span
from qa.language.words import CURRENCIES, any_of

YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-9]{2})\b")
MARKS = re.compile(r"[%$€£¥]")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?\s?(?:%|percent|thousand|million|billion|trillion)?")

_SPACE = r"[ \u00a0\u202f]"
GAP = rf"(?:{_SPACE}|(?-i:\r?\n(?=[a-z])))"
"""One space, or a line break that a sentence runs over; never two, which part columns and paragraphs."""
_BEFORE = rf"(?:{_SPACE}|\r?\n)"  # after a qualifier a figure may begin the next line

_ONES = any_of(
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty"),
    *(
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "half",
        "thirds?",
        "quarters?",
        "dozen",
        "once",
        "twice",
    ),
)
_SPELLED = rf"\b(?:an? (?=hundred|thousand|half|third|quarter|dozen))?{_ONES}\b(?:(?:-| (?:and )?)(?:an? )?{_ONES}\b)*"
_SCALES = r"(?:thousand|million|billion|trillion|bn|mn|k|m)s?\b"
_TIMES = (
    r"(?:second|sec|minute|min|hour|hr|day|night|week|weekend|fortnight|month|quarter|year|decade|century|centurie)s?"
)
_COINS = any_of(
    *("dollars?", "euros?", "cents?", "pence", "pounds?", "yuan", "yen", "rupees?", "francs?", "kron(?:er|or|a)", "kr"),
    *("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "CNY", "RMB", "INR", "SEK", "NOK", "DKK"),
)
_MEASURES = any_of(
    *(r"[kcmµn]?m[²³23]?", r"kilomet(?:re|er)s?", r"(?:centi|milli)?met(?:re|er)s?", "miles?", "yards?", "feet", "ft"),
    *("foot", "inch(?:es)?", r"[kmµ]?g", "kilo(?:gram(?:me)?)?s?", "grams?", "lbs?", "oz", "ounces?", "ton(?:ne)?s?"),
    *("m?l", r"(?:milli)?lit(?:re|er)s?", "gallons?", "hectares?", "acres?", "ha", "[KMGTP]i?B", "(?:[kmg]iga)?bytes?"),
    *(
        "bits?",
        r"[kMG]?bit/s",
        "[kMG]?bps",
        "[kMG]?Hz",
        "[kMG]?W",
        "[kMG]Wh",
        "[mk]?V",
        "mAh?",
        "pixels?",
        "megapixels?",
    ),
    *("degrees?", "calories", "kcal", "kJ", "mmol", "ppm", "dB"),
)
_MEASURE = rf"(?:(?:square|cubic) )?{_MEASURES}(?:/\w+)*"
_LENGTH = (
    rf"(?:(?:working|business|calendar|school|full|consecutive|whole){GAP})?{_TIMES}(?:{GAP}(?:old|of age|ago)|-old)?"
)
_WORDED = any_of(
    r"h(?: \d{1,2})?(?: min)?",
    "knots?",
    "mph",
    "kph",
    "points?",
    "per ?cent",
    "percentage points?",
    "basis points?",
    _COINS,
    _MEASURE,
    _LENGTH,
    "times",
    "megapixels?",
)
_UNIT = rf"(?:{_SPACE}?(?:%|‰|°[CF]?|℃|[€$£¥](?!\d))|(?:{GAP}|-){_WORDED}(?![\w-]))"

_EACH = any_of(
    *(_TIMES, "season", "term", "semester", "head", "person", "adult", "child", "seat", "user", "guest", "member"),
    *("family", "household", "piece", "item", "page", "copy", "unit", "room", "pitch", "kg", "kilo", "km", "mile"),
    *("lit(?:re|er)", "met(?:re|er)", "gallon", "visit", "lesson", "session", "ticket", "bottle", "bag", "box", "pair"),
    *("share", "time", "go", "line", "student", "pupil", "dog", "car", "vehicle", "order", "employee", "developer"),
)
_RATE = any_of(
    rf"{_SPACE}?/{_SPACE}?{_EACH}\b",
    rf",?{GAP}per{GAP}(?:(?:calendar|working|business|additional|extra|started|school|full){GAP})?\w+(?:/\w+)*",
    rf"{GAP}every{GAP}(?:{_ONES}|\d+){GAP}{_TIMES}\b",
    rf"{GAP}(?:an?|each|every){GAP}(?:(?:calendar|working|school){GAP})?{_EACH}\b",
    rf"{GAP}(?:each|apiece|p\.a\.|pa\b|annually|yearly|monthly|weekly|daily|hourly)(?!\w)",
)
_LIMIT = any_of(
    rf"{GAP}or{GAP}(?:more|less|fewer|over|above|under|below|older|younger|longer|later|earlier|higher|lower)\b",
    rf"{GAP}and{GAP}(?:over|above|under|below|older|younger|up)\b",
    rf",?{GAP}at{GAP}(?:the{GAP})?(?:very{GAP})?(?:least|most|latest|earliest)\b",
    rf"{GAP}(?:maximum|minimum|max|min|only)(?=\s*(?:[.,;:)|\n]|\Z))",
    rf"{GAP}\((?-i:[a-z][a-z-]*)(?:{_SPACE}(?-i:[a-z][a-z-]*))?\)",
)
_BEHIND = rf"(?:{_UNIT})?(?:{_RATE})*(?:{_LIMIT})?"

_LESS = any_of("more", "less", "fewer", "greater", "higher", "lower", "longer", "shorter", "older", "younger", "better")
_QUALIFIERS = any_of(
    *(
        "over",
        "under",
        "above",
        "below",
        "about",
        "around",
        "nearly",
        "almost",
        "roughly",
        "approximately",
        "approx\\.",
    ),
    *("only", "just", "merely", "not", "exactly", "some", "circa", "ca\\.", "minus", "within", "exceeding", "beyond"),
    *("every", "another", "an estimated", "estimated", "up to", "close to", "well over", "slightly", "a little", "no"),
    rf"{_LESS}{GAP}than",
    rf"no{GAP}(?:more|less|fewer|later|earlier|longer|greater|higher|lower){GAP}than",
    rf"not{GAP}(?:more|less|fewer|later|earlier|longer){GAP}than",
    rf"at{GAP}(?:the{GAP})?(?:very{GAP})?(?:least|most)",
    r"(?:a )?(?:minimum|maximum|average) of",
    *("minimum", "maximum", r"min\.", r"max\.", "an average of", "on average"),
    rf"as{GAP}(?:many|much|few|little|low|high|early|late|long|often){GAP}as",
    *("before", "after", "until", "till"),
)
_VERB_PART = rf"(?:over|after|under|above|below){_BEFORE}(?:an?{_BEFORE})?(?:max|min|up|at|about|average)"
"""Of a verb, not of the figure: "look after up to two", "carry over a maximum of 240"."""
_QUALIFIER = rf"(?:\b(?!{_VERB_PART}){_QUALIFIERS}{_BEFORE}(?:(?:an?|the){_BEFORE})?)"
_SIGN = rf"(?:[-−+]|[±~≈<>≤≥]{_SPACE}?)?"
_NUMBER = (
    r"(?:(?<!\d )\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?! ?\d)|\d+(?:[.,]\d+)*|\.\d+)"
    r"(?:st|nd|rd|th)?(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?(?: ?[½¼¾⅓⅔⅛])?"
)
_WRITTEN = rf"{_SIGN}(?:{CURRENCIES}{_SPACE}?{_SIGN})?{_NUMBER}(?:{_SPACE}?{_SCALES}|[a-zµ°℃]{{1,4}})?"
_AMOUNT = rf"(?<![\w.,:]){_WRITTEN}(?!\w|:\d)|[½¼¾⅓⅔⅛]|{_SPELLED}"
_TO = rf"(?:{_SPACE}?[–—-]{_SPACE}?|{GAP}(?:to|or|and){_BEFORE})"
_QUANTITY = re.compile(
    rf"{_QUALIFIER}*(?P<from>(?:from|between){_BEFORE})?(?:{_AMOUNT})(?P<behind>{_BEHIND})"
    rf"(?:(?P<to>{_TO})(?P<second>{_QUALIFIER}*(?:{_AMOUNT}){_BEHIND}))?",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:ris\w+|rose|f[ae]ll\w*|grow\w*|grew|increas\w+|decreas\w+|reduc\w+|rais\w+|lower\w+|cut\w*|drop\w*|declin\w+|"
    r"went|go(?:es)?|gone|chang\w+|mov\w+|improv\w+|up|down|climb\w+|jump\w+|shr[aiu]nk\w*|expand\w*|doubl\w+)\b",
    re.IGNORECASE,
)


def figures(text: str) -> frozenset[str]:
    """The figures of a text with their units, without spaces and commas."""
    return frozenset(re.sub(r"[\s,]", "", match) for match in _FIGURE.findall(text.casefold()))


def quantities(text: str, apart: bool = False) -> Iterator[Span]:
    """The span of each figure with what changes its meaning: "at least two years", "between 5 and 7 % a month".

    A range is one ("5 to 7 months"), unless something changes from one figure to the other, or `apart` is set.
    """
    for match in _QUANTITY.finditer(text):
        start, end = match.span()
        if match["to"] is None:
            yield (match.end("from") if match["from"] and match["from"].lower().startswith("between") else start), end
        elif apart or not _is_range(text, match):
            yield (match.start() if not match["from"] else match.end("from")), match.start("to")
            yield match.span("second")
        else:
            yield start, end


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Whether the two figures bound one range: neither a change from one to the other, nor two separate figures."""
    opening, joint = (match["from"] or "").lower(), match["to"].strip().lower()
    if joint == "and":
        return opening.startswith("between")
    if joint == "to":
        if bool(YEAR.search(match.group()[: match.start("to") - match.start()])) != bool(YEAR.search(match["second"])):
            return False
        return not (opening and _CHANGES.search(text, max(0, match.start() - 60), match.start()))
    return joint != "or" or not match["behind"]
