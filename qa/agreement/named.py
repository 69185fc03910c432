"""Answers → the names in them, and whether two names are one: in full and short, with initials, as an acronym."""

import re
from functools import lru_cache

from index.search.lexical import STOP_WORDS, terms
from qa.agreement.datatypes import KEPT
from qa.language.names import NATIONALITY, names
from qa.language.roles import ROLES
from qa.language.words import MONTHS, OPENERS, WEEKDAYS

_NO_NAME = STOP_WORDS | OPENERS | {word.casefold() for word in (*MONTHS, *WEEKDAYS)}
_PREFIX = re.compile(
    rf"^(?:the |Dr\.? |Mrs?\.? |Ms\.? |Prof\.? |Professor |Sir |Dame |Lord |Lady |St\.? |(?:{'|'.join(ROLES)}) )+", re.I
)
_CORPORATE = re.compile(r"[,.]? (?:Inc|Corp|Ltd|LLC|plc|AG|GmbH|SA|Group|Holdings?|Company|Co|Corporation)\.?$", re.I)
_FOLDED = {
    "usa": "united states",
    "us": "united states",
    "u.s.": "united states",
    "u.s.a.": "united states",
    "america": "united states",
    "united states of america": "united states",
    "uk": "united kingdom",
    "u.k.": "united kingdom",
    "britain": "united kingdom",
    "great britain": "united kingdom",
    "eu": "european union",
    "prc": "china",
    "holland": "netherlands",
    "russian federation": "russia",
    "uae": "united arab emirates",
}
_WITH_DIGITS = re.compile(r"\b(?=\w*[A-Z])(?=[\w.-]*\d)[A-Za-z][\w.-]*\w|\b[A-Z][\w-]+ \d[\w.]*")
_SMALL = frozenset("of the and for de van von der la le du del di".split())


@lru_cache(maxsize=KEPT)
def named(text: str, besides: str = "") -> frozenset[str]:
    """The names of a text, without titles and possessives, except those that stand in `besides` too."""
    other = besides.casefold()
    spans = [text[start:end] for start, end in names(text)] + _WITH_DIGITS.findall(text)
    bare = (_bare(name) for name in spans)
    return frozenset(
        name
        for name in bare
        if len(name) > 1 and name.casefold() not in _NO_NAME and name.casefold() not in other and not _is_kind(name)
    )


def is_same_name(one: str, other: str) -> bool:
    """Whether two names can be of one: equal, one a part of the other, with initials, an acronym, a short form."""
    first, second = _folded(one), _folded(other)
    if first == second:
        return True
    if re.search(r"\d", one + other):
        return False  # A100 is not A10
    short, long = sorted((terms(first), terms(second)), key=len)
    if not short:
        return False
    if _is_acronym(one, other) or _is_acronym(other, one):
        return True
    if len(short) == 1:
        return short[0] in (long[0], long[-1]) or (len(long) > 1 and short[0] in long)
    return short[-1] == long[-1] and all(_fits(part, long) for part in short[:-1])


def any_shared(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two sets of names have one in common."""
    return any(is_same_name(one, other) for one in ours for other in theirs)


def denied(answer: str, others: frozenset[str]) -> bool:
    """Whether an answer says that it is not one of these: "by a pupil and not by Holbein himself"."""
    match = re.search(r"\bnot (?:by |in |at |to |of |with )?(?P<name>[A-Z].*)", answer)
    return bool(match) and any_shared(named(match["name"]), others) if match else False


def _bare(name: str) -> str:
    name = re.sub(r"['’]s$", "", name.strip(" .,;:"))
    return _CORPORATE.sub("", _PREFIX.sub("", name)).strip()


def _is_kind(name: str) -> bool:
    """Whether a capitalised word is a people or nation's adjective, and so no name of its own."""
    return " " not in name and bool(NATIONALITY.search(name)) and len(name) > 5


def _folded(name: str) -> str:
    lower = re.sub(r"[^\w\s.&-]", "", name.casefold())
    return _FOLDED.get(lower, lower.replace(".", "").replace("-", " "))


def _fits(part: str, words: list[str]) -> bool:
    """Whether a first name, or the initials of it, is among these words."""
    return part in words or any(word.startswith(part[:1]) and (len(part) <= 2 or len(word) <= 2) for word in words)


def _is_acronym(short: str, long: str) -> bool:
    letters = re.sub(r"[^A-Za-z]", "", short)
    if len(letters) < 2 or not letters.isupper():
        return False
    words = [word for word in re.split(r"[\s-]+", long) if word and word.casefold() not in _SMALL]
    return len(words) > 1 and "".join(word[0] for word in words).upper() == letters
