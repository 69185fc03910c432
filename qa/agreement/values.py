"""Question and two statements → whether the figures and dates of their answers agree, conflict, or don't compare."""

from qa.agreement import dates, measuring, quantities
from qa.agreement.datatypes import Statement
from qa.agreement.topics import content
from qa.language import grammar
from qa.language.asked import is_yes_or_no
from qa.language.kinds import Kind, kind_of
from qa.language.units import PEOPLE

FIGURES = (Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.DATE)
"""The kinds of question that a figure answers."""
_LONGEST_PHRASE = 12  # words
_HARDLY_BY_CHANCE = 11  # the least number that two counts of other things rarely share; a guess


def figures_compared(question: str, one: Statement, other: Statement) -> tuple[bool, ...]:
    """Whether the answers' figures agree, conflict, or count or measure other kinds of thing."""
    first, second = sorted((_measured(one), _measured(other)), key=len)
    pairs = [(a, b) for a in first for b in second if quantities.comparable(a, b)]
    if not pairs or kind_of(question) not in FIGURES:  # "no refund" is no figure beside "within 14 days"
        pairs = [(a, b) for a, b in pairs if a.high != 0 and b.high != 0]
        first, second = ([figure for figure in each if figure.high != 0] for each in (first, second))
    if any(_are_parts_of_one(a, b) for a, b in pairs):
        return False, False, False, False
    of_other_kind = bool(pairs) and all(_counts_another(question, a, b) and not _tells(a, b) for a, b in pairs)
    agreed = bool(first) and all(
        any(quantities.comparable(a, b) and quantities.agree(a, b) for b in second) for a in first
    )
    some = any(quantities.agree(a, b) for a, b in pairs)
    closed = is_yes_or_no(question) and (is_long(one) or is_long(other))  # to which a figure is no answer
    return (
        agreed and not of_other_kind,
        bool(pairs) and not some and not of_other_kind and not closed,
        (of_other_kind or bool(first and second and not pairs)) and not closed,
        bool(second) and not first,
    )


def _measured(statement: Statement) -> list[quantities.Quantity]:
    """The figures of the answer, read where they stand in the quote so that their unit and bounds are read too."""
    start = statement.quote.find(statement.answer)
    end = start + len(statement.answer)
    whens = [(when.start, when.end) for when in dates.dates(statement.quote)]
    return [
        figure
        for figure in measuring.quantities(statement.quote)
        if figure.start < end
        and figure.end > start
        and not any(first < figure.end and figure.start < last for first, last in whens)
    ]


def _are_parts_of_one(one: quantities.Quantity, other: quantities.Quantity) -> bool:
    """Whether two shares make one together: 25 % at home and three quarters abroad may well both hold."""
    whole = one.low + other.low
    return one.dimension == other.dimension == "share" and abs(whole - 1) < 0.015 and abs(one.low - other.low) > 0.015


def _tells(one: quantities.Quantity, other: quantities.Quantity) -> bool:
    """Whether two counts are equal, not by chance, and one is of people: "sixteen councillors" and "16 members"."""
    of_people = any(word in PEOPLE for figure in (one, other) for word in figure.noun.split())
    return of_people and one.low == one.high == other.low == other.high and one.low >= _HARDLY_BY_CHANCE


def _counts_another(question: str, one: quantities.Quantity, other: quantities.Quantity) -> bool:
    """Whether bare figures count different things, of which the question names just one."""
    if one.dimension or other.dimension or not one.noun or not other.noun:
        return False
    ours, theirs, asked = content(one.noun), content(other.noun), content(question)
    if ours & theirs or (_counts_people(one.noun) and _counts_people(other.noun)):
        return False
    return bool(ours and theirs) and (bool(ours & asked) != bool(theirs & asked))


def _counts_people(noun: str) -> bool:
    return any(grammar.is_person(word) or word in PEOPLE for word in noun.split())


def dates_compared(one: Statement, other: Statement) -> tuple[bool, bool]:
    """Whether the answers' dates agree, or conflict."""
    first, second = (
        [when for when in dates.dates(each.quote, each.date) if _within(each, when.start, when.end)]
        for each in (one, other)
    )
    pairs = [(a, b) for a in first for b in second if dates.comparable(a, b)]
    agreed = any(dates.agree(a, b) for a, b in pairs)
    return agreed, bool(pairs) and not agreed


def times_apart(question: str, one: Statement, other: Statement) -> bool:
    """Whether two quotes date what they tell, and never alike: what held in 1881 and in 2011 may well both be true.

    Not where a date is asked for, which quotes date by other things.
    """
    if kind_of(question) is Kind.DATE:
        return False
    ours, theirs = (
        [when for when in dates.dates(each.quote) if when.first and not _within(each, when.start, when.end)]
        for each in (one, other)
    )
    return bool(ours and theirs) and not any(dates.agree(a, b) for a in ours for b in theirs)


def _within(statement: Statement, start: int, end: int) -> bool:
    begin = statement.quote.find(statement.answer)
    return start < begin + len(statement.answer) and end > begin


def is_long(statement: Statement) -> bool:
    """Whether the answer is a sentence rather than what a question asks for."""
    return len(statement.answer.split()) > _LONGEST_PHRASE
