"""A question → its noun phrases, each with its preposition and its place in the question.

It goes by short lists of words and by where a verb has to stand in an English question, without a tagger; a verb that
is on no list can end up in a phrase.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum

from index.documents.sentences import Span
from qa.language import grammar, turns

_TOKEN = re.compile(r"[^\W_](?:(?:[\w./&+–-]|(?<=\d),(?=\d))*\w)?(?:['’]\w+)?['’]?|[^\w\s]")


class Place(Enum):
    """Where a phrase stands: what is asked for, the subject after an auxiliary, or elsewhere."""

    ASKED = "asked"
    SUBJECT = "subject"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase; offsets are half-open, in code points of the question. `begin` is that of its preposition."""

    text: str
    start: int
    end: int
    begin: int
    preposition: str
    determiner: str
    place: Place

    @property
    def bare(self) -> str:
        """The phrase without its determiner."""
        return self.text[len(self.determiner) :].lstrip()

    @property
    def head(self) -> str:
        """The last word, which the others describe."""
        return self.text.split()[-1]

    @property
    def is_name(self) -> bool:
        """Whether it has a capital letter after its determiner."""
        return any(word[:1].isupper() for word in self.bare.split())


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    kind: str

    @property
    def lower(self) -> str:
        return self.text.casefold().replace("’", "'")


def _words(question: str) -> list[_Word]:
    found: list[_Word] = []
    for match in _TOKEN.finditer(question):
        text, lower = match.group(), match.group().casefold().replace("’", "'")
        if lower in ("a", "an", "the") and found and found[-1].lower == "half":  # "half a day"
            found[-1] = replace(found[-1], kind="adverb")
        found.append(_Word(text, *match.span(), _kind(text, lower, first=match.start() == 0)))
    return found


def _kind(text: str, lower: str, first: bool) -> str:
    if not text[0].isalnum():
        return "mark"
    if lower == "may" and text[0].isupper() and not first:  # the month
        return "word"
    if text.isupper() and lower != "i" and not first:  # "US", "IT", "vitamin A"
        return "word"
    if lower.removesuffix("'s") in grammar.PRONOUNS and lower not in grammar.PRONOUNS:  # "there's"
        return "pronoun"
    lists = (
        ("determiner", grammar.DETERMINERS),
        ("wh", grammar.WH),
        ("auxiliary", grammar.AUXILIARIES),
        ("preposition", grammar.PREPOSITIONS),
        ("pronoun", grammar.PRONOUNS),
        ("conjunction", grammar.CONJUNCTIONS),
    )
    for kind, known in lists:
        if lower in known:
            return kind
    return "adverb" if grammar.is_adverb(text) else "word"


def phrases(question: str) -> list[Phrase]:
    """The noun phrases, in order."""
    words = _words(question)
    found: list[Phrase] = []
    waiting, subject_seen, verb_due = "", False, False  # the auxiliary whose verb has not come yet
    at = 0
    while at < len(words):
        word = words[at]
        if word.kind == "conjunction":
            subject_seen = False
        elif word.kind == "auxiliary":
            waiting = "" if subject_seen else word.lower
        elif word.kind == "pronoun":
            verb_due = bool(waiting) and waiting not in grammar.BE and not subject_seen
            waiting, subject_seen = "", subject_seen or bool(waiting)
        if word.kind != "word":
            at += 1
            continue
        if verb_due and words[at - 1].kind in ("pronoun", "adverb"):
            verb_due, at = False, at + 1
            if at == len(words) or words[at].kind != "word":
                continue
        end = next((i for i in range(at, len(words)) if words[i].kind != "word"), len(words))
        made, waiting = _run(_Run(question, words, at, end), waiting, subject_seen)
        subject_seen = subject_seen or any(phrase.place is Place.SUBJECT for phrase in made)
        found += made
        at = end
    return found


@dataclass(frozen=True, slots=True)
class _Run:
    """Open words that follow each other: words[at:end]."""

    question: str
    words: list[_Word]
    at: int
    end: int

    @property
    def before(self) -> _Word | None:
        return self.words[self.at - 1] if self.at else None

    @property
    def after(self) -> _Word | None:
        return self.words[self.end] if self.end < len(self.words) else None

    @property
    def determined(self) -> bool:
        return self.before is not None and self.before.kind == "determiner"


def _run(run: _Run, waiting: str, subject_seen: bool) -> tuple[list[Phrase], str]:
    """The phrases in a run, and the auxiliary that still waits for its verb."""
    before = run.before
    if before is not None and (before.kind == "wh" or before.lower in ("many", "much")) and not waiting:
        return _asked(run, before), ""
    if not waiting:
        return _plain(run, run.at, run.end), ""
    if subject_seen and grammar.is_base_verb(run.words[run.at].text):
        return _plain(run, run.at + 1, run.end) if run.at + 1 < run.end else [], ""
    if run.determined and run.end - run.at == 1 and _points(run) and _predicates(run.words[run.at]):
        return [], ""
    verb, rest, waiting = _verb(run, waiting)
    place = Place.OTHER if subject_seen else Place.SUBJECT
    head = [_made(run, run.at, verb, place)] if verb > run.at else []
    return head + (_plain(run, rest, run.end) if rest < run.end else []), waiting


