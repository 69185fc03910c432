"""Question and quote → whether the quote speaks of what is asked: its words, names, years, and no rival thing."""

import re
from functools import lru_cache

from index.search.lexical import STOP_WORDS, terms, words
from qa.agreement.datatypes import KEPT
from qa.agreement.named import is_same_name, named
from qa.language.asked import asks_for_several
from qa.language.figures import YEAR
from qa.language.grammar import MEASURES, is_person, is_plural
from qa.language.phrases import Place, phrases
from qa.language.rivals import RIVALS

_STOP_STEMS = frozenset(terms(" ".join(STOP_WORDS)))

_WHO_IS = re.compile(
    r"\bwho (?:is|was|are|were) (?:the |its |their |his |her )(?:[\w-]+ ){0,2}?"
    r"(?P<role>[\w-]+)(?= (?:of|at|in|for)\b|\?)",
    re.IGNORECASE,
)
_ASKS_WHICH = re.compile(r"\b(?:which|what) (?!is\b|are\b|was\b|were\b|did\b|do\b|does\b|has\b|will\b)[a-z]", re.I)
_WHO_DOES = re.compile(r"^\W*who (?P<verb>[a-z]+)\b", re.IGNORECASE)
_DONE_BY_ONE = frozenset(
    "is was leads heads chairs runs owns directs coaches manages edits presides governs sets has commands".split()
)
_SEVERAL = re.compile(
    r"^\W*(?:who|what|which) (?:are|were)\b|\b(?:some|any|examples?|such as|kinds? of|among)\b", re.IGNORECASE
)
_FIRST_WORD = re.compile(r"(?:\A|(?<=[.!?:] ))\W*[A-Z][a-z]*\b")


@lru_cache(maxsize=KEPT)
def content(text: str) -> frozenset[str]:
    """The stems of a text that carry meaning."""
    return frozenset(stem for stem in terms(text) if stem not in _STOP_STEMS and len(stem) > 1)


@lru_cache(maxsize=KEPT)
def _stems(text: str) -> frozenset[str]:
    """All stems of a text; "long" and "last" are among those that tell one thing from another."""
    return frozenset(terms(text))


def one_sided(question: str, one: str, other: str) -> float:
    """The share of a question's content stems that just one of two texts holds, 0 to 1."""
    asked = content(question)
    return len(asked & (content(one) ^ content(other))) / len(asked) if asked else 0.0


def subject_one_sided(question: str, one: str, other: str) -> bool:
    """Whether just one of two texts gives what a question asks something of: the books, of "the tax on books"."""
    told = content(one) ^ content(other)
    return bool(_subjects(question) & told)


@lru_cache(maxsize=KEPT)
def asks_one(question: str) -> bool:
    """Whether a question has one answer: who wrote, who is the head of, which river; not who lives, which rivers."""
    if asks_for_several(question) or _SEVERAL.search(question):
        return False
    who = _WHO_DOES.search(question)
    if who and who["verb"].endswith("s"):  # somebody does so, and others may as well
        return who["verb"].casefold() in _DONE_BY_ONE
    return not any(is_plural(phrase.head) for phrase in phrases(question) if phrase.place is Place.ASKED)


def asked_one_sided(question: str, one: str, other: str) -> bool:
    """Whether just one of two texts gives the kind of thing that is asked for: the airport, of "which airport"."""
    if not _ASKS_WHICH.search(question):
        return False
    asked = [phrase.head for phrase in phrases(question) if phrase.place is Place.ASKED]
    return bool(content(" ".join(asked[:1])) & (content(one) ^ content(other)))


@lru_cache(maxsize=KEPT)
def _subjects(question: str) -> frozenset[str]:
    """The stems of the things that a question asks something of, without what it asks."""
    found = [phrase for phrase in phrases(question) if phrase.place is not Place.ASKED]
    heads = [phrase.head for phrase in found if phrase.head.casefold() not in MEASURES]
    of = [phrase.head for phrase in found if phrase.preposition in ("of", "on", "for", "at", "in", "by")]
    return content(" ".join(of or heads))


