"""A chat turn and the questions before it → a standalone question.

It goes by words, without a language model: a pronoun becomes the name it refers to, "And in China?" becomes the last
question with China in it, "Why?" asks about the last question. Any other turn is left exactly as it is, so that a new
topic is never dragged back to the old one.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from index.search.lexical import STOP_WORDS, content_words
from qa.language import turns
from qa.language.figures import YEAR
from qa.language.names import names, person_names, places
from qa.language.words import POSSESSIVES

AnswerOf = Callable[[str], str]

_WHY_OF = re.compile(r"^(?:\w+(?: \w+)?: )+")  # what an earlier bare "Why?" put in front of its question
_TURNS_REMEMBERED = 8  # a guess: resolving a pronoun asks an earlier turn again, so each costs an answer
_LONGEST_SUBJECT = 8  # words that a pronoun may be replaced with: a guess


def standalone(question: str, history: Sequence[str] = (), answer_of: AnswerOf | None = None) -> str:
    """The question with what it leaves to the earlier ones (oldest first) spelled out, or unchanged.

    `answer_of` gives the documents' answer to an earlier question, for a pronoun that refers to somebody named there.
    """
    earlier: list[str] = []
    remembered = None if answer_of is None else cache(answer_of)
    for turn in (*history[-_TURNS_REMEMBERED:], question):
        earlier.append(_resolve(turn.strip(), earlier, remembered) if turn.strip() else turn)
    return earlier[-1]


def _resolve(turn: str, earlier: Sequence[str], answer_of: AnswerOf | None) -> str:
    """One turn; the earlier ones are standalone already."""
    before = [question for question in earlier if question.strip()]
    if not before:
        return turn
    bare = turns.OPENING.sub("", turn)
    remainder = turns.WHAT_ABOUT.sub("", bare)
    fragment = remainder.strip(" ?!.,")
    if fragment and (remainder != bare or bare != turn) and not turns.OWN_CLAUSE.search(fragment):
        return _put_into(before[-1], fragment)
    if not content_words(bare) and not turns.PERSONAL.search(bare):
        return f"{bare.rstrip(' ?!.')}: {_WHY_OF.sub('', before[-1])}"
    return _with_antecedents(turn, bare, before, answer_of)


def _with_antecedents(turn: str, bare: str, before: Sequence[str], answer_of: AnswerOf | None) -> str:
    """The turn with pronouns replaced by what they refer to, or with the earlier topic added if that has no name."""
    resolved = bare
    personal = turns.PERSONAL.search(resolved)
    if personal and not names(resolved[: personal.start()]):
        person = _person(before, answer_of)
        resolved = _replace(resolved, turns.PERSONAL, person) if person else _beside(resolved, before[-1])
    impersonal = turns.IMPERSONAL.search(resolved)
    if impersonal and not turns.EMPTY_IT.search(resolved) and not names(resolved[: impersonal.start()]):
        subject = _subject(before[-1])
        resolved = _replace(resolved, turns.IMPERSONAL, subject) if subject else _beside(resolved, before[-1])
    if turns.POINTING.search(bare) and resolved == bare:
        resolved = _beside(resolved, before[-1])
    return resolved if resolved != bare else turn


def _put_into(previous: str, fragment: str) -> str:
    """The previous question with `fragment` in place of something of its kind: a year, a country, a name."""
    wanted = turns.PREPOSITION.sub("", fragment)
    for find in (_years, places, names):
        if not find(wanted):
            continue
        spans = find(previous)
        if spans:
            start, end = spans[-1] if find is not places else spans[0]
            replaced = previous[start:end]
            tail = "'s" if replaced.endswith(("'s", "’s")) and not wanted.endswith(("'s", "’s")) else ""
            return previous[:start] + wanted + tail + previous[end:]
    return f"{previous.rstrip(' ?!.')} {fragment}?"


def _years(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in YEAR.finditer(text)]


def _person(before: Sequence[str], answer_of: AnswerOf | None) -> str | None:
    """The last person named in a question, or in the documents' answer to one."""
    for question in reversed(before):
        if people := person_names(question):
            return people[-1]
        if answer_of and (people := [name for name in person_names(answer_of(question)) if name not in question]):
            return people[0]
    return None


def _subject(question: str) -> str | None:
    """What a question is about, if it says so clearly: "Tell me about X", "What is X?", or the one name in it."""
    if match := turns.SUBJECT.match(question):
        subject = match["subject"].strip()
        if len(subject.split()) <= _LONGEST_SUBJECT:
            return subject
    spans = names(question)
    return question[slice(*spans[0])].removesuffix("'s").removesuffix("’s") if len(spans) == 1 else None


def _replace(text: str, pattern: re.Pattern[str], meant: str) -> str:
    def put(match: re.Match[str]) -> str:
        word = match["word"].lower()
        owns = word in POSSESSIVES and not (word == "her" and not re.match(r"\s+\w", text[match.end() :]))
        return f"{meant}'s" if owns and not meant.endswith(("'s", "’s")) else meant

    return pattern.sub(put, text)


def _beside(turn: str, previous: str) -> str:
    """The turn, followed by the previous question's content words in brackets."""
    kept = [word for word in re.findall(r"[\w'’.-]+", previous) if word.casefold().strip("'’.") not in STOP_WORDS]
    return f"{turn.rstrip(' ?!.')} ({' '.join(kept)})?" if kept else turn
