"""A sentence → who it introduces: a person's name, and the role that it gives them right beside it.

A capitalised name and a role somewhere in one sentence introduce nobody ("at least one Personal Account designated as
an owner"), and a bare title does not say who somebody is ("Senator Brand").
"""

import re
from collections.abc import Iterator

from index.documents.sentences import Span
from qa.language.names import person_names
from qa.language.roles import ROLES
from qa.language.words import any_of
from qa.suggesting.datatypes import Drawn, Form

_LOWER = any_of(
    *("a", "an", "the", "its", "our", "their", "then", "former", "current", "acting", "chief", "managing", "general"),
    *("executive", "deputy", "vice", "senior", "junior", "associate", "assistant", "prime", "first", "second", "lead"),
)
_WORDS = rf"(?:(?:{_LOWER}|[A-Z0-9][\w.&-]*(?:[’']s)?) )"
_RANKS = ("Prime", "Vice", "Deputy", "First", "Former", "Acting", "Emeritus", "The", "Even")
"""Capitalised words before a title that do not say what it is the title of."""
_ROLE = rf"(?P<role>{any_of(*ROLES)})\b"
_OF = r"(?: (?:of|at|for|to) (?:the )?[\w’'-]+(?: [\w’'-]+){0,6})"


def people(text: str, places: list[Span]) -> Iterator[Drawn]:
    """Who is somebody, for each person whose role a sentence gives in words that stand beside their name."""
    for start, end in places:
        sentence = text[start:end]
        for name in person_names(sentence):
            matches = (pattern.search(sentence) for pattern in _patterns(re.escape(name)))
            match = next(filter(None, matches), None)
            if match:
                tense = match.groupdict().get("tense") or "is"
                yield Drawn(f"Who {tense} {name}?", Form.PERSON, start, end, match["role"])


def _patterns(name: str) -> Iterator[re.Pattern[str]]:
    """The ways in which English introduces somebody of that name."""
    yield re.compile(rf"{name}, {_WORDS}{{0,5}}(?i:{_ROLE})(?! [A-Z])")  # Ida Brand, the mayor of Harrow
    yield re.compile(rf"{name} (?P<tense>is|was) {_WORDS}{{0,5}}(?i:{_ROLE}){_OF}")  # Ida Brand was mayor of Harrow
    of_what = rf"(?!(?:{'|'.join(_RANKS)})\b)[A-Z][\w.&-]*(?:[’']s)?"
    yield re.compile(rf"\b{of_what} {_WORDS}{{0,3}}(?i:{_ROLE}) {name}(?! [A-Z])")  # Harrow's mayor Ida Brand
    yield re.compile(
        rf"\b(?i:{_ROLE}) of (?:the )?[\w’' -]{{3,40}}, {name}(?=[,.;])"
    )  # the mayor of Harrow, Ida Brand,
