"""A question and a fragment of the next turn → the same question with the fragment in it.

"And in 2023?" takes the place of the year, "What about a service?" that of "a tyre change", "the vegan one" that of
"the butter croissant": the fragment replaces what is of its own kind, or goes where a person would put it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.documents.sentences import Span
from qa.language import grammar, turns
from qa.language.figures import YEAR
from qa.language.names import names, person_names, places
from qa.language.phrases import Phrase, Place, phrases
from qa.language.words import any_of

_ARTICLE = re.compile(r"\b(?:the|an?|this|that)\s+$", re.IGNORECASE)
_PLACED = frozenset({"in", "on", "at"})  # each says where, or when: "at the pump", then "in the other village"
_ROUTE = re.compile(r"\bfrom (?P<start>.+?) to (?P<end>[^?]+?)(?=\s+(?:cost|take|in|on|at|leave|run)\b|\W*$)")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A turn without a verb of its own: its preposition, its determiner, and the rest."""

    text: str
    preposition: str
    determiner: str
    bare: str

    @classmethod
    def of(cls, text: str) -> "Fragment":
        """Taken apart by its first words."""
        match = turns.FRAGMENT.match(text)
        preposition, determiner, bare = (match[name] or "" for name in ("prep", "det", "bare")) if match else ("", "", text)
        return cls(text, preposition.strip().casefold(), determiner.strip(), bare)

    @property
    def phrase(self) -> str:
        """The fragment without its preposition."""
        return f"{self.determiner} {self.bare}".strip()

    @property
    def head(self) -> str:
        """The word that the others describe."""
        before = re.split(r"\s(?:of|for|in|on|at|with|from|to)\s", self.bare)[0].split()
        return before[-1] if before else ""


Way = Callable[[str, Fragment], str | None]


def substituted(previous: str, text: str) -> str | None:
    """The previous question with `text` in place of something of its kind or added to it; None where nothing fits."""
    question = previous.rstrip(" ?!.")
    fragment = Fragment.of(text)
    for way in _WAYS:
        if (found := way(question, fragment)) is not None:
            return f"{_agreeing(question, found).rstrip()}?"
    return None


def _agreeing(question: str, found: str) -> str:
    """"Do" for "does" where the subject is now more than one, and the other way round."""
    before, after = ([p for p in phrases(text) if p.place is Place.SUBJECT] for text in (question, found))
    if not before or not after or grammar.is_plural(before[0].head) == grammar.is_plural(after[0].head):
        return found
    if after[0].is_name and not after[0].determiner:
        return found
    auxiliary = re.search(r"(\w+)\s+$", found[: after[0].start])
    other = turns.AGREEMENT[grammar.is_plural(after[0].head)].get(auxiliary[1].casefold()) if auxiliary else None
    if auxiliary is None or other is None:
        return found
    other = other.capitalize() if auxiliary[1][0].isupper() else other
    return found[: auxiliary.start()] + other + found[auxiliary.end(1) :]


def _put(question: str, span: Span, new: str) -> str:
    """The question with `new` at a span; one article stays of two, and a possessive stays one."""
    start, end = span
    old = question[start:end]
    article = _ARTICLE.search(question[:start])
    if article and re.match(r"(?:the|an?|this|that|my|your|his|her|its|our|their|every|each)\b", new, re.IGNORECASE):
        start = article.start()
    elif article and article.group().strip().casefold() in ("a", "an"):
        start, new = article.start(), f"{grammar.article(new)} {new}"
    if old.endswith(("'s", "’s")) and not new.endswith(("'s", "’s")):
        new += "'s"
    return question[:start] + new + question[end:]


def _back(question: str, fragment: Fragment) -> str | None:
    """The other way round: from B to A."""
    route = _ROUTE.search(question)
    if not route or not turns.BACK.match(fragment.text):
        return None
    start, end = route["start"], route["end"]
    return f"{question[: route.start()]}from {end} to {start}{question[route.end() :]}"


def _condition(question: str, fragment: Fragment) -> str | None:
    """"If …" in place of the question's own condition, or at its end."""
    if not turns.CONDITION.match(fragment.text):
        return None
    own = turns.CONDITION_INSIDE.search(question)
    return f"{question[: own.start()] if own else question} {fragment.text}"


def _one(question: str, fragment: Fragment) -> str | None:
    """"The vegan one": another thing of the same name."""
    match = turns.ONE.search(fragment.bare)
    if not match:
        return None
    described = match["which"].split()
    found = [phrase for phrase in phrases(question) if not grammar.is_time(phrase.head) and not _is_number(phrase.head)]
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
    return _put(question, (phrase.start, phrase.end), f"{determiner} {match['which']} {head}".strip())


