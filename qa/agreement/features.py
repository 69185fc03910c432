"""Question and two statements → the features by which the decision is taken, one number each."""

import re
from functools import lru_cache

from index.search.lexical import words
from qa.agreement.claims import Claims, Modality, claims
from qa.agreement.datatypes import KEPT, Statement
from qa.agreement.named import any_shared, denied, named
from qa.agreement.topics import (
    asked_one_sided,
    asks_one,
    content,
    name_missing,
    one_sided,
    other_name,
    other_role,
    other_year,
    parted,
    speaks_of_second,
    strayed,
    subject_one_sided,
)
from qa.agreement.values import FIGURES, dates_compared, figures_compared, is_long, times_apart
from qa.language.asked import is_yes_or_no
from qa.language.contrasts import COMPARES
from qa.language.figures import MARKS
from qa.language.hedges import AHEAD, ALIAS, ONLY, SO_FAR
from qa.language.kinds import Kind, kind_of
from qa.language.words import ARTICLES

NAMES = (
    *("figures_agree", "figures_conflict", "figures_of_other_kind", "figure_missing", "dates_agree", "dates_conflict"),
    *("names_equal", "names_shared", "names_apart", "words_shared", "words_held", "words_apart", "answers_equal"),
    *("ends_shared", "ends_opposed", "yes_and_no", "yes_and_yes", "negated_twin"),
    *("modality_apart", "strength_apart"),
    *("one_sided", "frame_shared", "asked_one_sided", "subject_one_sided"),
    *("strayed", "parted", "other_year", "times_apart", "other_name", "name_missing"),
    *("yes_or_no", "asks_value", "asks_opinion", "says_question"),
)
_VALUES = (Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.DATE, Kind.PERSON, Kind.PLACE)
_OPINION = re.compile(
    r"\W*(?:what|how) (?:did|do|does|was|were|is|are) .* (?:say|think|find|call|recommend)\b", re.IGNORECASE
)
_FEW_WORDS = 4  # content words of an answer that names a thing, rather than tells something
_LONGEST_NAME = 8  # words of an answer that is a name, or a short list of names
_OPENING_CAN = re.compile(r"\A\W*(?:can|could)\b", re.IGNORECASE)  # asks for an ability, not for leave
_ASKS_LEAVE = re.compile(r"\A\W*(?:can|could|may|(?:is|are|am) [\w ]+ (?:allowed|permitted))\b", re.IGNORECASE)
"""Asks what may be done: "may" in an answer gives leave, and leaves nothing open."""
_LEAST_REST = 3  # content words beside the answer by which a quote is compared; an answer may be the whole of it
_kind, _is_closed = lru_cache(maxsize=KEPT)(kind_of), lru_cache(maxsize=KEPT)(is_yes_or_no)


def features(question: str, one: Statement, other: Statement) -> tuple[float, ...]:
    """One value for each of NAMES, most 0 or 1."""
    statements = (one, other)
    return tuple(
        float(value)
        for value in (
            *figures_compared(question, one, other),
            *dates_compared(one, other),
            *_names(question, one, other),
            *_words(question, one, other),
            *_claims(question, one, other),
            *_topics(question, statements),
        )
    )


def _names(question: str, one: Statement, other: Statement) -> tuple[bool, bool, bool]:
    """Whether the answers are one name; whether they have one in common; whether they name different things."""
    first, second = named(one.answer, question), named(other.answer, question)
    if not first or not second:
        return False, False, False
    theirs, ours = named(other.quote, question), named(one.quote, question)
    both, shared = _is_name(one.answer) and _is_name(other.answer), any_shared(first, second)
    if denied(one.answer, second) or denied(other.answer, first):
        return False, False, True
    is_alias = any(re.search(ALIAS, each.quote) for each in (one, other))
    alias = is_alias and (any_shared(first, theirs) or any_shared(second, ours))
    return both and shared, shared, both and not shared and not alias and asks_one(question)


def _is_name(answer: str) -> bool:
    """Whether an answer is a name, not a description with a name in it: "a teacher from Zakopane" is none."""
    if len(answer.split()) > _LONGEST_NAME or re.match(r"(?i:an?|one|two|three) |[Tt]he [a-z]+ ", answer):
        return False
    return bool(re.match(r"(?:the |in |at |Dr\.? |by )?[A-Z]", answer))


def _words(question: str, one: Statement, other: Statement) -> tuple[float, float, bool, bool]:
    """How many of the answers' own words are shared, of all and of the shorter's; whether none is; whether all are."""
    asked = content(question)
    first, second = content(one.answer) - asked, content(other.answer) - asked
    shared, whole, least = first & second, first | second, min(len(first), len(second))
    return (
        len(shared) / len(whole) if whole else 0.0,
        len(shared) / least if least else 0.0,
        bool(least) and not shared and max(len(first), len(second)) <= _FEW_WORDS and asks_one(question),
        bool(said(one.answer)) and said(one.answer) == said(other.answer),
    )


