"""An earlier question → what a pronoun, or "that fee", in the next one refers to."""

import re
from collections.abc import Callable, Sequence

from qa.language import grammar, turns
from qa.language.names import NATIONALITY, names, person_names, places
from qa.language.phrases import Phrase, Place, phrases, whole
from qa.language.words import POSSESSIVES

AnswerOf = Callable[[str], str]

_LONGEST = 12  # words that a pronoun may be replaced with: a guess
_NOBODY = re.compile(r"^\W*(?:i|you|we|they|he|she|it|one|this|that|these|those|there)\b", re.IGNORECASE)
_IN_CASE = re.compile(r"\bin the case of (?P<subject>[^?]+?)\W*$")


def person(before: Sequence[str], answer_of: AnswerOf | None) -> str | None:
    """The last person in the questions before (oldest first), or named in the documents' answer to one."""
    for question in reversed(before):
        if people := [
            name for name in person_names(question) if not re.search(rf"\b(?:the|an?) {re.escape(name)}", question)
        ]:
            return people[-1]
        if answer_of and (people := [name for name in person_names(answer_of(question)) if name not in question]):
            return people[0]
        roles, capitals = _roles(question), [each.text for each in phrases(question) if _may_be_somebody(each)]
        asks_who = re.search(r"\bwho\b", question, re.IGNORECASE)
        if said := [*capitals[-1:], *roles[:1]] if asks_who else [*roles[:1], *capitals[-1:]]:
            return said[0]
    return None


def _roles(question: str) -> list[str]:
    """The people whom a question names by what they are: "the chaplain"."""
    found, roles = phrases(question), []
    for phrase in found:
        whose = phrase.determiner.casefold() in POSSESSIVES
        if grammar.is_person(phrase.head) and not grammar.is_plural(phrase.head) and not whose:
            role = definite(_whole_text(phrase, found, question))
            roles.append(role if phrase.determiner or phrase.is_name else f"the {role}")
    return roles


def thing(before: Sequence[str]) -> str | None:
    """The one thing that the last question is about, for "it"."""
    about = [(text, phrase) for text, phrase in _about(before[-1]) if not _is_many(text, phrase)]
    one = next((text for text, phrase in about if not _is_somebody(phrase)), None)
    return one or next((text for text, phrase in about if not grammar.is_person(phrase.head)), None)


def things(before: Sequence[str], acting: bool = False) -> str | None:
    """The several things that the last question is about, for "they"; people, if they are `acting`."""
    about = [(text, phrase) for text, phrase in _about(before[-1]) if _is_many(text, phrase)]
    return next((text for text, phrase in about if not acting or grammar.is_person(phrase.head)), None)


def same_head(noun: str, question: str) -> str | None:
    """The phrase of a question whose last word is `noun` and that says more than it."""
    found = phrases(question)
    for phrase in found:
        if grammar.singular(phrase.head.casefold()) == grammar.singular(noun.casefold()):
            text = definite(_whole_text(phrase, found, question))
            if len(text.split()) > 1 + bool(phrase.determiner):
                return _relative(question, phrase) or text
    return None


def pair(before: Sequence[str]) -> tuple[str, str] | None:
    """The two things that the last of the questions to name two names: "A or B", "A and B"."""
    for question in reversed(before):
        if match := turns.PAIR.search(question):
            return match["one"].strip(), match["other"].strip()
    return None


def counted(question: str) -> str | None:
    """What is to be asked how many of: "guests can members bring", of "Can members bring guests?"."""
    found = [p for p in phrases(question) if p.place is Place.OTHER and not p.preposition and not p.determiner]
    things = [phrase for phrase in found if grammar.is_plural(phrase.head)]
    if not turns.YES_NO.match(question) or not things:
        return None
    start, end = things[-1].start, things[-1].end
    return f"{things[-1].text} {question[0].lower()}{question[1:start].rstrip()}{question[end:].rstrip(' ?!.')}"


