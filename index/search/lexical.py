"""Text → stemmed terms, the same way for passages and questions, whichever library keeps them."""

import re
import threading
import unicodedata

import Stemmer

from index.documents.unbroken import broken_parts, unbroken

STOP_WORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but by
    can could did do does doing down during each few for from further had has have having he her here hers herself him
    himself his how i if in into is it its itself just let ll me more most my myself no nor not of off on once only or
    other our ours ourselves out over own re same she should so some such than that the their theirs them themselves
    then there these they this those through to too under until up ve very was we were what when where which while who
    whom whose why will with would you your yours yourself yourselves tell please say says said know many much long far
    often want need show give according exactly name called kind really actually ever""".split()
)

_FOLDED = (
    (re.compile(r"\bunited states(?: of america)?\b|\bamerica\b"), "us"),
    (re.compile(r"\bunited kingdom\b"), "uk"),
)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"['’]s?\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]+|\d+(?:\.\d+)?|[^\W\d_{_CJK}]+\d*|\w+")
_IS_CJK = re.compile(rf"[{_CJK}]")
_COMBINING = re.compile(r"[\u0300-\u036f]+")
_MOST_TERMS = 64  # of a question, to search for
_STEMMERS = threading.local()  # a Snowball stemmer may serve one thread at a time


def words(text: str) -> list[str]:
    """The words of a text, folded for comparison: case, accents, "U.S.", possessives; Chinese and kana as pairs.

    What is hyphenated at the end of a line is one word.
    """
    folded = _COMBINING.sub("", unicodedata.normalize("NFKD", unbroken(text).casefold()))
    folded = unicodedata.normalize("NFC", folded)
    folded = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", folded)
    folded = _THOUSANDS.sub("", _POSSESSIVE.sub("", folded))
    for pattern, replacement in _FOLDED:
        folded = pattern.sub(replacement, folded)
    return [part for word in _WORD.findall(folded) for part in (_pairs(word) if _IS_CJK.match(word) else [word])]


def is_pair(word: str) -> bool:
    """Whether a word is a pair of Chinese characters or kana, which need not be a word."""
    return _IS_CJK.match(word) is not None


def terms(text: str) -> list[str]:
    """The words of a text, each stemmed (Snowball English, Porter 2001)."""
    stemmer = getattr(_STEMMERS, "english", None)
    if stemmer is None:
        stemmer = _STEMMERS.english = Stemmer.Stemmer("english")
    stems: list[str] = stemmer.stemWords(words(text))
    return stems


def passage_terms(text: str) -> list[str]:
    """The terms to find a passage by: of what is hyphenated at a line's end the parts too, as in "well-known"."""
    return [*terms(text), *terms(" ".join(broken_parts(text)))]


def content_words(text: str) -> list[str]:
    """The words of a question that carry its meaning, in order, without repeats."""
    return list(dict.fromkeys(word for word in words(text) if word not in STOP_WORDS))


def question_terms(question: str) -> list[str]:
    """The stemmed terms to search for: those of a question's content words, without repeats, at most 64."""
    return list(dict.fromkeys(terms(" ".join(content_words(question)))))[:_MOST_TERMS]


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)] or [run]