def strayed(question: str, quote: str) -> int:
    """How often the quote tells of another thing of a kind than is asked: of the front camera, not of the rear one."""
    asked, told = _stems(question), _stems(quote)
    return sum(_strays(axis, asked, told) for axis in RIVALS)


def other_role(question: str, quote: str) -> bool:
    """Whether a quote tells who has another role than the one asked about: the director, not the patron."""
    match = _WHO_IS.search(question)
    if not match:
        return False
    told = {word for word in re.findall(r"[a-z]+", quote.casefold()) if is_person(word)}
    role = match["role"].casefold()
    return bool(told) and role not in told and terms(role)[0] not in terms(quote)


def parted(question: str, one: str, other: str) -> int:
    """How many kinds of thing two quotes tell a different one of, where the question leaves that open or names one."""
    first, second, asked = _stems(one), _stems(other), _stems(question)
    return sum(
        any(side & first and other_side & second for side in axis for other_side in axis if side is not other_side)
        and not any(side & first and side & second for side in axis)
        and any(side & asked for side in axis)
        for axis in RIVALS
    )


def other_year(question: str, quote: str) -> bool:
    """Whether question and quote name years, and none in common."""
    asked, told = set(YEAR.findall(question)), set(YEAR.findall(quote))
    return bool(asked and told and not asked & told)


def other_name(question: str, quote: str, answer: str) -> bool:
    """Whether the quote lacks a name that the question gives, and gives another outside its answer."""
    asked = names_asked(question)
    told = named(_FIRST_WORD.sub(" ", quote.replace(answer, " ")), question)
    if any(_has_sibling(name, quote, told) for name in asked):
        return True
    missing = [name for name in asked if not _speaks_of(name, quote)]
    return bool(missing and told and not any(is_same_name(name, one) for name in missing for one in told))


def _has_sibling(name: str, quote: str, told: frozenset[str]) -> bool:
    """Whether a quote lacks a name of several words, and gives one that begins alike: GitHub Pro, not GitHub Free."""
    first, *rest = name.split()
    if not rest or name.casefold() in quote.casefold():
        return False
    return any(other.split()[0] == first and len(other.split()) > 1 and not is_same_name(name, other) for other in told)


def speaks_of_second(question: str, text: str) -> bool:
    """Whether a question sets two names against each other, and the text speaks first of its second."""
    order = sorted(names_asked(question), key=question.find)
    if len(order) < 2:
        return False
    first, second = (_place(name, text) for name in order[:2])
    return second is not None and (first is None or second < first)


@lru_cache(maxsize=KEPT)
def _words(text: str) -> tuple[str, ...]:
    return tuple(words(text))


def _place(name: str, text: str) -> int | None:
    """Where a text first gives a name or its main word, counted in words."""
    said, parts = _words(text), _words(name)
    numbered = [part for part in parts if re.search(r"\d", part)] or [part for part in parts if len(part) > 1]
    return next((place for place, word in enumerate(said) if word in numbered), None)


def name_missing(question: str, text: str) -> bool:
    """Whether a name in the question stands nowhere in the text."""
    return any(not _speaks_of(name, text) for name in names_asked(question))


def names_asked(question: str) -> frozenset[str]:
    """The names in a question, the word that opens it left out."""
    return named(_FIRST_WORD.sub(" ", question))


def _speaks_of(name: str, text: str) -> bool:
    """Whether a text gives a name or its main word."""
    said, parts = _words(text), _words(name)
    numbered = [part for part in parts if re.search(r"\d", part)]
    return all(part in said for part in numbered) if numbered else any(part in said for part in parts if len(part) > 1)


def _strays(axis: tuple[frozenset[str], ...], asked: frozenset[str], told: frozenset[str]) -> bool:
    wanted = [side for side in axis if side & asked]
    return (
        bool(wanted)
        and any(side & told for side in axis if side not in wanted)
        and not any(side & told for side in wanted)
    )