def _plain(run: _Run, left: int, right: int) -> list[Phrase]:
    """The phrase in words where no subject is expected, without the verbs before and the participle after it."""
    words = run.words
    before = run.before.kind if run.before is not None else ""
    if left > run.at or not run.determined:
        to = run.before is not None and run.before.lower == "to"
        strips = left > run.at or before != "preposition" or to
        while strips and left < right and words[left].text[0].islower() and grammar.is_verb(words[left].text):
            left += 1
        if left == run.at and right - left == 1 and run.after is not None and run.after.kind == "determiner":
            left += words[left].lower.endswith("ing")  # "for donating a kidney"
        if right - left == 1 and before in ("pronoun", "auxiliary") and _predicates(words[left]):
            left += 1
    elif _points(run) and _predicates(words[left]):
        left += 1
    while right - left > 1 and grammar.is_participle(words[right - 1].text):
        right -= 1
    return [_made(run, left, right, Place.OTHER)] if left < right else []


def _points(run: _Run) -> bool:
    return run.before is not None and run.before.lower in ("this", "that", "these", "those")


def _predicates(word: _Word) -> bool:
    return word.lower in grammar.PREDICATES or word.lower.endswith("ed") or word.lower in grammar.PAST


def _verb(run: _Run, waiting: str) -> tuple[int, int, str]:
    """Where the verb of a run after an auxiliary begins and ends, and the auxiliary if it still waits."""
    words, at, end, after = run.words, run.at, run.end, run.after
    last = words[end - 1]
    first = at + 1 if run.determined or words[at].text[0].isupper() else at
    if waiting in grammar.BE:
        predicate = _predicates(last) or last.lower.endswith("ing")
        if predicate and end > first and not (after is not None and after.kind == "determiner"):
            return end - 1, end, ""
        return end, end, waiting if after is not None and after.kind == "preposition" else ""
    perfect = waiting in ("has", "have", "had", "hasn't", "haven't", "hadn't")
    is_one = grammar.is_participle if perfect else grammar.is_base_verb
    first = max(first, at + 1)
    for verb in reversed(range(first, end)):
        if words[verb].text[0].islower() and is_one(words[verb].text):
            if verb + 1 == end and _verb_follows(run):
                break
            begin = verb - 1 if verb > first and words[verb - 1].lower in grammar.CATENATIVES else verb
            return begin, verb + 1, ""
    ends = after is None or after.kind in ("determiner", "pronoun", "mark")
    if ends and end > first and last.text[0].islower():
        return end - 1, end, ""
    return end, end, waiting


def _verb_follows(run: _Run) -> bool:
    """Whether an adverb and a verb come after a run: "sick leave ever expire"."""
    after = run.words[run.end : run.end + 2]
    return len(after) == 2 and after[0].kind == "adverb" and grammar.is_base_verb(after[1].text)


def _asked(run: _Run, wh: _Word) -> list[Phrase]:
    """The phrases of a run after "which", "how many" or "who": what is asked for, then what follows its verb."""
    nouns = wh.lower in ("which", "what", "whose", "many", "much")
    if nouns and run.after is not None and run.after.kind == "auxiliary":
        return [_made(run, run.at, run.end, Place.ASKED)]
    for split in range(run.at + (nouns and wh.lower != "what"), run.end):
        if run.words[split].text[0].islower() and grammar.is_verb(run.words[split].text):
            if split + 1 < run.end and split > run.at and grammar.is_verb(run.words[split + 1].text):
                continue  # "which result takes"
            head = [_made(run, run.at, split, Place.ASKED)] if nouns and split > run.at else []
            return head + (_plain(run, split + 1, run.end) if split + 1 < run.end else [])
    return [_made(run, run.at, run.end, Place.ASKED)] if nouns else []


def _made(run: _Run, left: int, right: int, place: Place) -> Phrase:
    words = run.words
    start, end = words[left].start, words[right - 1].end
    determiner = preposition = ""
    at = left - 1
    if at >= 0 and words[at].kind == "determiner":
        determiner, start = words[at].text, words[at].start
        at -= 1
    begin = start
    while at >= 0 and (words[at].lower == "half" or (words[at].kind == "word" and words[at].lower.endswith("ing"))):
        at -= 1  # "for half a day", "for donating a kidney"
    if at >= 0 and words[at].kind == "preposition":
        preposition, begin = words[at].lower, words[at].start
    return Phrase(run.question[start:end], start, end, begin, preposition, determiner, place)


def whole(phrase: Phrase, found: list[Phrase], question: str) -> Span:
    """The span of a phrase with the phrases that say whose or what it is: "the remains of the sail"."""
    end = phrase.end
    for other in found:
        joins = other.preposition in ("of", "for", "to", "in", "on", "between", "with", "at")
        if joins and other.begin >= end and not question[end : other.begin].strip() and other.place is not Place.ASKED:
            if phrase.place is Place.SUBJECT and other.preposition != "of" and not turns.SUBJECT.match(question):
                break
            end = other.end
    return phrase.start, end