def that(before: Sequence[str]) -> str | None:
    """What "that" alone refers to: what was asked for, or what the last question is about."""
    if match := turns.SAID_ABOUT.search(before[-1]):
        return match["topic"]
    if turns.TO_DO.match(before[-1]):
        return None
    about = [(text, phrase) for text, phrase in _about(before[-1]) if not _is_many(text, phrase)]
    about = [(text, phrase) for text, phrase in about if not _is_somebody(phrase)]
    asked = [text for text, phrase in about if phrase.place is Place.ASKED]
    return next(iter(asked), about[0][0] if about else None)


def one(described: str, plural: bool, question: str) -> str | None:
    """What "the pessimistic one" is: "the pessimistic scenario", of a question about scenarios."""
    found = [phrase for phrase in phrases(question) if not grammar.is_time(phrase.head) and not phrase.is_name]
    if described.casefold() in (*grammar.ORDINALS, "last"):
        numbered = (*grammar.ORDINALS, *grammar.NUMBERS, "last")
        found = [phrase for phrase in found if any(word.casefold() in numbered for word in phrase.bare.split())]
    found = [phrase for phrase in found if grammar.is_plural(phrase.head)] or found[-1:]
    if not found:
        return None
    phrase = found[0]
    noun = phrase.head if plural else grammar.singular(phrase.head)
    relative = _relative(question, phrase) or ""
    rest = relative.partition(phrase.text)[2] if phrase.place is Place.ASKED else ""
    return f"the {described} {noun}{rest}"


def where(question: str) -> str | None:
    """The place that "there" refers to, with its preposition."""
    if match := turns.WHERE_CAN.match(question):
        asked = next((p for p in phrases(question) if p.start == match.end()), None)
        if asked is not None:
            return f"where {asked.text} {match['aux']}{question[asked.end :].rstrip(' ?!.')}"
    found = [phrase for phrase in phrases(question) if not grammar.is_time(phrase.head)]
    for phrase in reversed(found):
        if phrase.preposition in ("in", "at", "on"):
            return question[phrase.begin : whole(phrase, found, question)[1]]
    own = [phrase for phrase in found if phrase.head[0].isupper() and phrase.determiner.casefold() in ("", "the")]
    own = [phrase for phrase in own if phrase.determiner or not person_names(phrase.text)]
    if not own:
        return None
    return f"{'in' if places(own[-1].text) else 'at'} {_without_possessive(own[-1].text)}"


def subject(question: str) -> str | None:
    """What a question is about in a few words, to add to a turn that leaves it out."""
    if match := _IN_CASE.search(question):
        return match["subject"]
    about = [text for text, _ in _about(question)]
    return about[0] if about else None


def definite(text: str) -> str:
    """A phrase with "the" for "a", as it has been mentioned."""
    return re.sub(
        r"^(?:an?|any|some|another|which|what|those|these|that|this)\s+", "the ", text, count=1, flags=re.IGNORECASE
    )


def _about(question: str) -> list[tuple[str, Phrase]]:
    """What a question may be about, likeliest first, as it can be put into the next."""
    found = [phrase for phrase in phrases(question) if not _is_when(phrase)]
    first = [phrase for phrase in found if phrase.place is Place.SUBJECT]
    asked = [phrase for phrase in found if phrase.place is Place.ASKED]
    other = [phrase for phrase in found if phrase.place is Place.OTHER]
    about = [(_spelled(phrase, found, question), phrase) for phrase in (*first, *asked, *other)]
    if (match := turns.SUBJECT.match(question)) and not _NOBODY.match(match["subject"]) and found:
        about.insert(0, (match["subject"].strip(), found[0]))
    return [(text, phrase) for text, phrase in about if text and len(text.split()) <= _LONGEST]


