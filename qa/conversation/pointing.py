"""Phrases that point back → what they point at: "that fee", "the other one", "those two", "there", "do the same"."""

import re
from collections.abc import Callable, Sequence

from qa.conversation import antecedents
from qa.language import grammar, turns
from qa.language.phrases import phrases


def pointed_at(turn: str, before: Sequence[str]) -> str:
    """The turn with "that fee", "those two", "there" or "do the same" spelled out, where the last question says how."""
    last = before[-1]
    if (match := turns.COST_OF_IT.search(turn)) and (done := turns.TO_DO.match(last)):
        return f"{turn[: match.start()]}{match['does']}it {match['verb']} to {done['act']}?"
    if (match := turns.SAME_ACT.match(turn)) and (own := turns.YES_NO.match(last)):
        subject = next((phrase for phrase in phrases(last) if phrase.start == own.end()), None)
        if subject is not None:
            return f"{match['aux']} {match['subject']}{last[subject.end :]}"
    pair = antecedents.pair(before)
    if pair and (match := turns.THOSE_TWO.search(turn)):
        return turn[: match.start()] + " and ".join(pair) + turn[match.end() :]
    if pair and (match := turns.LATTER.search(turn)):
        return turn[: match.start()] + pair[match["which"].casefold() == "latter"] + turn[match.end() :]
    return _spelled_out(turn, before)


def _spelled_out(turn: str, before: Sequence[str]) -> str:
    """The turn with the first phrase that points back replaced by what it points at."""
    for pattern, spell in _SPELLED:
        found = pattern.search(turn)
        if found and (referent := spell(found, before)):
            return turn[: found.start()] + referent + turn[found.end() :]
    return turn


def _that(match: re.Match[str], before: Sequence[str]) -> str | None:
    return antecedents.that(before) if _is_first(match) else None


def _those(match: re.Match[str], before: Sequence[str]) -> str | None:
    return antecedents.things(before) if _is_first(match) else None


def _there(match: re.Match[str], before: Sequence[str]) -> str | None:
    return antecedents.where(before[-1])


def _is_first(match: re.Match[str]) -> bool:
    """Whether its own question names nothing before it, but for a part of it: "the first page of that"."""
    before = match.string[: match.start()]
    return turns.OF.search(before) is not None or not phrases(before)


def _the_one(match: re.Match[str], before: Sequence[str]) -> str | None:
    """What "the longer ones" are, unless its own question names them."""
    if phrases(match.string[: match.start()] + " it"):
        return None
    return antecedents.one(match["which"], match["one"].casefold() == "ones", before[-1])


def _that_noun(match: re.Match[str], before: Sequence[str]) -> str | None:
    """What "that fee" is in full; "that city", by its name; "that day", by its date."""
    noun, pointing = match["noun"].casefold(), match["det"].casefold() != "the"
    alone = any(phrase.text == match.group() for phrase in phrases(match.string))
    if not alone or (not pointing and turns.QUALIFIED.match(match.string[match.end() :])):
        return None
    if noun in turns.GENERAL and grammar.is_person(noun):
        return antecedents.person(before, None)
    if not turns.OWN_CLAUSE.search(before[-1]):
        return None
    if grammar.is_time(noun) or noun == "date":
        dates = [date for pattern in turns.DATES if (date := pattern.search(before[-1]))]
        return dates[0].group() if dates and pointing else None
    if found := antecedents.same_head(noun, before[-1]):
        return found
    return antecedents.that(before) if pointing and noun in turns.GENERAL else None


_Spell = Callable[[re.Match[str], Sequence[str]], str | None]
_SPELLED: tuple[tuple[re.Pattern[str], _Spell], ...] = (
    *((turns.ONE_INSIDE, _the_one), (turns.ORDINAL_ALONE, _the_one), (turns.THAT_NOUN, _that_noun)),
    *((turns.THAT_ALONE, _that), (turns.THOSE_ALONE, _those), (turns.THERE, _there)),
)
