"""Question and finding → plain facts that anybody can check in the quote: what it names, gives, and who says so too.

A word for sureness is a guess about the answer; these are none. Each is true of the quote as it stands.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from index.passage_index import PassageIndex
from index.search import lexical
from qa.agreement.dates import dates
from qa.agreement.measuring import quantities
from qa.agreement.named import is_same_name, named
from qa.agreement.topics import names_asked
from qa.datatypes import Citation, Finding
from qa.language.grammar import is_person
from qa.language.kinds import Kind, kind_of
from qa.language.units import COINS, NUMBER_WORDS, PEOPLE
from qa.language.words import any_of
from qa.notes import Note

_LARGE_PART, _FEW = 0.25, 5  # of the passages, but at least so many, from which to hold a name says little: guesses
_MOST_NAMES = 2  # names of a question that are worth a fact each: a guess
_COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PERCENT = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)
_SOMEBODY = PEOPLE | frozenset(
    """he she they we you i who whoever everybody everyone anybody anyone somebody someone nobody none one those all any
    each both team teams group groups company companies body bodies board council committee government court office
    party parties player players user users owner owners applicant applicants holder holders firm firms agency men
    women man woman family families parents mother father customer customers public department""".split()
)
_SUMS = tuple({*COINS.values(), "dollars", "euros", "sterling", "yuan", "yen", "rupees", "francs", "crowns"})
_OF_ONE_TIME = re.compile(
    r"\bwhen (?:did|was|were|will|is)\b|\b(?:what|which) (?:year|month|day|date|decade|century)\b", re.I
)
"""Asks for a date; "when should I" asks for a condition too."""
_ANY_NUMBER = re.compile(
    rf"\d|\b{any_of(*NUMBER_WORDS, 'hundreds?', 'thousands?', 'millions?', 'billions?', 'trillions?', 'dozens?')}\b|"
    r"\b(?:half|halves|thirds?|quarters?|fifths?|tenths?|double|triple|several|daily|hourly|weekly|monthly|yearly|"
    r"annual(?:ly)?|never|always|ever|every|free|single|first|second)\b|[½¼¾]",
    re.IGNORECASE,
)
_ANY_DATE = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:today|yesterday|tomorrow|now|century|year|month|week|day|"
    r"spring|summer|autumn|fall|winter|morning|evening|night|noon|midnight|easter|christmas|immediately|once|"
    r"before|after|until|since|when|while|during|as soon as)(?:s)?\b",
    re.IGNORECASE,
)


def with_evidence(question: str, finding: Finding, everywhere: Collection[str] = ()) -> Finding:
    """The finding with its evidence, and with whether its quote gives the kind of thing that is asked for.

    Names that stand `everywhere` are no evidence, there or not.
    """
    citation = finding.citations[0]
    facts = (*_names(question, citation, everywhere), *_given(question, citation), *_voices(finding))
    return replace(finding, evidence=facts, gives_asked=not _lacks(question, citation))


def names_everywhere(question: str, index: PassageIndex) -> frozenset[str]:
    """The names of a question that a large part of the passages hold."""
    names = {name: lexical.terms(name) for name in names_asked(question)}
    counts = index.library.containing(sorted({stem for stems in names.values() for stem in stems}))
    enough = max(_FEW, _LARGE_PART * index.library.count().passages)
    return frozenset(name for name, stems in names.items() if all(counts[stem] >= enough for stem in stems))


def _told(citation: Citation) -> str:
    """The quote with the header row and lead-in that it needs: a bare figure of a table has its unit there."""
    return " ".join((*(lead.quote for lead in citation.context), citation.quote))


def _names(question: str, citation: Citation, everywhere: Collection[str]) -> list[Note]:
    """Which of the question's names the quote holds, or the headings and the title that it stands under."""
    facts: list[Note] = []
    telling = names_asked(question).difference(everywhere)
    whole = [name for name in telling if not any(name != other and _holds(other, name) for other in telling)]
    for name in sorted(whole, key=question.find)[:_MOST_NAMES]:
        last = name.split()[-1]
        if _holds(citation.quote, name):
            facts.append(Note("evidence.names", name=name))
        elif any(_holds(heading, name) for heading in citation.headings):
            facts.append(Note("evidence.heading", name=name))
        elif _holds(citation.title, name):
            facts.append(Note("evidence.titled", name=name))
        elif last != name and len(last) > 2 and _holds(citation.quote, last):
            facts.append(Note("evidence.names", name=last))
        elif _is_missing(name, citation):
            facts.append(Note("evidence.unnamed", name=name))
    return facts


