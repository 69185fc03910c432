"""Words for words of their own kind: years, weekdays, numbers, codes, opposites, and "the vegan one"."""

import re

from qa.conversation.substitution.fragments import Fragment, put
from qa.language import grammar, turns
from qa.language.figures import YEAR
from qa.language.phrases import Phrase, Place, phrases
from qa.language.words import any_of

_ROUTE = re.compile(r"\bfrom (?P<start>.+?) to (?P<end>[^?]+?)(?=\s+(?:cost|take|in|on|at|leave|run)\b|\W*$)")


def back(question: str, fragment: Fragment) -> str | None:
    """The other way round: from B to A."""
    route = _ROUTE.search(question)
    if not route or not turns.BACK.match(fragment.text):
        return None
    start, end = route["start"], route["end"]
    return f"{question[: route.start()]}from {end} to {start}{question[route.end() :]}"


def condition(question: str, fragment: Fragment) -> str | None:
    """A new "if …" in place of the question's own condition, or at its end."""
    if not turns.CONDITION.match(fragment.text):
        return None
    own = turns.CONDITION_INSIDE.search(question)
    return f"{question[: own.start()] if own else question} {fragment.text}"


def one(question: str, fragment: Fragment) -> str | None:
    """For "the vegan one": another thing of the same name."""
    match = turns.ONE.search(fragment.bare)
    if not match:
        return None
    described = match["which"].split()
    found = [
        phrase
        for phrase in phrases(question)
        if not grammar.is_time(phrase.head) and not grammar.is_number(phrase.head)
    ]
    found = [phrase for phrase in found if len(phrase.bare.split()) > 1 or phrase.place is Place.ASKED] or found
    if described and described[-1].casefold() in grammar.ORDINALS:
        found = [phrase for phrase in found if _ordinal_words(phrase)] or found
    if not found:
        return None
    phrase = found[-1]
    if phrase.is_name and re.fullmatch(r"v?\d+", described[-1] if described else ""):
        return None
    head = phrase.head
    if match["one"].casefold() == "one":
        head = grammar.singular(head)
    determiner = fragment.determiner if phrase.determiner or head != phrase.head else ""
    return put(question, (phrase.start, phrase.end), f"{determiner} {match['which']} {head}".strip())


def _ordinal_words(phrase: Phrase) -> bool:
    return any(word.casefold() in (*grammar.ORDINALS, *grammar.NUMBERS, "last") for word in phrase.bare.split())


def ordinal(question: str, fragment: Fragment) -> str | None:
    """For "the second": another number of a row ("paper 1"), or another place in it ("the first bus")."""
    word = fragment.bare.casefold()
    if word not in (*grammar.ORDINALS, "last"):
        return None
    if own := re.search(rf"\b{any_of(*grammar.ORDINALS, 'last')}\b", question, re.IGNORECASE):
        return put(question, own.span(), word)
    number = re.search(r"(?<=[A-Za-z] )\d{1,2}\b(?![.,:/-]\d)", question)
    if number and word != "last":
        return put(question, number.span(), str(grammar.ORDINALS.index(word) + 1))
    return None


def opposite(question: str, fragment: Fragment) -> str | None:
    """For "women" after men, "and lowest?" after highest, "the full day" after half a day."""
    for sides in turns.OPPOSITES:
        for side, forms in enumerate(sides):
            if fragment.bare.casefold() not in forms:
                continue
            for other, theirs in enumerate(sides):
                match = re.search(rf"\b{any_of(*theirs)}\b", question, re.IGNORECASE)
                if other != side and match:
                    form = theirs.index(match.group().casefold())
                    return put(question, match.span(), forms[min(form, len(forms) - 1)])
    return None


def measured_in(question: str, fragment: Fragment) -> str | None:
    """For "per month" after "yearly", "every two weeks" after "every week"."""
    per = re.fullmatch(r"(?:per|a|each|every) (?P<unit>hour|day|week|month|year|quarter)", fragment.text, re.IGNORECASE)
    if per:
        if match := re.search(rf"\b{any_of(*turns.RATES.values(), 'annual')}\b", question, re.IGNORECASE):
            return put(question, match.span(), turns.RATES[per["unit"].casefold()])
        if match := re.search(r"\b(?:per|an?|each|every) (?:hour|day|week|month|year|quarter)\b", question):
            return question[: match.start()] + fragment.text + question[match.end() :]
    every = re.search(r"\b(?:every|each) (?:\w+ )?\w+$", question)
    if every and re.match(r"(?:every|each) ", fragment.text):
        return question[: every.start()] + fragment.text
    return None


def date(question: str, fragment: Fragment) -> str | None:
    """A year, a month, a day of the week or a date for another."""
    for pattern in turns.DATES:
        wanted, own = pattern.search(fragment.text), list(pattern.finditer(question))
        if not wanted or not own:
            continue
        start, end = own[-1].span()
        of_phrase = [phrase for phrase in phrases(question) if phrase.start <= start and end <= phrase.end]
        within = bool(of_phrase) and question[end : of_phrase[0].end].strip() != ""
        if within and pattern is not YEAR and fragment.bare == wanted.group():
            return question[:start] + grammar.singular(wanted.group()) + question[end:]
        if within and fragment.preposition and of_phrase[0].preposition:
            return question[: of_phrase[0].begin] + fragment.text + question[of_phrase[0].end :]
        before = re.search(r"\b(\w+)\s+$", question[:start])
        if fragment.preposition and before and before[1].casefold() in grammar.PREPOSITIONS:
            return question[: before.start()] + fragment.text + question[end:]
        return put(question, (start, end), fragment.phrase)
    return None


def number(question: str, fragment: Fragment) -> str | None:
    """A number for another, which keeps its unit: "at 10 cm", then "at 30"."""
    wanted = re.fullmatch(rf"(?P<number>\d[\d.,]*|{any_of(*grammar.NUMBERS)})(?P<unit>\s+\w+)?", fragment.bare)
    if not wanted or YEAR.fullmatch(wanted["number"]):
        return None
    unit = (wanted["unit"] or "").strip()
    own = rf"(?:\b(?P<prep>\w+) )?\b(?P<number>\d[\d.,]*|{any_of(*grammar.NUMBERS)})\b(?P<unit>\s+[a-z%]\w*)?"
    for match in reversed(list(re.finditer(own, question, re.IGNORECASE))):
        if YEAR.fullmatch(match["number"]) or (
            unit and grammar.singular((match["unit"] or "").strip()) != grammar.singular(unit)
        ):
            continue
        if fragment.preposition and (match["prep"] or "").casefold() in grammar.PREPOSITIONS:
            return (
                question[: match.start("prep")]
                + f"{fragment.preposition} {wanted['number']}"
                + question[match.end("number") :]
            )
        return question[: match.start("number")] + wanted["number"] + question[match.end("number") :]
    return None


def shape(question: str, fragment: Fragment) -> str | None:
    """A code for another of the same shape: "flag G" and "K", "AL 12" and "AL 5", "v2" and "v1"."""
    code = fragment.bare
    if not re.search(r"\d|^[A-Z]$", code) or len(code.split()) > 3:
        return None
    pattern = re.sub(r"\d+", r"\\d+", re.escape(code))
    if re.fullmatch("[A-Z]", code):
        pattern = "[A-Z]"
    own = list(re.finditer(rf"(?<![\w’']){pattern}(?![\w’'])", question[1:], re.IGNORECASE if len(code) > 1 else 0))
    if not own:
        return None
    start, end = own[-1].span()
    return question[: start + 1] + code + question[end + 1 :]