def _spelled(phrase: Phrase, found: list[Phrase], question: str) -> str:
    if phrase.place is Place.ASKED:
        return _relative(question, phrase) or ""
    if phrase.place is Place.SUBJECT and (end := _joined_to(phrase, found, question)) > phrase.end:
        return question[phrase.start : end]
    return definite(_without_possessive(_whole_text(phrase, found, question)))


def _joined_to(phrase: Phrase, found: list[Phrase], question: str) -> int:
    """Where a phrase ends with the phrases that "and" joins to it."""
    end = phrase.end
    for other in found:
        if other.start > end and question[end : other.begin].strip() in ("and", ","):
            end = other.end
    return end


def _relative(question: str, phrase: Phrase) -> str | None:
    """What was asked for: "the sail that was torn on August 1", of "Which sail was torn on August 1?"."""
    match = re.match(r"\W*(?:which|what|how many)\s+", question, re.IGNORECASE)
    if phrase.place is not Place.ASKED or not match or match.end() != phrase.start:
        return None
    rest = question[phrase.end :].strip(" ?!.")
    following = re.match(r"(?P<aux>\S+)\s+(?P<rest>.+)", rest)
    if following is None:
        return None
    if re.fullmatch(r"(?:this|that|these|those)", following["rest"]):
        return f"the {phrase.text}"
    if following["aux"] not in grammar.AUXILIARIES and not grammar.is_verb(following["aux"]):
        return None
    auxiliary = following["aux"].casefold()
    subjects = [other for other in phrases(question) if other.place is Place.SUBJECT]
    alone = not subjects and not _NOBODY.match(following["rest"])
    if auxiliary == "do":
        return f"the {phrase.text} that {following['rest']}"
    if auxiliary not in grammar.AUXILIARIES or (alone and auxiliary not in ("does", "did")):
        return f"the {phrase.text} that {rest}"
    if subjects and auxiliary not in ("does", "did"):
        start, end = subjects[0].start, _joined_to(subjects[0], phrases(question), question)
        return f"the {phrase.text} that {question[start:end]} {auxiliary}{question[end:].rstrip(' ?!.')}"
    where = re.search(r"\b(?:in|on|at|for|of)\s+.+$", following["rest"])
    return f"the {phrase.text} {where.group()}" if where else f"the {phrase.text}"


def _whole_text(phrase: Phrase, found: list[Phrase], question: str) -> str:
    return question[slice(*whole(phrase, found, question))]


def _is_when(phrase: Phrase) -> bool:
    """Whether a phrase is a time, or a verb taken for a noun."""
    date = any(pattern.fullmatch(phrase.bare) for pattern in turns.DATES)
    words = phrase.bare.split()
    time = grammar.is_time(phrase.head) and all(grammar.is_time(word) or grammar.is_number(word) for word in words)
    return date or time or (grammar.is_participle(phrase.bare) and not phrase.determiner)


def _is_many(text: str, phrase: Phrase) -> bool:
    """Whether a phrase, or with it what "and" joins to it, is more than one."""
    if phrase.place is Place.SUBJECT and text.startswith(phrase.text + " and "):
        return True
    one = phrase.determiner.casefold() in ("a", "an", "each", "every", "this", "that")
    return not one and grammar.is_plural(phrase.head) and not phrase.head[0].isupper()


def _is_somebody(phrase: Phrase) -> bool:
    people = person_names(phrase.text)
    return grammar.is_person(phrase.head) or bool(people and phrase.text.endswith(people[-1]))


def _may_be_somebody(phrase: Phrase) -> bool:
    """Whether a phrase is one capitalised word without a preposition: "Slocum", but no country, language or month."""
    text = phrase.text
    somewhere = bool(places(text)) or grammar.is_time(text) or bool(NATIONALITY.search(text))
    return (
        bool(re.fullmatch(r"[A-Z][a-z]+", text))
        and names(text) == [(0, len(text))]
        and not (phrase.preposition or somewhere)
    )


def _without_possessive(text: str) -> str:
    return re.sub(r"['’]s$", "", text)