def _ordinal_words(phrase: Phrase) -> bool:
    return any(word.casefold() in (*grammar.ORDINALS, *grammar.NUMBERS, "last") for word in phrase.bare.split())


def _ordinal(question: str, fragment: Fragment) -> str | None:
    """"The second": another number of a row ("paper 1"), or another place in it ("the first bus")."""
    word = fragment.bare.casefold()
    if word not in (*grammar.ORDINALS, "last"):
        return None
    if own := re.search(rf"\b{any_of(*grammar.ORDINALS, 'last')}\b", question, re.IGNORECASE):
        return _put(question, own.span(), word)
    number = re.search(r"(?<=[A-Za-z] )\d{1,2}\b(?![.,:/-]\d)", question)
    if number and word != "last":
        return _put(question, number.span(), str(grammar.ORDINALS.index(word) + 1))
    return None


def _opposite(question: str, fragment: Fragment) -> str | None:
    """"And for women?" after men, "and lowest?" after highest, "the full day" after half a day."""
    for sides in turns.OPPOSITES:
        for side, forms in enumerate(sides):
            if fragment.bare.casefold() not in forms:
                continue
            for other, theirs in enumerate(sides):
                match = re.search(rf"\b{any_of(*theirs)}\b", question, re.IGNORECASE)
                if other != side and match:
                    form = theirs.index(match.group().casefold())
                    return _put(question, match.span(), forms[min(form, len(forms) - 1)])
    return None


def _measured_in(question: str, fragment: Fragment) -> str | None:
    """"Per month" after "yearly", "every two weeks" after "every week"."""
    per = re.fullmatch(r"(?:per|a|each|every) (?P<unit>hour|day|week|month|year|quarter)", fragment.text, re.IGNORECASE)
    if per:
        if match := re.search(rf"\b{any_of(*turns.RATES.values(), 'annual')}\b", question, re.IGNORECASE):
            return _put(question, match.span(), turns.RATES[per["unit"].casefold()])
        if match := re.search(r"\b(?:per|an?|each|every) (?:hour|day|week|month|year|quarter)\b", question):
            return question[: match.start()] + fragment.text + question[match.end() :]
    every = re.search(r"\b(?:every|each) (?:\w+ )?\w+$", question)
    if every and re.match(r"(?:every|each) ", fragment.text):
        return question[: every.start()] + fragment.text
    return None


def _date(question: str, fragment: Fragment) -> str | None:
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
        return _put(question, (start, end), fragment.phrase)
    return None


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"\d[\d.,]*", word)) or word.casefold() in grammar.NUMBERS


def _number(question: str, fragment: Fragment) -> str | None:
    """A number for another, which keeps its unit: "at 10 cm", then "at 30"."""
    wanted = re.fullmatch(rf"(?P<number>\d[\d.,]*|{any_of(*grammar.NUMBERS)})(?P<unit>\s+\w+)?", fragment.bare)
    if not wanted or YEAR.fullmatch(wanted["number"]):
        return None
    unit = (wanted["unit"] or "").strip()
    own = rf"(?:\b(?P<prep>\w+) )?\b(?P<number>\d[\d.,]*|{any_of(*grammar.NUMBERS)})\b(?P<unit>\s+[a-z%]\w*)?"
    for match in reversed(list(re.finditer(own, question, re.IGNORECASE))):
        if YEAR.fullmatch(match["number"]) or (unit and grammar.singular((match["unit"] or "").strip()) != grammar.singular(unit)):
            continue
        if fragment.preposition and (match["prep"] or "").casefold() in grammar.PREPOSITIONS:
            return question[: match.start("prep")] + f"{fragment.preposition} {wanted['number']}" + question[match.end("number") :]
        return question[: match.start("number")] + wanted["number"] + question[match.end("number") :]
    return None


def _shape(question: str, fragment: Fragment) -> str | None:
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


def _place(question: str, fragment: Fragment) -> str | None:
    """A country or a city for another."""
    if not places(fragment.phrase) or not (own := places(question)):
        return None
    return _put(question, own[0], fragment.phrase)


def _name(question: str, fragment: Fragment) -> str | None:
    """A name for another; a person's for a person's where there are both, and one after the same preposition first."""
    if not names(fragment.phrase) or not (own := names(question)):
        return None
    if person_names(fragment.phrase):
        own = [span for span in own if person_names(question[slice(*span)])] or own
    after = fragment.preposition
    same = [span for span in own if after and re.search(rf"\b{after}\s+(?:the\s+)?$", question[: span[0]], re.IGNORECASE)]
    start, end = (same or own)[-1]
    found = [phrase for phrase in phrases(question) if phrase.start <= start and end <= phrase.end]
    if found and fragment.determiner and not question[start:end].endswith(("'s", "’s")):
        end = max(end, found[-1].end)
    return _put(question, (start, end), fragment.phrase)


