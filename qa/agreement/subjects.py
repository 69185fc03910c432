"""Two documents and a question → whether both can be about what is asked: two towns' trams are no quarrel."""

import re
from functools import lru_cache

from qa.agreement.datatypes import KEPT
from qa.agreement.named import named
from qa.agreement.topics import names_asked

_TOP = 3000  # characters in which a document says what it is about: a guess
_MIDDLE = r"(?:[a-z,;:(“\"]\s|^#+ .{0,80})"  # stands before a name that is no sentence's first word
_MONTH = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


def can_meet(question: str, one: str, other: str, answers: tuple[str, ...] = ()) -> bool:
    """Whether two documents, whose texts these are, may speak of one thing.

    They may where both hold a name of the question, where the top of one holds a name of the other's, and where one
    has no name but those of the `answers`.
    """
    if any(_holds(one, name) and _holds(other, name) for name in names_asked(question)):
        return True
    one, other = one[:_TOP], other[:_TOP]
    ours, theirs = ({name for name in _subjects(top) if not _is_of(name, answers)} for top in (one, other))
    shared = any(_holds(other, name) for name in ours) or any(_holds(one, name) for name in theirs)
    return not ours or not theirs or shared


def _is_of(name: str, answers: tuple[str, ...]) -> bool:
    return any(_holds(answer, name) or _holds(name, answer) for answer in answers)


@lru_cache(maxsize=KEPT)
def _subjects(text: str) -> frozenset[str]:
    """The names of a text that no sentence merely begins with; "Line" of "Line 4" is none without its number."""
    return frozenset(
        name
        for name in named(text)
        if "\n" not in name
        and ". " not in name
        and not _MONTH.match(name)
        and re.search(rf"{_MIDDLE}{re.escape(name)}(?! ?\d)(?!\w)", text, re.MULTILINE)
    )


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
