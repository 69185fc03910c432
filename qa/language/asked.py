"""Question → how many values it asks for: one end of a range, one, or several at once."""

import re

from index.search.lexical import STOP_WORDS
from qa.language.kinds import SIZE
from qa.language.words import any_of

_ONE_END = re.compile(
    r"\b(?:(?:do|does|did|will|can)\b.*\bopen|opens|opening|clos(?:es?|ing)|start(?:s|ing|ed)?|end(?:s|ing|ed)?|begin(?:s|ning)?|began|finish\w*|"
    r"first|last|earl(?:y|iest)|late(?:st)?|min(?:imum)?|max(?:imum)?|until|till|up to|upper|lower|bounds?|limit|"
    r"lowest|highest|least|most|smallest|largest|cheapest|dearest|youngest|oldest|born|died|depart\w*|arriv\w*|leav\w*|"
    r"single|return|one[- ]way|stops?)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\b(?:or|either|vs\.?|versus)\b", re.IGNORECASE)
_YES_NO = re.compile(
    r"^\W*(?:(?:and|but|so|then|hi|hello|please)\W+)*(?:is|are|was|were|am|do|does|did|can|could|may|might|must|will|would|"
    r"shall|should|has|have|had|(?:is|are|was|were|do|does|did|can|could|wo|would|should|has|have)n['’]t)\b",
    re.IGNORECASE,
)
ASKING_WORD = re.compile(r"\b(?:who\w*|what\w*|when|where|why|how|which)\b", re.IGNORECASE)
_ASKING = any_of("who", "what", "when", "where", "which", "how")
_COUNTED = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_COUNT = re.compile(
    rf"\b(?:what|which)(?: (?:are|were))?(?: the| those| these)? (?P<number>{any_of(*_COUNTED)})\b|\bboth\b|"
    rf"\b{_ASKING}\b.*\b(?:and|to|until|till) (?:(?:by|at|in|on|for|from|to) )?{_ASKING}\b|\bbetween (?:which|what)\b",
    re.IGNORECASE,
)
_SMALL = r"(?:for|of|to|in|at|on|from|by|the|an?|his|her|its|their|my|how (?:many|much))"  # words before a label
_JOINED = re.compile(rf"(?P<first>[^\W\d][\w’'-]*)(?:,? and|\s?&)(?: {_SMALL}){{0,2}} (?P<second>[^\W\d][\w’'-]*)")
_NO_LABELS = STOP_WORDS - {"name", "kind"}
_IS_CLAUSE = re.compile(r"['’](?:ve|re|ll|m|d|s)$|n['’]t$", re.IGNORECASE)
_EXPLAINS = re.compile(rf"^\W*(?:and |but |so )?(?:why|how (?!{SIZE}))\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;:,!?]\s+|\s[-–—]\s")


def is_yes_or_no(question: str) -> bool:
    """Whether a question asks if something is so: it, or its last clause if nothing else asks, opens with a verb."""
    last = next((clause for clause in reversed(_CLAUSE.split(question)) if clause.strip()), "")
    return bool(_YES_NO.search(question) or (_YES_NO.search(last) and not ASKING_WORD.search(question)))


def is_choice(question: str) -> bool:
    """Whether a question names what it lets one choose from: "A or B"."""
    return _CHOICE.search(question) is not None


def asks_for_one_end(question: str) -> bool:
    """Whether one end of a range would answer: "when does it close", "the earliest"."""
    return _ONE_END.search(question) is not None and not asks_for_several(question)


def asks_for_several(question: str) -> bool:
    """Whether more than one value is asked for at once."""
    return values_asked(question) > 1


def values_asked(question: str) -> int:
    """How many values a question asks for, from 1 to 5: "which three", "the opening and closing time"."""
    if is_yes_or_no(question):
        return 1
    if (match := _COUNT.search(question)) is not None:
        return _COUNTED[(match["number"] or "both").lower()]
    return 2 if labels_asked(question) else 1


def labels_asked(question: str) -> tuple[str, str] | None:
    """The words that say what two values are asked of, "men" and "women"; none in names such as "Marks and Spencer"."""
    if _EXPLAINS.search(question):
        return None
    for match in _JOINED.finditer(question):
        first, second = match["first"], match["second"]
        if first.casefold() in _NO_LABELS or second.casefold() in _NO_LABELS or _IS_CLAUSE.search(second):
            continue
        if not (first[0].isupper() and second[0].isupper() and match.start() > 0):
            return first, second
    return None
