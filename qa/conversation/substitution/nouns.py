"""Noun phrases for noun phrases of their own kind: by name, preposition, head, article, or by what they measure."""

import re

from qa.conversation.substitution.fragments import Fragment, put
from qa.language import grammar, turns
from qa.language.names import names, person_names, places
from qa.language.phrases import Place, phrases

_NUMBERS = re.compile(r"(?:\s+\d[\w./-]*)*")
_PLACED = frozenset({"in", "on", "at"})  # each says where, or when: "at the pump", then "in the other village"


def place(question: str, fragment: Fragment) -> str | None:
    """A country or a city for another."""
    if not places(fragment.phrase) or not (own := places(question)):
        return None
    return put(question, own[0], fragment.phrase)


def name(question: str, fragment: Fragment) -> str | None:
    """A name for another; a person's for a person's where there are both, and one after the same preposition first."""
    if not names(fragment.phrase) or not (own := names(question)):
        return None
    if person_names(fragment.phrase):
        own = [span for span in own if person_names(question[slice(*span)])] or own
    after = fragment.preposition
    same = [
        span for span in own if after and re.search(rf"\b{after}\s+(?:the\s+)?$", question[: span[0]], re.IGNORECASE)
    ]
    start, end = (same or own)[-1]
    found = [phrase for phrase in phrases(question) if phrase.start <= start and end <= phrase.end]
    if found and fragment.determiner and not question[start:end].endswith(("'s", "’s")):
        end = max(end, found[-1].end)
    return put(question, (start, end), fragment.phrase)


def same_preposition(question: str, fragment: Fragment) -> str | None:
    """What stands after the same preposition, or after one that says where too."""
    after = fragment.preposition
    if not after:
        return None
    time = grammar.is_time(fragment.head)
    of_kind = [p for p in phrases(question) if p.preposition and grammar.is_time(p.head) == time]
    same = [phrase for phrase in of_kind if phrase.preposition == after]
    near = [phrase for phrase in of_kind if {phrase.preposition, after} <= _PLACED]
    for phrase in reversed(same or near):
        return question[: phrase.begin] + fragment.text + question[phrase.end :]
    return None


def possessor(question: str, fragment: Fragment) -> str | None:
    """For "and for senators?" after "When does the president's term end?": "the senators' term"."""
    owner = re.search(r"\b(?:(?:the|an?) )?(?P<owner>[\w-]+(?: [\w-]+)?)['’]s(?= \w)", question[1:])
    if fragment.preposition != "for" or not owner:
        return None
    found = [p for p in phrases(question) if p.start <= owner.end("owner") + 1 < p.end]
    if not found:
        return None
    new = fragment.phrase if fragment.determiner or not grammar.is_plural(fragment.head) else f"the {fragment.phrase}"
    new = new if fragment.bare[0].islower() else fragment.phrase
    ending = "'" if grammar.is_plural(fragment.head) else "'s"
    return question[: found[0].start] + new + ending + question[owner.end() + 1 :]


def same_head(question: str, fragment: Fragment) -> str | None:
    """For "low season" after "high season": the same noun, described otherwise."""
    for phrase in reversed(phrases(question)):
        if grammar.singular(phrase.head.casefold()) == grammar.singular(fragment.head.casefold()):
            return put(question, (phrase.start, phrase.end), fragment.phrase)
    return None


def verb(question: str, fragment: Fragment) -> str | None:
    """For "and sell?" after "… can grade C buy?"."""
    last = re.search(r"\w+$", question)
    verbs = last and grammar.is_base_verb(last.group()) and grammar.is_base_verb(fragment.text)
    return question[: last.start()] + fragment.text if last and verbs else None


def holder(question: str, fragment: Fragment) -> str | None:
    """For "and the mate?" after "Who drives the van on Tuesday?": "Who is the mate on Tuesday?"."""
    if (
        fragment.preposition
        or not grammar.is_person(fragment.head)
        or not re.match(r"\W*who\b", question, re.IGNORECASE)
    ):
        return None
    people = [phrase for phrase in phrases(question) if grammar.is_person(phrase.head)]
    if people:
        return put(question, (people[0].start, people[0].end), fragment.phrase)
    rest = next((phrase.begin for phrase in phrases(question) if phrase.preposition), len(question))
    return f"Who is {fragment.phrase} {question[rest:]}"


def measure(question: str, fragment: Fragment) -> str | None:
    """For "and the weight?": the weight of what was asked about."""
    if fragment.preposition or fragment.head.casefold() not in grammar.MEASURES:
        return None
    found = phrases(question)
    own = [phrase for phrase in found if phrase.head.casefold() in grammar.MEASURES and phrase.place is not Place.OTHER]
    if own:
        return put(question, (own[0].start, own[0].end), fragment.phrase)
    named = fragment.phrase if fragment.determiner else f"the {fragment.phrase}"
    subject = next((phrase for phrase in found if phrase.place is Place.SUBJECT), None)
    if subject is not None and not re.search(r"\bof\b", named):
        rest = question[subject.end :] if found[-1] is not subject else ""
        rest = question[found[found.index(subject) + 1].begin :] if rest else ""
        joined = "for" if turns.PRICES.search(named) else "of"
        return f"What is {named} {joined} {subject.text} {rest}"
    where = next((phrase for phrase in reversed(found) if phrase.preposition), None)
    return f"What is {named} {question[where.begin :]}" if where is not None else None


def same_determiner(question: str, fragment: Fragment) -> str | None:
    """The last thing with an article for one with an article, the last bare one for a bare one."""
    if fragment.preposition or turns.OWN_CLAUSE.search(fragment.text):
        return None
    time = grammar.is_time(fragment.head)
    found = [p for p in phrases(question) if grammar.is_time(p.head) == time and not grammar.is_unit(p.head)]
    if fragment.determiner:
        first = fragment.determiner.casefold() in ("a", "an")
        alike = [p for p in found if first and p.determiner.casefold() in ("a", "an")]
        alike = alike or [p for p in found if p.determiner.casefold() in ("a", "an", "the") or p.is_name]
    else:
        alike = [p for p in found if not p.determiner and not (p.place is Place.ASKED and _is_count(question))]
        person = grammar.is_person(fragment.head)
        alike = [p for p in alike if grammar.is_person(p.head) == person] or alike
        alike = [p for p in alike if p.place is Place.SUBJECT] or alike
        alike = alike or [p for p in found if p.place is not Place.ASKED and not p.is_name]
        first = False
    if not alike:
        return None
    phrase = alike[0 if first else -1]
    return put(question, (phrase.start, phrase.end), fragment.phrase)


def _is_count(question: str) -> bool:
    return bool(re.match(r"\W*(?:which|what)\b", question, re.IGNORECASE))


def keywords(question: str, fragment: Fragment) -> str | None:
    """In keywords ("Tesla Model 3 tyre change"), the words after the name, or the name."""
    if turns.OWN_CLAUSE.search(question) or fragment.preposition:
        return None
    own = names(question)
    if not own or names(fragment.phrase):
        return None
    number = _NUMBERS.match(question, own[-1][1])
    end = number.end() if number else own[-1][1]
    return f"{question[:end]} {fragment.bare}" if end < len(question) else None


def added(question: str, fragment: Fragment) -> str | None:
    """At the end, where the fragment has a preposition to join it with."""
    return f"{question} {fragment.text}" if fragment.preposition else None
