"""A fragment of a turn taken apart, and put into a question so that it still reads as English."""

import re
from dataclasses import dataclass

from index.documents.sentences import Span
from qa.language import grammar, turns
from qa.language.phrases import Place, phrases

_ARTICLE = re.compile(r"\b(?:the|an?|this|that)\s+$", re.IGNORECASE)


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
        preposition, determiner, bare = (
            (match[name] or "" for name in ("prep", "det", "bare")) if match else ("", "", text)
        )
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


def put(question: str, span: Span, new: str) -> str:
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


def agreeing(question: str, found: str) -> str:
    """The new question with "do" for "does" where the subject is now more than one, and the other way round."""
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
