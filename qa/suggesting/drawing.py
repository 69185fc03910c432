"""A document → questions whose answer is known, since each is drawn from the sentence that answers it.

Figures, dates, abbreviations and people give questions of a fixed form; a question that the document asks itself is
taken as it is, and a heading is looked up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from index.documents.datatypes import Document
from index.documents.outline import document_headings, heading_text
from index.documents.sentences import Span, sentences
from index.search.lexical import STOP_WORDS
from qa.language.kinds import LABEL, OPENS_QUESTION, Kind
from qa.language.names import person_names
from qa.language.roles import INTRODUCES
from qa.language.values import values
from qa.language.words import MONTHS, OPENERS, any_of

_READ_OF_EACH = 60_000  # characters: enough for a dozen questions of any document tried so far
_LONGEST = 90  # characters of a question, which is one line of the page
_NAME = r"(?:[A-Z][\w&.’'-]*)(?: (?:(?:of|for|and|the|de|van|von) )?[A-Z][\w&’'-]*){0,3}"
_PAID = {
    "raised": "raise", "paid": "pay", "spent": "spend", "invested": "invest", "earned": "earn", "lost": "lose",
    "donated": "donate", "borrowed": "borrow", "saved": "save", "received": "receive", "made": "make",
}  # fmt: skip
_MADE = any_of(
    *("founded", "established", "born", "launched", "released", "signed", "adopted", "built", "opened", "created"),
    *("published", "completed", "enacted", "introduced", "formed", "incorporated", "demolished", "closed", "elected"),
)
_REST = r"(?P<rest>[^;:]{1,60})"  # of a clause: a sum or a date that stands farther off may belong to something else
_SUM = re.compile(rf"\b(?P<subject>{_NAME}) (?:has |have )?(?P<verb>{any_of(*_PAID)})\b{_REST}")
_WHEN = re.compile(rf"\b(?P<subject>{_NAME}),? was (?:first |officially |formally )?(?P<verb>{_MADE})\b{_REST}")
_LONG_WORD = r"(?:[A-Z][\w’'-]*|of|and|the|for|on|in)"
_SHORT = re.compile(rf"(?P<long>{_LONG_WORD}(?: {_LONG_WORD}){{1,7}}) \((?P<short>[A-Z]{{2,6}})\)")
_NO_SUBJECT = STOP_WORDS | OPENERS | {month.casefold() for month in MONTHS}
_PLAIN = re.compile(r"^[A-Z][\w’'&-]*(?: [\w’'&-]+){2,5}$")  # three to six words: fewer say too little


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question, where its answer stands in the document, half-open characters, and words the lit answer must hold.

    `looked_up` tells a heading, whose words are looked up, from a question.
    """

    question: str
    start: int
    end: int
    gives: str = ""
    looked_up: bool = False


def drawn(document: Document) -> Iterator[Drawn]:
    """The questions of a document: of each kind the first, then of each kind the second, and so on; headings last."""
    text = document.text[:_READ_OF_EACH]
    places = list(sentences(text))
    kinds = [kind(text, places) for kind in (_own, _figures, _dates, _people, _short)]
    asked = chain(chain.from_iterable(zip_longest(*kinds)), _headings(document))
    yield from (each for each in asked if each and len(each.question) <= _LONGEST)


def _own(text: str, places: list[Span]) -> Iterator[Drawn]:
    """Questions that the document asks, answered by one of the three sentences that follow."""
    for number, (start, end) in enumerate(places):
        question = LABEL.sub("", text[start:end])
        if question.endswith("?") and OPENS_QUESTION.match(question) and len(question.split()) > 3:
            following = places[number + 1 : number + 4]
            if following:
                yield Drawn(question, following[0][0], following[-1][1])


def _figures(text: str, places: list[Span]) -> Iterator[Drawn]:
    for start, end in places:
        for match in _SUM.finditer(text[start:end]):
            amount = next(values(match["rest"], Kind.MONEY, ""), None)
            subject = _subject(match["subject"])
            if amount and subject:
                question = f"How much did {subject} {_PAID[match['verb']]}?"
                yield Drawn(question, start, end, match["rest"][slice(*amount)].strip())


def _dates(text: str, places: list[Span]) -> Iterator[Drawn]:
    for start, end in places:
        for match in _WHEN.finditer(text[start:end]):
            year = re.search(r"\b(?:1[5-9]|20)\d\d\b", match["rest"])
            subject = _subject(match["subject"])
            if year and subject:
                yield Drawn(f"When was {subject} {match['verb']}?", start, end, year.group())


def _subject(words: str) -> str:
    """A name without the ordinary words in front of it, but with its article; empty where nothing else is there."""
    parts = words.split()
    article = ""
    while parts and parts[0].casefold() in _NO_SUBJECT:
        article = "the " if parts.pop(0).casefold() == "the" else ""
    return f"{article}{' '.join(parts)}" if parts else ""


def _people(text: str, places: list[Span]) -> Iterator[Drawn]:
    """Those whose role a sentence gives, each once."""
    seen = set[str]()
    for start, end in places:
        sentence = text[start:end]
        for name in person_names(sentence)[:1] if INTRODUCES.search(sentence) else ():
            if name not in seen:
                seen.add(name)
                yield Drawn(f"Who is {name}?", start, end)


def _short(text: str, places: list[Span]) -> Iterator[Drawn]:
    for start, end in places:
        for match in _SHORT.finditer(text[start:end]):
            words = match["long"].split()
            initials = [word for word in words if word[0].isupper()][-len(match["short"]) :]
            if "".join(word[0] for word in initials) == match["short"]:
                yield Drawn(f"What does {match['short']} stand for?", start, end, initials[0])


def _headings(document: Document) -> Iterator[Drawn]:
    """Headings of a few words, each with what stands under it up to the next one."""
    spans = document_headings(document)
    ends = [start for start, _ in spans[1:]] + [len(document.text)]
    for span, end in zip(spans, ends, strict=False):
        words = heading_text(document.text, span)
        if _PLAIN.match(words) and not person_names(words) and span[1] < end:
            yield Drawn(words, span[1], end, looked_up=True)
