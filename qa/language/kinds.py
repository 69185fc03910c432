"""Question → the kind of thing it asks for: a number, a date, a person, a place, a reason.

It goes by the English words alone; a question of no known kind is `Kind.ANY`, which any sentence may answer.
"""

import re
from enum import Enum

from qa.language.roles import ROLES
from qa.language.words import any_of


class Kind(Enum):
    """What would answer a question."""

    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    MEANS = "means"
    DEFINITION = "definition"
    ANY = "any"


_IS = r"what(?:'s|’s| is| are| was| were)?"
_MONEY = any_of(
    *(r"money", r"fund(?:s|ing)?", r"invest\w*", r"rais\w+", r"cost\w*", r"pa(?:y|ys|id)", r"spen[dt]\w*", r"worth"),
    *(r"pric\w+", r"valu\w+", r"revenues?", r"profits?", r"salar\w+", r"earn\w*", r"wages?", r"budget\w*", r"fees?"),
    *(r"fines?", r"market cap\w*", r"capital", r"loans?", r"debts?", r"owe\w*"),
)
SIZE = any_of(
    *("many", "much", "old", "long", "far", "tall", "high", "big", "large", "fast", "often", "deep", "wide", "few"),
    *("heavy", "hot", "cold", "warm", "thick", "thin", "steep", "loud", "bright", "strong", "short", "small", "young"),
    *("soon", "late", "early", "close", "near", "quickly", "frequently", "expensive", "cheap", "dear"),
)
"""What "how" asks the measure of."""
_COUNT = any_of("number", "amount", "quantity", "age", "score", "size", "length", "height", "total", "population")
_PART = any_of("share", r"percent\w*", "fraction", "proportion", "part of", "probability", "likelihood", "rate")
_WORTH = any_of("worth", "cost", "price", "valuation", "salary", "revenue", "budget")
_TIME = any_of("year", "month", "day", "date", "decade", "century", "time", "period", "season")
_WHOM = any_of("person", "man", "woman", "people", *ROLES)
_PLACES = any_of("city", "country", "place", "state", "town", "region", "province", "continent", "village", "location")
_CAUSE = any_of("reasons?", "causes?", "caused", "explains?", r"motivat\w+", "made", "makes", "drives", "drove", "led")

_ASKING = (  # the first that matches decides
    (
        Kind.REASON,
        rf"\bwhy\b|\bhow come\b|\bwhat (?:\w+ )?{_CAUSE}\b|{_IS} (?:the )?\w* ?(?:reasons?|causes?|motives?)\b",
    ),
    (Kind.SHARE, rf"\b(?:what|which) {_PART}\b|\bhow (?:likely|probable)\b|\b{_IS} the (?:odds|chances?|{_PART})\b"),
    (Kind.MONEY, rf"\b(?:how much|what (?:amount|sum))\b.*\b{_MONEY}\b|\b{_IS}\b.*\b{_WORTH}\b"),
    (Kind.MONEY, r"\bwhat did .* (?:pay|cost|spend|earn|raise)\b"),
    (Kind.NUMBER, rf"\bhow {SIZE}\b|\bwhat {_COUNT}\b|\b{_IS} the (?:\w+ )?{_COUNT}\b"),
    (Kind.DATE, r"^\W*(?:\w+ )?when\b|\bwhen (?:did|do|does|is|was|were|will|has|had|can)\b|\bhow long ago\b"),
    (Kind.DATE, rf"\b(?:what|which) {_TIME}\b|\bsince when\b"),
    (Kind.DEFINITION, r"^\W*(?:who|what)(?:'s|’s| is| are| was| were) (?!the\b|a\b|an\b|it\b)[^?]{2,60}\??\s*$"),
    (Kind.DEFINITION, r"\bmeant by\b|\bwhat does .* (?:mean|stand for)\b|\bdefin(?:e|ition)\b|\bmeaning of\b"),
    (Kind.PERSON, rf"\bwho(?:m|se|'s|’s)?\b|\bwhich {_WHOM}\b"),
    (Kind.PLACE, rf"\bwhere\b|\b(?:what|which) {_PLACES}\b"),
    (Kind.MEANS, r"^\W*(?:and |but |so )?how\b|\bin what way\b|\bby what means\b"),
)
_DEFINED = re.compile(
    r"^\W*(?:who|what)(?:'s|’s| is| are| was| were)\s+(?:meant by\s+)?(?P<subject>[^?]{2,60}?)\W*$|"
    r"\bwhat (?:does|do|did)\s+(?P<term>[^?]{2,60}?)\s+(?:mean|stand for)\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"^(?:Q|Question)\s*[:.]\s*", re.IGNORECASE)
OPENS_QUESTION = re.compile(r"^(?:who|what|when|where|why|how|which)\b", re.IGNORECASE)
_QUESTIONS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ASKING)


def kind_of(question: str) -> Kind:
    """The kind of thing that would answer a question."""
    return next((kind for kind, pattern in _QUESTIONS if pattern.search(question)), Kind.ANY)


def subject_of(question: str) -> str:
    """What a question of kind DEFINITION asks about, without quotation marks; empty if that is not clear."""
    match = _DEFINED.search(question)
    return (match["subject"] or match["term"]).strip(" \"'“”‘’") if match else ""


def asks(text: str) -> bool:
    """Whether a text ends as a question does."""
    return text.endswith(("?", "？"))
