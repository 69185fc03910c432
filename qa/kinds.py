"""Question → the kind of thing it asks for, and where a sentence holds such a thing: a number, a date, a name, a reason.

Told from words alone, for English; a question of no known kind is `Kind.ANY`, and any sentence will do for it.
"""

import re
from collections.abc import Iterator
from enum import Enum

Span = tuple[int, int]


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


_MONEY_WORDS = (
    r"(?:money|funding|funds?|invest\w*|rais\w+|cost\w*|pa(?:y|ys|id)|spen[dt]\w*|worth|pric\w+|valu\w+|revenues?|"
    r"profits?|salar\w+|earn\w*|wages?|budget\w*|fees?|fines?|market cap\w*|capital|loans?|debts?|owe\w*|net worth)"
)
_QUESTIONS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.REASON,
        r"\bwhy\b|\bhow come\b|\bwhat (?:\w+ )?(?:reasons?|causes?|caused|explains?|motivat\w+|made|makes|drives|drove|led)\b",
    ),
    (
        Kind.REASON,
        r"\bwhat (?:is|are|was|were) (?:the )?\w* ?(?:reasons?|causes?|factors?|motives?)\b|\bwhat .* blame\b|\bhow .* explain\b",
    ),
    (Kind.SHARE, r"\b(?:what|which) (?:share|percent\w*|fraction|proportion|part of|probability|likelihood|rate)\b"),
    (
        Kind.SHARE,
        r"\bhow (?:likely|probable)\b|\bwhat(?:'s| is| are| was| were)? the (?:odds|chances?|probability|likelihood|share|percent\w*|rate)\b",
    ),
    (
        Kind.MONEY,
        rf"\b(?:how much|what (?:amount|sum))\b.*\b{_MONEY_WORDS}\b|\bwhat(?:'s| is| was| were)?\b.*\b(?:worth|cost|price|valuation|salary|revenue|budget|net worth)\b",
    ),
    (Kind.MONEY, r"\bwhat did .* (?:pay|cost|spend|earn|raise)\b"),
    (
        Kind.NUMBER,
        r"\bhow (?:many|much|old|long|far|tall|high|big|large|fast|often|deep|wide|heavy|large|few|little)\b",
    ),
    (
        Kind.NUMBER,
        r"\bwhat (?:number|amount|quantity|age|score|size|length|height|percentage|total|population)\b|\bwhat(?:'s| is| was) the (?:\w+ )?(?:number|amount|population|age|score|size|total)\b|\bshr[iau]nk to\b",
    ),
    (
        Kind.DATE,
        r"^\W*(?:\w+ )?when\b|\bwhen (?:did|do|does|is|was|were|will|has|had|can)\b|\b(?:what|which) (?:year|month|day|date|decade|century|time|period|season)\b|\bsince when\b|\bhow long ago\b",
    ),
    (Kind.DEFINITION, r"^\W*(?:who|what)(?:'s|’s| is| are| was| were) (?!the\b|a\b|an\b|it\b)[^?]{2,60}\??\s*$"),
    (
        Kind.DEFINITION,
        r"\bwhat (?:is|was|are) meant by\b|\bwhat does .* (?:mean|stand for)\b|\bdefin(?:e|ition)\b|\bmeaning of\b",
    ),
    (
        Kind.PERSON,
        r"\bwho(?:m|se|'s|’s)?\b|\bwhich (?:person|man|woman|people|scientist|author|founder|researcher|player|president|minister|leader|ceo)\b",
    ),
    (
        Kind.PLACE,
        r"\bwhere\b|\b(?:what|which|in what|in which) (?:city|country|place|state|town|region|province|continent|village|county|river|location)\b",
    ),
    (Kind.MEANS, r"^\W*(?:and |but |so )?how\b|\bin what way\b|\bby what means\b|\bthrough what\b"),
)
_ASKING = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _QUESTIONS)

