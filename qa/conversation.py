"""A chat turn and the questions before it → a question that stands alone.

Told from words, without a language model: pronouns take the name they mean, "And in China?" is the last question with
China in it, "Why?" is asked of the last question. A turn that needs nothing of the kind is left exactly as it is, so
that a new topic is never dragged back to the old one.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from index.search.lexical import STOP_WORDS, content_words
from qa.language.names import names, person_names, places

AnswerOf = Callable[[str], str]

_OPENING = re.compile(r"^\W*(?:(?:and|but|so|or|then|also|ok(?:ay)?|well|now)\b[\s,]*)+", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^\W*(?:what|how) about\s+", re.IGNORECASE)
_OWN_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|"
    r"should|may|might|must|tell|list|show|give|explain|describe|name)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^\W*(?:(?:who|what|where)(?:'s|’s| is| are| was| were)|tell me (?:more )?about|what do you know about|describe|"
    r"explain|what happened (?:to|with))\s+(?P<subject>[^?.!]+)",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"\b(?P<word>he|she|him|his|her|hers)\b", re.IGNORECASE)
_IMPERSONAL = re.compile(r"\b(?P<word>it|its|they|them|their|theirs)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:(?:that|this|these|those)(?=\s*(?:\W*$|\b(?:is|was|are|were|mean|matter|happen|work|one|about|for)\b))|"
    r"(?:there|then)(?=\W*$)|(?:which|the (?:\w+ )?)ones?\b|the (?:same|former|latter|others?)\b|else\b|"
    r"(?:such|these|those) \w+)",
    re.IGNORECASE,
)
_EMPTY_IT = re.compile(
    r"\bit\s+(?:is\s+|was\s+)?(?:\w+\s+){0,2}(?:to|for|that|if|whether)\b|"
    r"\b(?:is|was|will|would|does|did|has)\s+it\s+(?:\w+\s+){0,2}(?:to|for|that|take|mean)\b|"
    r"\bit\s+(?:takes?|rains?|seems?|turns? out)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-9]{2})\b")
_POSSESSIVE = frozenset({"his", "her", "its", "their", "hers", "theirs"})
_WHY_OF = re.compile(r"^(?:\w+(?: \w+)?: )+")  # what an earlier bare "Why?" was put in front of
_TURNS_REMEMBERED = 8
_LONGEST_SUBJECT = 8  # words that a pronoun may stand for


def standalone(question: str, history: Sequence[str] = (), answer_of: AnswerOf | None = None) -> str:
    """The question with what it takes from the earlier ones, oldest first, put into words; else the question as it is.

    `answer_of` gives the documents' answer to an earlier question, for a pronoun that means somebody named there.
    """
    earlier: list[str] = []
    remembered = None if answer_of is None else cache(answer_of)
    for turn in (*history[-_TURNS_REMEMBERED:], question):
        earlier.append(_resolve(turn.strip(), earlier, remembered) if turn.strip() else turn)
    return earlier[-1]


def _resolve(turn: str, earlier: Sequence[str], answer_of: AnswerOf | None) -> str:
    """One turn, its earlier ones standing alone already."""
    before = [question for question in earlier if question.strip()]
    if not before:
        return turn
    bare = _OPENING.sub("", turn)
    remainder = _WHAT_ABOUT.sub("", bare)
    fragment = remainder.strip(" ?!.,")
    if fragment and (remainder != bare or bare != turn) and not _OWN_CLAUSE.search(fragment):
        return _put_into(before[-1], fragment)
    if not content_words(bare) and not _PERSONAL.search(bare):
        return f"{bare.rstrip(' ?!.')}: {_WHY_OF.sub('', before[-1])}"
    return _with_antecedents(turn, bare, before, answer_of)


def _with_antecedents(turn: str, bare: str, before: Sequence[str], answer_of: AnswerOf | None) -> str:
    """The turn, each pronoun replaced by what it means; where that has no name, the earlier topic set beside it."""
    resolved = bare
    personal = _PERSONAL.search(resolved)
    if personal and not names(resolved[: personal.start()]):
        person = _person(before, answer_of)
        resolved = _replace(resolved, _PERSONAL, person) if person else _beside(resolved, before[-1])
    impersonal = _IMPERSONAL.search(resolved)
    if impersonal and not _EMPTY_IT.search(resolved) and not names(resolved[: impersonal.start()]):
        subject = _subject(before[-1])
        resolved = _replace(resolved, _IMPERSONAL, subject) if subject else _beside(resolved, before[-1])
    if _POINTING.search(bare) and resolved == bare:
        resolved = _beside(resolved, before[-1])
    return resolved if resolved != bare else turn


def _put_into(previous: str, fragment: str) -> str:
    """The previous question with `fragment` in the place of the thing of its own kind: a year, a country, a name."""
    wanted = re.sub(r"^(?:in|for|at|by|of|from|with|on|to)\s+", "", fragment, flags=re.IGNORECASE)
    for find in (_years, places, names):
        if not find(wanted):
            continue
        found = find(previous)
        if found:
            start, end = found[-1] if find is not places else found[0]
            replaced = previous[start:end]
            tail = "'s" if replaced.endswith(("'s", "’s")) and not wanted.endswith(("'s", "’s")) else ""
            return previous[:start] + wanted + tail + previous[end:]
    return f"{previous.rstrip(' ?!.')} {fragment}?"


def _years(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _YEAR.finditer(text)]


def _person(before: Sequence[str], answer_of: AnswerOf | None) -> str | None:
    """The person last named in a question, or else in the documents' answer to one."""
    for question in reversed(before):
        if found := person_names(question):
            return found[-1]
        if answer_of and (found := [name for name in person_names(answer_of(question)) if name not in question]):
            return found[0]
    return None


def _subject(question: str) -> str | None:
    """What a question is about, if it says so plainly: "Tell me about X", "What is X?", or the one name in it."""
    if match := _SUBJECT.match(question):
        subject = match["subject"].strip()
        if len(subject.split()) <= _LONGEST_SUBJECT:
            return subject
    found = names(question)
    return question[slice(*found[0])].removesuffix("'s").removesuffix("’s") if len(found) == 1 else None


def _replace(text: str, pattern: re.Pattern[str], meant: str) -> str:
    def put(match: re.Match[str]) -> str:
        word = match["word"].lower()
        owns = word in _POSSESSIVE and not (word == "her" and not re.match(r"\s+\w", text[match.end() :]))
        return f"{meant}'s" if owns and not meant.endswith(("'s", "’s")) else meant

    return pattern.sub(put, text)


def _beside(turn: str, previous: str) -> str:
    """The turn with the previous question's own words in brackets behind it."""
    kept = [word for word in re.findall(r"[\w'’.-]+", previous) if word.casefold().strip("'’.") not in STOP_WORDS]
    return f"{turn.rstrip(' ?!.')} ({' '.join(kept)})?" if kept else turn
