"""Words that no document holds → the nearest words that one does, for a person who mistyped."""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.passage_index import PassageIndex
from index.search import lexical
from qa.language.grammar import is_verb
from qa.language.vocabulary import is_everyday

_SHORTEST = 3  # characters of a word that is corrected
_EACH = 5  # characters that may hold one mistake: Damerau (1964) found one in four of five mistyped words
_MOST_MISTAKES = 2


def misspelled(question: str, index: PassageIndex) -> list[str]:
    """The words of a question that no document contains, verbs of every day left out, since nobody looks for them."""
    return [word for word in index.unknown_words(question) if not is_verb(word)]


def corrected(question: str, index: PassageIndex) -> str:
    """The question with each unknown word replaced by the nearest one that a document holds; empty if none is near.

    Near is at most one mistake in five characters (optimal string alignment: a letter more, less, other, or two
    swapped), from the first letter on, and none more or less in a shorter word; of two as near the commoner one.
    """
    shown = question
    for word in misspelled(question, index):
        nearest = _nearest(word, index)
        if nearest:
            shown = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", nearest, shown, flags=re.IGNORECASE)
    return shown if shown != question else ""


def _nearest(word: str, index: PassageIndex) -> str:
    """The word as a document writes it; empty if none is near, or it is no mistake but an English word."""
    if len(word) < _SHORTEST or not word.isalpha() or is_everyday(word):
        return ""
    mistakes = min(_MOST_MISTAKES, max(1, len(word) // _EACH))
    (stem,) = lexical.terms(word)[:1] or [word]
    known = index.library.terms_like(stem[0], len(stem) - mistakes, len(stem) + mistakes)
    alike = [term for term in known if len(stem) >= _EACH or len(term) == len(stem)]
    near = process.extract(stem, alike, scorer=OSA.distance, score_cutoff=mistakes, limit=None)
    best = min(near, key=lambda each: (each[1], -known[each[0]], each[0]), default=None)
    return _as_written(best[0], index) if best else ""


def _as_written(stem: str, index: PassageIndex) -> str:
    """A word of the passage that is richest in this stem, with its capitals."""
    found = index.library.matching([stem], 1)
    for passage in index.library.passages([passage_id for passage_id, _ in found]).values():
        text = index.library.passage_texts([passage])[passage].text
        for match in re.finditer(r"[^\W\d_]+", text):
            if lexical.terms(match.group()) == [stem]:
                return match.group()
    return ""
