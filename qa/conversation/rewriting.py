"""A chat turn and the questions before it → a standalone question.

It goes by words, without a language model: a pronoun becomes the name it refers to, "And in China?" becomes the last
question with China in it, "Why?" asks about the last question. Any other turn is left exactly as it is, so that a new
topic is never dragged back to the old one.
"""

import re
from collections.abc import Sequence
from functools import cache

from index.search.lexical import content_words
from qa.conversation import antecedents
from qa.conversation.antecedents import AnswerOf
from qa.conversation.pointing import pointed_at
from qa.conversation.substitution import substituted
from qa.language import grammar, turns
from qa.language.names import names
from qa.language.phrases import phrases
from qa.language.words import POSSESSIVES

_FEW = 2  # content words from which a question may lack what it is about ("how many people died?"): a guess
_TURNS_REMEMBERED = 8  # a guess: resolving a pronoun asks an earlier turn again, so each costs an answer


def standalone(question: str, history: Sequence[str] = (), answer_of: AnswerOf | None = None) -> str:
    """The question with what it leaves to the earlier ones (oldest first) spelled out, or unchanged.

    `answer_of` gives the documents' answer to an earlier question, for a pronoun that refers to somebody named there.
    """
    return _chain(question, history, answer_of)[-1]


def rewrites(question: str, history: Sequence[str] = (), answer_of: AnswerOf | None = None) -> tuple[str, ...]:
    """The wordings to search and read with, best first: the standalone question, then the turn as typed in the case of
    what the last question was about. Only the first for a turn that is complete, or a fragment of a question.
    """
    *before, alone = _chain(question, history, answer_of)
    before = [each for each in before if each.strip()]
    turn = question.strip()
    bare = turns.OPENING.sub("", turn)
    changed = bare != turn or alone != turn
    few = len(content_words(turn)) <= _FEW
    is_clause = (
        turns.OWN_CLAUSE.search(bare) and not turns.BARE.match(bare.strip(" ?!.")) and not turns.WHAT_ABOUT.match(bare)
    )
    if not before or not is_clause or not (few or changed) or (alone == turn and names(bare)):
        return (alone,)
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
    if remainder != bare and (match := turns.DISLOCATED.match(fragment)):  # "the judge, how long does he serve"
        return _capital(_put(match["clause"], turns.ANY_PRONOUN, match["topic"])) + "?"
    if match := turns.BARE.match(fragment):
        return _asked_again(match, fragment, turn, before)
    if _is_fragment(fragment, opened=bare != turn, about=remainder != bare):
        return _with_fragment(fragment, before, answer_of)
    return _with_antecedents(turn, bare, before, answer_of)


def _is_fragment(text: str, opened: bool, about: bool) -> bool:
    """Whether a turn lacks a clause of its own, given whether it began with "and", or "what about"."""
    if not text or not (opened or about):
        return False
    if turns.CONDITION.match(text):
        return not turns.MAIN_CLAUSE.search(text)
    return about or not turns.OWN_CLAUSE.search(text)


def _with_fragment(fragment: str, before: Sequence[str], answer_of: AnswerOf | None) -> str:
    """The last question with the fragment in it; or what the fragment asks for, if it says whose."""
    if turns.OTHER_ONE.match(fragment) and (other := _other(before)):
        return substituted(before[-1], other) or before[-1]
    if turns.POSSESSIVE.match(fragment):
        if not grammar.is_person(fragment.split()[-1]):
            return _with_antecedents(fragment, f"What is {fragment}?", before, answer_of)
        fragment = _with_antecedents(fragment, fragment, before, answer_of)
    if found := substituted(before[-1], fragment):
        return found
    if condition := turns.CONDITION_INSIDE.search(before[-1].rstrip(" ?!.")):
        return f"What about {fragment} {condition.group().lstrip(' ,')}?"
    return _in_case(f"What about {fragment}", before[-1])


def _other(before: Sequence[str]) -> str | None:
    """The one of two things named that the last question was not about."""
    pair = antecedents.pair(before)
    if pair is None:
        return None
    one, other = pair
    return other if one.casefold() in before[-1].casefold() else one


def _asked_again(match: re.Match[str], bare: str, turn: str, before: Sequence[str]) -> str:
    """The last question with another question word: "Why?" after "When did X close?" is "Why did X close?"."""
    previous = before[-1].rstrip(" ?!.")
    wh = match["wh"].casefold()
    own, yes_no, asked = (each.match(previous) for each in (turns.ADVERBIAL, turns.YES_NO, turns.OBJECT_ASKED))
    if own and wh in ("who", "whom") and turns.PASSIVE.search(previous):
        return f"By whom {own['rest']}?" if match["prep"] else f"Who {own['rest']} by?"
    if own and (match["noun"] or wh not in ("who", "whom", "which", "what")):
        return f"{_capital(bare)} {own['rest']}?"
    if yes_no and wh == "why not" and (negated := turns.NEGATED.get(yes_no.group().strip().casefold())):
        return f"Why {negated} {previous[yes_no.end() :]}?"
    if yes_no and wh == "how many" and not match["prep"] and (counted := antecedents.counted(previous)):
        return f"How many {counted}?"
    if yes_no and wh not in ("who", "whom", "which", "what", "how many"):
        return f"{_capital(bare)} {previous[0].lower()}{previous[1:]}?"
    if asked and wh in ("why", "how come", "when", "where"):
        return f"{_capital(bare)} {asked['aux']} {asked['rest']} that {asked['noun']}?"
    again = _in_case(bare, before[-1])
    return again if again != bare else turn


def _with_antecedents(turn: str, bare: str, before: Sequence[str], answer_of: AnswerOf | None) -> str:
    """The turn with pronouns replaced by what they refer to."""
    resolved = pointed_at(bare, before)
    personal = turns.PERSONAL.search(resolved)
    if personal and not _names_somebody(resolved[: personal.start()]):
        someone = antecedents.person(before, answer_of)
        resolved = _put(resolved, turns.PERSONAL, someone) if someone else resolved
    pronoun = turns.SINGULAR.search(resolved)
    if pronoun and not turns.EMPTY.search(resolved) and not _bound(resolved, pronoun, plural=False):
        meant = antecedents.thing(before)
        resolved = _put(resolved, turns.SINGULAR, meant) if meant else resolved
    pronoun = turns.PLURAL.search(resolved)
    if pronoun and not _bound(resolved, pronoun, plural=True):
        meant = antecedents.things(before, acting=turns.ANYBODY.search(resolved) is not None)
        resolved = _put(resolved, turns.PLURAL, meant) if meant else resolved
    return resolved if resolved != bare else turn


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
    if first and first.group(1).casefold() == "of" and found and not before[found[-1].end : first.start(1)].strip():
        found = found[:-1]
    if plural:
        somebody = any(word in grammar.SOMEBODY for word in re.findall(r"\w+", before.casefold())[1:])
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
