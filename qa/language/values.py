"""Sentence → the spans of some kind of value: a number, a sum, a share, a date, a name, the words of a reason."""

import re
from collections.abc import Iterator

from index.documents.sentences import Span
from qa.language.kinds import Kind
from qa.language.roles import ROLES
from qa.language.words import MONTHS, SHORT_MONTHS, any_of

_SPELLED = any_of(
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty"),
    *("sixty", "seventy", "eighty", "ninety", "hundreds?", "thousands?", "dozens?", "millions?", "billions?"),
    *("trillions?", "half", "a third", "a quarter", "double", "twice", "triple", "none", "several"),
)
_MORE = any_of(
    "over", "under", "about", "around", "nearly", "almost", "roughly", "some", "more than", "less than", "up to"
)
_LESS = any_of("fewer than", "at least", "at most", "as (?:little|few|many|much) as", "approximately", "below", "above")
_ABOUT = rf"(?:(?:{_MORE}|{_LESS}|between)\s+(?:an?\s+)?)?"
_SCALE = r"(?:[\s-]?(?:thousand|million|billion|trillion|hundred|dozen|bn|m|k)\b)?"
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_CURRENCY = r"(?:US\$|[$€£¥₹]|(?:USD|EUR|GBP|RMB|CNY)\s?)"
_COINS = r"(?:dollars|euros|pounds|yuan|yen|rupees)\b"
_MONTH = any_of(*MONTHS, *SHORT_MONTHS)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATES = any_of(
    *(rf"\b{_MONTH}\s+{_DAY}(?:,?\s+\d{{4}})?\b", rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?"),
    *(rf"\b{_MONTH}\s+\d{{4}}\b", r"\b(?:1[0-9]{3}|20[0-9]{2})s?\b(?![\s,.]?\d|\s?(?:%|percent))"),
    *(r"\b\d{1,2}(?:st|nd|rd|th) century\b", r"\b\d{4}-\d{2}-\d{2}\b"),
    rf"\b(?:this|last|next)\s+(?:year|week|month|decade|summer|winter|spring|fall|{_MONTH})\b",
    rf"\b{_MONTH}(?!\w)",
)
_PARTS = any_of(
    *(rf"{_FIGURE}\s?(?:%|per ?cent\b|percentage points\b)", rf"{_SPELLED}\sper ?cent\b"),
    r"\b(?:half|a third|two thirds|a quarter|one in \w+)\b",
)
_NAME = r"\b[^\W\d_a-z]\w*(?:[-'’.]\w+)*(?:\s+(?:(?:of|de|van|von|al|bin|the)\s+)?[^\W\d_a-z][\w'’-]*)*"
_IN = any_of("in", "at", "near", "from", "to", "on", "across", "outside", "inside", "of", "the")
_BECAUSE = any_of(
    *("because", "since", "due to", "owing to", "thanks to", "as a result", r"result(?:s|ed|ing)? (?:from|of)"),
    *(
        r"caus(?:e|es|ed|ing)",
        "so that",
        "in order to",
        "reasons?",
        "therefore",
        "thus",
        "hence",
        "leads? to",
        "led to",
    ),
    *(r"driv(?:en|es|ing|ers?)", r"given (?:that|the)", "means that", "that means", r"fuel(?:s|ed|led)", "spurred"),
    *("lack of", "factors?", r"motivat\w+", r"allow(?:s|ed|ing)", r"enabl\w+", r"attribut\w+", r"blam\w+"),
    *(r"explain\w+", r"aim(?:s|ed)? to", "for fear"),
    r"as (?:he|she|it|they|there)",
    r"to (?:avoid|ensure|protect|prevent|reduce|help|make|get|keep)",
)
_BY_MEANS = any_of(
    *(
        r"by \w+ing",
        "through",
        "via",
        "using",
        r"us(?:es|ed)",
        r"with (?:the )?help",
        r"employ(?:s|ed|ing)?",
        "such as",
    ),
    *("thanks to", r"allow(?:s|ed|ing)?", "methods?", r"strateg(?:y|ies)", r"approach(?:es)?", "techniques?"),
)
_PATTERNS = {
    Kind.NUMBER: rf"{_ABOUT}(?:{_CURRENCY}?{_FIGURE}{_SCALE}(?:\s?%)?|\b{_SPELLED}\b(?:[\s-]{_SPELLED})*)",
    Kind.MONEY: rf"{_ABOUT}(?:{_CURRENCY}\s?{_FIGURE}{_SCALE}|{_FIGURE}{_SCALE}\s{_COINS})",
    Kind.SHARE: rf"{_ABOUT}{_PARTS}",
    Kind.REASON: rf"\b{_BECAUSE}\b",
    Kind.MEANS: rf"\b{_BY_MEANS}\b",
}
_HELD = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _PATTERNS.items()} | {
    Kind.DATE: re.compile(
        rf"(?:(?i:since|by|in|until|around|before|after)[\s-]+)?(?:(?i:late|early|mid)[\s-]+)?{_DATES}"
    ),
    Kind.PERSON: re.compile(_NAME),
    Kind.PLACE: re.compile(rf"\b{_IN}\s+(?:the\s+)?({_NAME})"),
}

_ROLE = any_of(*ROLES)


def defines(sentence: str, subject: str) -> bool:
    """Whether a sentence says what a subject is: "S, head of …", "chairman S", "S is …", "… (S)", "S (…)"."""
    if not subject:
        return False
    named = re.escape(subject)
    says = any_of(
        rf"{named}[\"'”’]*,? (?:\(|(?:who )?(?:is|was|are|were)\b|means?\b|refers? to\b|stands for\b)",
        rf"{named}, (?:(?:a|an|the|who|which)\b|(?:[\w’'-]+ ){{0,5}}{_ROLE}\b)",
        rf"\({named}[;:)]",
        rf"\b{_ROLE}(?: of [\w ]+)?,? {named}",
    )
    return re.search(says, sentence, re.IGNORECASE) is not None


def holds(sentence: str, kind: Kind, question: str) -> bool:
    """Whether a sentence has a value of this kind that is not in the question."""
    return next(values(sentence, kind, question), None) is not None


def values(sentence: str, kind: Kind, question: str) -> Iterator[Span]:
    """The spans of the values of this kind in a sentence that are not in the question."""
    pattern = _HELD.get(kind)
    if pattern is None:
        return
    asked = question.casefold()
    for match in pattern.finditer(sentence):
        start, end = match.span(match.lastindex or 0)
        value = sentence[start:end]
        if value.strip().casefold() in asked or (kind is Kind.PERSON and not _could_name(start, value)):
            continue
        yield start, end


def _could_name(start: int, value: str) -> bool:
    """Whether a capitalised word is more than the first word of its sentence."""
    return start > 0 or len(value.split()) > 1 or not value.isalpha() or not value.istitle()
