"""A sentence → what it explains: a thing by what it is, a term by what it means, an abbreviation by its words."""

import re
from collections.abc import Iterator

from index.documents.sentences import Span
from index.search.lexical import STOP_WORDS
from qa.language.grammar import DETERMINERS, PRONOUNS
from qa.language.names import person_names
from qa.language.roles import INTRODUCES
from qa.language.words import MONTHS, OPENERS, any_of
from qa.suggesting.datatypes import Drawn, Form

NAME = r"(?:[A-Z][\w&.’'-]*)(?: (?:(?:of|for|and|the|de|van|von) )?[A-Z][\w&’'-]*){0,3}"
"""Capitalised words, with small ones between them."""
NO_SUBJECT = STOP_WORDS | OPENERS | PRONOUNS | {month.casefold() for month in MONTHS}
"""Words that begin a sentence and are no name, in lower case."""
_IS = re.compile(
    rf"^[\W_]*(?P<article>The |An? )?(?P<subject>{NAME})(?: \([A-Z]{{2,8}}\))? is (?:an?|the|one of the) (?=[a-z])"
)
_SORT = any_of(
    *("type", "kind", "form", "sort", "condition", "disorder", "disease", "syndrome", "symptom", "infection", "method"),
    *(
        "process",
        "technique",
        "practice",
        "procedure",
        "tool",
        "device",
        "machine",
        "programme?",
        "library",
        "framework",
    ),
    *(
        "protocol",
        "standard",
        "format",
        "language",
        "species",
        "plant",
        "animal",
        "mineral",
        "unit",
        "measure",
        "material",
    ),
    *(
        "dish",
        "substance",
        "chemical",
        "drug",
        "medicine",
        "treatment",
        "therapy",
        "theory",
        "instrument",
        "organi[sz]ation",
    ),
)
"""What a thing is a sort of, where a sentence defines it and does not praise it ("Maintenance is a breeze")."""
_IS_SORT = re.compile(
    rf"^[\W_]*(?P<subject>[A-Z][a-z][\w-]+(?: [a-z][\w-]+){{0,2}})(?: \([A-Z]{{2,8}}\))?"
    rf" is an? (?:[\w-]+ ){{0,2}}{_SORT}\b"
)
_FIRST_WORDS = re.compile(r"\W*(?:[\w’'-]+\W+){0,5}")  # among them stands the noun that says what a thing is
_MEANS = re.compile(
    r"(?:^|\n|[.;:] )\W*(?:[a-z0-9]{1,2}[).] )?(?:The term |An? |The )?"
    r"[\"“'‘](?P<term>[A-Za-z][\w-]*(?: [\w-]+){0,3})[\"”'’] (?:means|refers to|represents) "
    r"(?P<what>(?:an?|the|any)\b[^;\n]+)"
)
_LONG_WORD = r"(?:[A-Z][\w’'-]*|of|and|the|for|on|in)"
_SHORT = re.compile(rf"(?P<long>{_LONG_WORD}(?: {_LONG_WORD}){{1,7}}) \((?P<short>[A-Z]{{2,6}})\)")


def things(text: str, places: list[Span]) -> Iterator[Drawn]:
    """What is X, where a sentence begins by saying what something with a name is; people are asked after elsewhere."""
    for start, end in places:
        match = _IS.match(text[start:end])
        if match and is_name(match["subject"], text) and not person_names(match["subject"]):
            told = _FIRST_WORDS.match(text, start + match.end(), end)
            if not (told and INTRODUCES.search(told.group())):
                article = "the " if match["article"] == "The " else ""
                yield Drawn(f"What is {article}{match['subject']}?", Form.THING, start + match.end(), end)


def sorts(text: str, places: list[Span]) -> Iterator[Drawn]:
    """What is x, where a sentence begins by saying what sort of thing something without a name is."""
    for start, end in places:
        match = _IS_SORT.match(text[start:end])
        subject = match["subject"] if match else ""
        if match and subject.split()[0].casefold() not in NO_SUBJECT | DETERMINERS and not is_name(subject, text):
            yield Drawn(f"What is {subject[0].lower()}{subject[1:]}?", Form.THING, start + match.end("subject"), end)


def terms(text: str, places: list[Span]) -> Iterator[Drawn]:
    """What a term means, where a contract or a law says so of a quoted one."""
    del places  # a law's definitions are the items of a list, each as long as it likes
    for match in _MEANS.finditer(text):
        yield Drawn(f"What does “{match['term']}” mean?", Form.THING, *match.span("what"))


def abbreviations(text: str, places: list[Span]) -> Iterator[Drawn]:
    """What an abbreviation stands for, where it stands in parentheses behind the words that it is made of."""
    for start, end in places:
        for match in _SHORT.finditer(text[start:end]):
            words = match["long"].split()
            initials = [word for word in words if word[0].isupper()][-len(match["short"]) :]
            if "".join(word[0] for word in initials) == match["short"]:
                whole = " ".join(words[words.index(initials[0]) :])
                yield Drawn(f"What does {match['short']} stand for?", Form.ABBREVIATION, start, end, whole)


def is_name(words: str, text: str) -> bool:
    """Whether capitalised words that begin a sentence are a name: the text writes the first in lower case nowhere."""
    first = words.split()[0]
    return first.casefold() not in NO_SUBJECT and not re.search(rf"\b{re.escape(first.lower())}\b", text)