def _same_preposition(question: str, fragment: Fragment) -> str | None:
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


def _possessor(question: str, fragment: Fragment) -> str | None:
    """"And for senators?" after "When does the president's term end?": "the senators' term"."""
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


def _same_head(question: str, fragment: Fragment) -> str | None:
    """"Low season" for "high season": the same noun, described otherwise."""
    for phrase in reversed(phrases(question)):
        if grammar.singular(phrase.head.casefold()) == grammar.singular(fragment.head.casefold()):
            return _put(question, (phrase.start, phrase.end), fragment.phrase)
    return None


def _verb(question: str, fragment: Fragment) -> str | None:
    """"And sell?" after "… can grade C buy?"."""
    last = re.search(r"\w+$", question)
    verbs = last and grammar.is_base_verb(last.group()) and grammar.is_base_verb(fragment.text)
    return question[: last.start()] + fragment.text if last and verbs else None


def _holder(question: str, fragment: Fragment) -> str | None:
    """"And the mate?" after "Who drives the van on Tuesday?": "Who is the mate on Tuesday?"."""
    if fragment.preposition or not grammar.is_person(fragment.head) or not re.match(r"\W*who\b", question, re.IGNORECASE):
        return None
    people = [phrase for phrase in phrases(question) if grammar.is_person(phrase.head)]
    if people:
        return _put(question, (people[0].start, people[0].end), fragment.phrase)
    rest = next((phrase.begin for phrase in phrases(question) if phrase.preposition), len(question))
    return f"Who is {fragment.phrase} {question[rest:]}"


def _measure(question: str, fragment: Fragment) -> str | None:
    """"And the weight?": the weight of what was asked about."""
    if fragment.preposition or fragment.head.casefold() not in grammar.MEASURES:
        return None
    found = phrases(question)
    own = [phrase for phrase in found if phrase.head.casefold() in grammar.MEASURES and phrase.place is not Place.OTHER]
    if own:
        return _put(question, (own[0].start, own[0].end), fragment.phrase)
    named = fragment.phrase if fragment.determiner else f"the {fragment.phrase}"
    subject = next((phrase for phrase in found if phrase.place is Place.SUBJECT), None)
    if subject is not None and not re.search(r"\bof\b", named):
        rest = question[subject.end :] if found[-1] is not subject else ""
        rest = question[found[found.index(subject) + 1].begin :] if rest else ""
        return f"What is {named} of {subject.text} {rest}"
    where = next((phrase for phrase in reversed(found) if phrase.preposition), None)
    return f"What is {named} {question[where.begin :]}" if where is not None else None


def _same_determiner(question: str, fragment: Fragment) -> str | None:
    """The last thing with an article for one with an article, the last bare one for a bare one."""
    if fragment.preposition or turns.OWN_CLAUSE.search(fragment.text):
        return None
    time = grammar.is_time(fragment.head)
    found = [phrase for phrase in phrases(question) if grammar.is_time(phrase.head) == time]
    if fragment.determiner:
        first = fragment.determiner.casefold() in ("a", "an")
        alike = [p for p in found if first and p.determiner.casefold() in ("a", "an")]
        alike = alike or [p for p in found if p.determiner.casefold() in ("a", "an", "the") or p.is_name]
    else:
        alike = [p for p in found if not p.determiner and not (p.place is Place.ASKED and _is_count(question))]
        alike = [p for p in alike if p.place is Place.SUBJECT] or alike
        alike = alike or [p for p in found if p.place is not Place.ASKED and not p.is_name]
        first = False
    if not alike:
        return None
    phrase = alike[0 if first else -1]
    return _put(question, (phrase.start, phrase.end), fragment.phrase)


def _is_count(question: str) -> bool:
    return bool(re.match(r"\W*(?:which|what)\b", question, re.IGNORECASE))


def _keywords(question: str, fragment: Fragment) -> str | None:
    """In keywords ("Tesla Model 3 tyre change"), the words after the name, or the name."""
    if turns.OWN_CLAUSE.search(question) or fragment.preposition:
        return None
    own = names(question)
    if own and not names(fragment.phrase) and own[-1][1] < len(question):
        return f"{question[: own[-1][1]]} {fragment.bare}"
    return None


def _added(question: str, fragment: Fragment) -> str | None:
    """At the end, where the fragment has a preposition to join it with."""
    return f"{question} {fragment.text}" if fragment.preposition else None


_WAYS: tuple[Way, ...] = (
    *(_back, _condition, _keywords, _opposite, _one, _ordinal, _measured_in, _date, _number, _shape, _place, _name),
    *(_same_head, _same_preposition, _possessor, _verb, _holder, _measure, _same_determiner, _added),
)
