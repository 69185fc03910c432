"""A chat turn and the questions before it → a standalone question.

It goes by words, without a language model: a pronoun becomes the name it refers to, "And in China?" becomes the last
question with China in it, "Why?" asks about the last question. Any other turn is left exactly as it is, so that a new
topic is never dragged back to the old one.
"""

import re
from collections.abc import Sequence
from functools import cache

from index.search.lexical import content_words
from qa import antecedents
from qa.antecedents import AnswerOf
from qa.language import grammar, turns
from qa.language.names import names, person_names
from qa.language.phrases import phrases
from qa.language.words import POSSESSIVES
from qa.substitution import substituted

_TURNS_REMEMBERED = 8  # a guess: resolving a pronoun asks an earlier turn again, so each costs an answer


def standalone(question: str, history: Sequence[str] = (), answer_of: AnswerOf | None = None) -> str:
    """The question with what it leaves to the earlier ones (oldest first) spelled out, or unchanged.

    `answer_of` gives the documents' answer to an earlier question, for a pronoun that refers to somebody named there.
    """
    return _chain(question, history, answer_of)[-1]


def rewrites(question: str, history: Sequence[str] = (), answer_of: AnswerOf | None = None) -> tuple[str, ...]:
    """The wordings to search and read with, best first: the standalone question, and where that is another than the
    turn, the turn as typed in the case of what the last question was about.
    """
    *before, alone = _chain(question, history, answer_of)
    before = [each for each in before if each.strip()]
    if not before or alone == question.strip():
        return (alone,)
    bare = turns.WHAT_ABOUT.sub("", turns.OPENING.sub("", question.strip()))
    return tuple(dict.fromkeys((alone, _in_case(bare, before[-1]))))


def _chain(question: str, history: Sequence[str], answer_of: AnswerOf | None) -> list[str]:
    earlier: list[str] = []
    remembered = None if answer_of is None else cache(answer_of)
    for turn in (*history[-_TURNS_REMEMBERED:], question):
        earlier.append(_resolve(turn.strip(), earlier, remembered) if turn.strip() else turn)
    return earlier


def _resolve(turn: str, earlier: Sequence[str], answer_of: AnswerOf | None) -> str:
    """One turn; the earlier ones are standalone already."""
    before = [question for question in earlier if question.strip()]
    if not before:
        return turn
    bare = turns.WHAT_IF.sub("", turns.OPENING.sub("", turn)).lstrip()
    remainder = turns.WHAT_ABOUT.sub("", bare)
    fragment = remainder.strip(" ?!.,")
    if match := turns.DISLOCATED.match(fragment):  # "the judge, how long does he serve"
        return _capital(_put(match["clause"], turns.ANY_PRONOUN, match["topic"])) + "?"
    if match := turns.BARE.match(fragment):
        return _asked_again(match, fragment, before)
    if fragment and (remainder != bare or bare != turn) and (remainder != bare or not turns.OWN_CLAUSE.search(fragment)):
        return _with_fragment(fragment, before, answer_of)
    return _with_antecedents(turn, bare, before, answer_of)


def _with_fragment(fragment: str, before: Sequence[str], answer_of: AnswerOf | None) -> str:
    """The last question with the fragment in it; or what the fragment asks for, if it says whose."""
    if turns.OTHER_ONE.match(fragment) and (other := _other(before)):
        return substituted(before[-1], other) or before[-1]
    if turns.POSSESSIVE.match(fragment):
        return _with_antecedents(fragment, f"What is {fragment}?", before, answer_of)
    if found := substituted(before[-1], fragment):
        return found
    return _in_case(f"What about {fragment}", before[-1])


def _other(before: Sequence[str]) -> str | None:
    """The one of two things named that the last question was not about."""
    pair = antecedents.pair(before)
    if pair is None:
        return None
    one, other = pair
    return other if one.casefold() in before[-1].casefold() else one


def _asked_again(match: re.Match[str], bare: str, before: Sequence[str]) -> str:
    """The last question with another question word: "Why?" after "When did X close?" is "Why did X close?"."""
    previous = before[-1].rstrip(" ?!.")
    own = turns.ADVERBIAL.match(previous)
    if own and match["wh"].casefold() not in ("who", "whom", "which", "what"):
        return f"{_capital(bare)} {own['rest']}?"
    if own and match["noun"]:
        return f"{_capital(bare)} {own['rest']}?"
    if re.match(r"\w+", previous) and previous.split()[0].casefold() in grammar.AUXILIARIES and match["wh"] != "which":
        if match["wh"].casefold() not in ("who", "whom", "what"):
            return f"{_capital(bare)} {previous[0].lower()}{previous[1:]}?"
    asked = turns.OBJECT_ASKED.match(previous)
    if asked and bare.casefold().startswith(("why", "how come", "when", "where")):
        return f"{_capital(bare)} {asked['aux']} {asked['rest']} that {asked['noun']}?"
    return _in_case(bare, before[-1])