def said(answer: str) -> list[str]:
    """An answer's words without articles, and the marks that change what a figure means."""
    return [word for word in words(answer) if word not in ARTICLES] + MARKS.findall(answer)


def _claims(question: str, one: Statement, other: Statement) -> tuple[float, ...]:
    """Which ends of axes the answers share and oppose, and how they stand to each other as yes and no."""
    ours, theirs = _claimed(question, one), _claimed(question, other)
    closed, value = _is_closed(question), _kind(question) in _VALUES
    leaning = _answered(ours) * _answered(theirs) if closed else ours.leaning * theirs.leaning * (not value)
    first, second = claims(one.answer), claims(other.answer)
    negation_apart = (first.negated > 0) != (second.negated > 0)
    return (
        bool(ours.ends & theirs.ends if closed else first.ends & second.ends),
        bool(_opposed(ours, theirs)),
        leaning < 0,
        leaning > 0,
        negation_apart
        and bool((content(one.answer) & content(other.answer)) - (content(question) if not closed else set())),
        (first.modality is Modality.CERTAIN) != (second.modality is Modality.CERTAIN)
        and not _ASKS_LEAVE.search(question),
        ("better", 0) in (ours.ends ^ theirs.ends) or bool(ONLY.search(one.answer)) != bool(ONLY.search(other.answer)),
    )


def _opposed(ours: Claims, theirs: Claims) -> list[str]:
    """The axes on which both claim something, and nothing in common."""
    first, second = ours.by_axis(), theirs.by_axis()
    return [axis for axis in first.keys() & second.keys() if not first[axis] & second[axis]]


def _answered(said: Claims) -> int:
    """What is answered to a question of yes or no: 1 or −1."""
    return said.leaning or (-1 if said.negated % 2 else 1)


def _claimed(question: str, statement: Statement) -> Claims:
    """What the answer claims, and what its quote does that is asked; to a question of yes or no all that it does."""
    told, whole = claims(statement.answer), claims(statement.quote)
    asked = {axis for axis, _ in claims(_OPENING_CAN.sub("", question)).ends}
    closed, value = _is_closed(question), _kind(question) in FIGURES
    axes = {axis for axis, _ in told.ends}
    more = {(axis, end) for axis, end in whole.ends if axis not in axes and (closed or (axis in asked and not value))}
    ends = told.ends | more
    if closed and is_long(statement) and asked & {axis for axis, _ in ends}:  # it claims much that was not asked
        ends = frozenset((axis, end) for axis, end in ends if axis in asked)
    if speaks_of_second(question, statement.quote):  # "the US leads" says of China that it is behind
        ends = frozenset((axis, -end if axis == COMPARES else end) for axis, end in ends)
    return Claims(frozenset(ends), told.negated or (whole.negated if closed else 0), told.modality)


def _topics(question: str, statements: tuple[Statement, Statement]) -> tuple[float, ...]:
    """How far the quotes speak of what is asked, and what kind of question it is."""
    rests = [_beside(each) for each in statements]
    first, second = (content(rest) for rest in rests)
    return (
        one_sided(question, *(each.quote for each in statements)),
        len(first & second) / max(1, min(len(first), len(second))),
        asked_one_sided(question, *(each.quote for each in statements)),
        subject_one_sided(question, *(each.quote for each in statements)),
        any(strayed(question, rest) or other_role(question, rest) for rest in rests),
        parted(question, *rests) > 0 or _progress(statements[0]) * _progress(statements[1]) < 0,
        any(other_year(question, each.quote) for each in statements),
        times_apart(question, *statements),
        any(other_name(question, each.quote, each.answer) for each in statements),
        any(name_missing(question, each.quote) for each in statements),
        _is_closed(question),
        _kind(question) in _VALUES,
        bool(_OPINION.match(question)),
        any(_asks(each) for each in statements),
    )


def _beside(statement: Statement) -> str:
    """What the quote says beside the answer; all of it where that is next to nothing."""
    rest = statement.quote.replace(statement.answer, " ")
    return rest if len(content(rest)) >= _LEAST_REST else statement.quote


def _progress(statement: Statement) -> int:
    """1 for what is to come, −1 for what has come so far, else 0."""
    return -1 if re.search(SO_FAR, statement.quote, re.I) else 1 if re.search(AHEAD, statement.quote) else 0


def _asks(statement: Statement) -> bool:
    """Whether the sentence that holds the answer is a question."""
    rest = statement.quote[statement.quote.find(statement.answer) + len(statement.answer) :]
    return bool(re.match(r"[^.!?]*\?", rest)) or statement.answer.rstrip().endswith("?")