def _is_missing(name: str, citation: Citation) -> bool:
    """Whether neither the quote nor what it stands under has a word of a name, or another form of it."""
    around = " ".join((_told(citation), *citation.headings, citation.title))
    words = [word for word in name.split() if len(word) > 1]
    return not any(_holds(around.casefold(), word.casefold()) for word in words) and not any(
        is_same_name(name, other) for other in named(around)
    )


def _holds(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _given(question: str, citation: Citation) -> list[Note]:
    """Whether the kind of thing that is asked for is there, as far as that can be told for sure."""
    kind, told = kind_of(question), _told(citation)
    if kind not in _SIGNS:
        return []
    for words, gives in _SIGNS[kind]:
        if gives(question, citation.quote):
            return [words]
    if kind is Kind.DATE:
        return [Note("evidence.no_date")] if not _ANY_DATE.search(told) else []
    return [Note("evidence.no_figure")] if not _ANY_NUMBER.search(told) else []


def _lacks(question: str, citation: Citation) -> bool:
    """Whether a figure, a date or a person is asked for and nothing could be one, or what is asked about is missing."""
    kind, told = kind_of(question), _told(citation)
    if kind is Kind.DEFINITION:
        asked = names_asked(question)
        return bool(asked) and all(_is_missing(name, citation) for name in asked)
    if kind is Kind.PERSON:
        return not _could_be_somebody(question, told)
    if kind is Kind.DATE:
        return bool(_OF_ONE_TIME.search(question)) and not _dates(question, told) and not _ANY_DATE.search(told)
    return kind in _SIGNS and not _figures(question, told) and not _ANY_NUMBER.search(_undated(told))


def _could_be_somebody(question: str, told: str) -> bool:
    """Whether a text has a capitalised word that the question has not, or another word for people or bodies."""
    words = re.findall(r"[^\W\d_][\w'’-]*", told)
    return any(
        (word[0].isupper() and not _holds(question, word) and word.casefold() not in lexical.STOP_WORDS)
        or is_person(word)
        or word.casefold() in _SOMEBODY
        for word in words
    )


def _figures(question: str, told: str) -> list[str]:
    """The figures that are no dates and not in the question, as they are written."""
    whens = [(when.start, when.end) for when in dates(told)]
    return [
        told[figure.start : figure.end]
        for figure in quantities(told)
        if not any(start < figure.end and figure.start < end for start, end in whens)
        and not _holds(question, told[figure.start : figure.end])
    ]


def _undated(told: str) -> str:
    """A text without its dates."""
    for when in reversed(dates(told)):
        told = told[: when.start] + told[when.end :]
    return told


def _dates(question: str, told: str) -> list[str]:
    written = [told[when.start : when.end] for when in dates(told)]
    return [date for date in written if not _holds(question, date)]


def _is_sum(question: str, told: str) -> bool:
    return any(figure.dimension in _SUMS for figure in quantities(told))


Sign = tuple[Note, Callable[[str, str], bool]]
_FIGURE: Sign = (Note("evidence.figure"), lambda question, told: bool(_figures(question, told)))
_PERCENTAGE: Sign = (
    Note("evidence.percentage"),
    lambda question, told: any(_PERCENT.search(figure) for figure in _figures(question, told)),
)
_SUM: Sign = (Note("evidence.sum"), _is_sum)
_SIGNS: dict[Kind, Sequence[Sign]] = {
    Kind.NUMBER: (_FIGURE,),
    Kind.SHARE: (_PERCENTAGE, _FIGURE),
    Kind.MONEY: (_SUM, _FIGURE),
    Kind.DATE: ((Note("evidence.date"), lambda question, told: bool(_dates(question, told))),),
}
"""What is said of a quote that answers such a question, the most telling first."""


def _voices(finding: Finding) -> list[Note]:
    """In how many documents it stands, independently; nothing where it is one."""
    count = finding.voices
    return (
        [Note("evidence.voices", count=_COUNTED[count] if count < len(_COUNTED) else str(count))] if count > 1 else []
    )