def _with_antecedents(turn: str, bare: str, before: Sequence[str], answer_of: AnswerOf | None) -> str:
    """The turn with pronouns replaced by what they refer to."""
    resolved = bare
    personal = turns.PERSONAL.search(resolved)
    if personal and not _names_somebody(resolved[: personal.start()]):
        someone = antecedents.person(before, answer_of)
        resolved = _put(resolved, turns.PERSONAL, someone) if someone else resolved
    for pattern, meant in ((turns.SINGULAR, antecedents.thing), (turns.PLURAL, antecedents.things)):
        pronoun = pattern.search(resolved)
        if pronoun and not turns.EMPTY_IT.search(resolved) and not _bound(resolved, pronoun, pattern is turns.PLURAL):
            referent = meant(before)
            resolved = _put(resolved, pattern, referent) if referent else resolved
    resolved = _pointed_at(resolved, before)
    if resolved == bare:
        return turn
    return _capital(resolved) if resolved[0] != bare[0] else resolved


def _pointed_at(turn: str, before: Sequence[str]) -> str:
    """"That fee", "the other one", "there", "do the same": spelled out where the last question says what they are."""
    last = before[-1]
    if (match := turns.SAME_ACT.match(turn)) and (own := turns.YES_NO.match(last)):
        subject = next((phrase for phrase in phrases(last) if phrase.start == own.end()), None)
        if subject is not None:
            return f"{match['aux']} {match['subject']}{last[subject.end :]}"
    if match := turns.THOSE_TWO.search(turn):
        if pair := antecedents.pair(before):
            return turn[: match.start()] + " and ".join(pair) + turn[match.end() :]
    if match := turns.LATTER.search(turn):
        if pair := antecedents.pair(before):
            return turn[: match.start()] + pair[match["which"].casefold() == "latter"] + turn[match.end() :]
    if match := turns.THAT_NOUN.search(turn):
        noun = match["noun"].casefold()
        referent = antecedents.same_head(noun, last)
        if not referent and noun in turns.GENERAL:
            referent = (antecedents.person(before, None) if grammar.is_person(noun) else None) or antecedents.thing(before)
        if referent:
            return turn[: match.start()] + referent + turn[match.end() :]
    return turn


def _names_somebody(text: str) -> bool:
    """Whether a person, or somebody, is named before a pronoun in its own question."""
    somebody = any(word in grammar.SOMEBODY for word in re.findall(r"\w+", text.casefold())[1:])
    return bool(names(text)) or somebody or any(grammar.is_person(phrase.head) for phrase in phrases(text))


def _bound(turn: str, pronoun: re.Match[str], plural: bool) -> bool:
    """Whether a pronoun refers to something that its own question names before it."""
    before = turn[: pronoun.start()].rstrip()
    first = re.search(r"(\S+)\s*$", before)
    found = phrases(before + " it")
    if first and first.group(1).casefold() in grammar.AUXILIARIES and len(found) <= 1:
        return False
    if first and first.group(1).casefold() == "of" and found:
        found = found[:-1]
    if plural:
        somebody = any(word in grammar.SOMEBODY for word in re.findall(r"\w+", before.casefold()))
        return somebody or any(grammar.is_plural(phrase.head) or grammar.is_person(phrase.head) for phrase in found)
    return any(not grammar.is_plural(phrase.head) and not grammar.is_person(phrase.head) for phrase in found)


def _put(text: str, pattern: re.Pattern[str], meant: str) -> str:
    """The first such pronoun replaced by what is meant; the others of the same question still refer to it."""

    def put(match: re.Match[str]) -> str:
        word = match["word"].lower()
        owns = word in POSSESSIVES and not (word == "her" and not re.match(r"\s+\w", text[match.end() :]))
        if not owns or meant.endswith(("'s", "’s")):
            return meant
        return f"{meant}'" if grammar.is_plural(meant.split()[-1]) and meant[0].islower() else f"{meant}'s"

    return pattern.sub(put, text, count=1)


def _in_case(turn: str, previous: str) -> str:
    """The turn, asked in the case of what the previous question is about."""
    subject = antecedents.subject(previous)
    asked = _capital(turn.rstrip(" ?!.,"))
    if subject is None or not content_words(subject):
        return turn
    comma = "," if len(asked.split()) <= 2 else ""
    return f"{asked}{comma} in the case of {subject}?"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
