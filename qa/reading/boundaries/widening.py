"""A span → the span that cuts nothing in two and keeps what changes its meaning."""

import re

from index.documents.sentences import Span
from qa.language.asked import asks_for_one_end
from qa.language.figures import GAP, quantities
from qa.language.names import name_around
from qa.language.wholes import wholes
from qa.reading.boundaries.paragraphs import paragraph_around

_REACH = 90  # characters looked at beyond either end: more than a date with its qualifier, or a long web address
_NEGATION = re.compile(
    rf"(?<!or )\b(?:(?:not|no|never|cannot)(?:{GAP}(?:yet|only|longer|even|always))?|without|except(?:{GAP}for)?|"
    rf"excluding|other{GAP}than|rather{GAP}than|instead{GAP}of|unless|hardly|rarely|neither|only|\w+n['’]t){GAP}\Z",
    re.IGNORECASE,
)
_ONLY = re.compile(rf"{GAP}only(?=\s*(?:[.,;:)|\n]|\Z))")
_OPEN = re.compile(r"(?<!\w)(?:an?|the|of|no|not|than|per|his|her|its|their|your|our|my)\Z", re.IGNORECASE)
_NEXT = re.compile(rf"{GAP}(?=[\w\"“(`$€£])\W?\w+")
_LAST = re.compile(rf"(?<!\S)\w+{GAP}\Z")
"""The words after "the" or "of", and before "of", without which a phrase is cut."""


def widened(text: str, start: int, end: int, question: str = "") -> Span:
    """The span with the rest of what it cuts, and with the qualifier, unit or "not" that belongs to it."""
    apart = asks_for_one_end(question)
    if end - start < _REACH:
        near = _near(text, start, end, apart)
    else:
        near = _near(text, start, start, apart) + _near(text, end, end, apart)
    moved = True
    while moved:
        moved = False
        for first, last in near:
            if first < start < last:
                start, moved = first, True
            if first < end < last:
                end, moved = last, True
    start, end = _phrase(text, start, end)
    negation = _NEGATION.search(text, max(0, start - _REACH), start)
    start = negation.start() if negation else start
    only = _ONLY.match(text, end)
    return name_around(text, start, only.end() if only else end)


def _phrase(text: str, start: int, end: int) -> Span:
    """The span with the word that its last one ("of the", "no") or its first one ("of") cannot do without."""
    if _OPEN.search(text, max(start, end - _REACH), end) and (following := _NEXT.match(text, end)):
        end = following.end()
    if text.startswith("of ", start) and (leading := _LAST.search(text, max(0, start - _REACH), start)):
        start = leading.start()
    return start, end


def _near(text: str, start: int, end: int, apart: bool) -> list[Span]:
    first, last = _window(text, start, end)
    stretch = text[first:last]
    found = [*wholes(stretch, apart), *quantities(stretch, apart)]
    return [(first + begin, first + finish) for begin, finish in found]


def _window(text: str, start: int, end: int) -> Span:
    """Whole words of the paragraph around the span."""
    first, last = paragraph_around(text, start, end, _REACH)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return first, last
