"""A sentence → a sum that somebody raised, paid or lost, and the year in which something was founded or built."""

import re
from collections.abc import Iterator

from index.documents.sentences import Span
from qa.language.kinds import Kind
from qa.language.values import values
from qa.language.words import any_of
from qa.suggesting.datatypes import Drawn, Form
from qa.suggesting.definitions import NAME, NO_SUBJECT

_PAID = {
    "raised": "raise", "paid": "pay", "spent": "spend", "invested": "invest", "earned": "earn", "lost": "lose",
    "donated": "donate", "borrowed": "borrow", "saved": "save", "received": "receive", "made": "make",
}  # fmt: skip
_MADE = any_of(
    *("founded", "established", "born", "launched", "released", "signed", "adopted", "built", "opened", "created"),
    *("published", "completed", "enacted", "introduced", "formed", "incorporated", "demolished", "closed", "elected"),
)
_REST = r"(?P<rest>[^;:]{1,60})"  # of a clause: a sum or a date that stands farther off may belong to something else
_OPENS = r"(?:^[\W_]*|[,;:—–(“\"] ?)(?:(?:In|By|On|Since) [\w ]{3,20},? )?"
"""Where a clause begins: a name further on may end another one ("the abbey of the Canons of Lateran was built")."""
_SUBJECT = rf"(?P<subject>(?:[Tt]he )?{NAME})"
_SUM = re.compile(rf"{_OPENS}{_SUBJECT} (?:has |have )?(?P<verb>{any_of(*_PAID)})\b{_REST}")
_COMPARED = re.compile(r"^\W*(?:more|less|fewer|additional|extra|above|below|higher|lower|over|under)\b")
_ON_WHAT = re.compile(r"^ (?P<what>(?:on|from|for|to|in) [\w’' -]{2,30}?)(?=[.,;]|$)")
_WHEN = re.compile(rf"{_OPENS}{_SUBJECT},? was (?:first |officially |formally )?(?P<verb>{_MADE})\b{_REST}")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def sums(text: str, places: list[Span]) -> Iterator[Drawn]:
    """How much somebody raised, paid, and so on, and on what; a difference to another sum is none."""
    for start, end in places:
        for match in _SUM.finditer(text[start:end]):
            rest, subject = match["rest"], _subject(match["subject"])
            amount = next(values(rest, Kind.MONEY, ""), None)
            if amount and subject and not _COMPARED.match(rest[amount[1] :]):
                what = _ON_WHAT.match(rest[amount[1] :])
                asked = f"{_PAID[match['verb']]} {what['what']}" if what else _PAID[match["verb"]]
                yield Drawn(f"How much did {subject} {asked}?", Form.SUM, start, end, rest[slice(*amount)].strip())


def years(text: str, places: list[Span]) -> Iterator[Drawn]:
    """When something was founded, built, and so on."""
    for start, end in places:
        for match in _WHEN.finditer(text[start:end]):
            year, subject = _YEAR.search(match["rest"]), _subject(match["subject"])
            if year and subject:
                yield Drawn(f"When was {subject} {match['verb']}?", Form.DATE, start, end, year.group())


def _subject(words: str) -> str:
    """A name without the ordinary words in front of it, but with its article; empty where nothing else is there."""
    parts = words.split()
    article = ""
    while parts and parts[0].casefold() in NO_SUBJECT:
        article = "the " if parts.pop(0).casefold() == "the" else ""
    return f"{article}{' '.join(parts)}" if parts else ""