_SPELLED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|millions?|"
    r"billions?|trillions?|half|a third|a quarter|double|twice|triple|none|several)"
)
_ABOUT = r"(?:(?:over|under|about|around|nearly|almost|roughly|some|more than|less than|fewer than|at least|at most|up to|as (?:little|few|many|much) as|approximately|below|above|between)\s+(?:an?\s+)?)?"
_SCALE = r"(?:[\s-]?(?:thousand|million|billion|trillion|hundred|dozen|bn|m|k)\b)?"
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_CURRENCY = r"(?:US\$|[$€£¥₹]|(?:USD|EUR|GBP|RMB|CNY)\s?)"
_SHARE_VALUE = rf"{_ABOUT}(?:{_FIGURE}\s?(?:%|per ?cent\b|percentage points\b)|(?:{_SPELLED}|half)\s(?:per ?cent\b)|\b(?:half|a third|two thirds|a quarter|one in \w+)\b)"
_MONEY_VALUE = (
    rf"{_ABOUT}(?:{_CURRENCY}\s?{_FIGURE}{_SCALE}|{_FIGURE}{_SCALE}\s(?:dollars|euros|pounds|yuan|yen|rupees)\b)"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
_DATE_VALUE = (
    rf"(?:(?:since|by|in|until|late|early|mid|around|before|after)[\s-]+)?(?:(?:late|early|mid)[\s-]+)?"
    rf"(?:\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?|\b{_MONTH}\s+\d{{4}}\b|"
    rf"\b(?:1[0-9]{{3}}|20[0-9]{{2}})s?\b(?![\s,.]?\d|\s?(?:%|percent))|\b\d{{1,2}}(?:st|nd|rd|th) century\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b(?:this|last|next)\s+(?:year|week|month|decade|summer|winter|spring|fall|{_MONTH})\b|"
    rf"\b{_MONTH}(?!\w))"
)
_NUMBER_VALUE = rf"{_ABOUT}(?:{_CURRENCY}?{_FIGURE}{_SCALE}(?:\s?%)?|\b{_SPELLED}\b(?:[\s-]{_SPELLED})*)"
_NAME_VALUE = r"\b[^\W\d_a-z]\w*(?:[-'’.]\w+)*(?:\s+(?:(?:of|de|van|von|al|bin|the)\s+)?[^\W\d_a-z][\w'’-]*)*"
_PLACE_VALUE = rf"\b(?:in|at|near|from|to|on|across|outside|inside|of|the)\s+(?:the\s+)?({_NAME_VALUE})"
_REASON_CUE = (
    r"\b(?:because|since|due to|owing to|thanks to|as a result|result(?:s|ed|ing)? (?:from|of)|caus(?:e|es|ed|ing)\b|"
    r"so that|in order to|reasons?|therefore|thus|hence|driv(?:en|es|ing|ers?)|led to|leads? to|given (?:that|the)|"
    r"means that|that means|fuel(?:s|ed|led)|spurred|constrain\w+|limited|lack of|factors?|motivat\w+|allow(?:s|ed|ing)|enabl\w+|attribut\w+|"
    r"cited|blam\w+|explain\w+|aim(?:s|ed)? to|for fear|as (?:he|she|it|they|there)\b|to (?:avoid|ensure|protect|prevent|reduce|accelerate|attract|help|make|get|keep|lessen|strengthen))\b"
)
_MEANS_CUE = r"\b(?:by \w+ing|through|via|using|us(?:es|ed)|with (?:the )?help|employ\w*|such as|thanks to|allow\w*|can be|method\w*|strateg\w+|approach\w*|techni\w+)\b"
_HOLDING = {
    Kind.NUMBER: re.compile(_NUMBER_VALUE, re.IGNORECASE),
    Kind.MONEY: re.compile(_MONEY_VALUE, re.IGNORECASE),
    Kind.SHARE: re.compile(_SHARE_VALUE, re.IGNORECASE),
    Kind.DATE: re.compile(_DATE_VALUE),
    Kind.PERSON: re.compile(_NAME_VALUE),
    Kind.PLACE: re.compile(_PLACE_VALUE),
    Kind.REASON: re.compile(_REASON_CUE, re.IGNORECASE),
    Kind.MEANS: re.compile(_MEANS_CUE, re.IGNORECASE),
}


def kind_of(question: str) -> Kind:
    """The kind of thing that would answer a question."""
    return next((kind for kind, pattern in _ASKING if pattern.search(question)), Kind.ANY)


def holds(sentence: str, kind: Kind, question: str) -> bool:
    """Whether a sentence holds a thing of this kind that the question does not name itself."""
    return next(values(sentence, kind, question), None) is not None


def values(sentence: str, kind: Kind, question: str) -> Iterator[Span]:
    """The spans in a sentence of things of this kind that the question does not name itself."""
    pattern = _HOLDING.get(kind)
    if pattern is None:
        return
    asked = question.casefold()
    for match in pattern.finditer(sentence):
        start, end = match.span(match.lastindex or 0)
        value = sentence[start:end]
        if value.strip().casefold() in asked or (kind is Kind.PERSON and not _could_name(sentence, start, value)):
            continue
        yield start, end


def _could_name(sentence: str, start: int, value: str) -> bool:
    """Whether a capitalised word is more than the first word of its sentence."""
    return start > 0 or len(value.split()) > 1 or not value.isalpha() or not value.istitle()
