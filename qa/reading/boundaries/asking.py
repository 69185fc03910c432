"""What is no answer though a network lights it: the question's own subject, another question, a heading."""

import re
from collections.abc import Collection

from index.documents.sentences import enclosing_sentences
from index.search.lexical import STOP_WORDS, terms, words
from qa.language.asked import is_choice, is_yes_or_no
from qa.language.kinds import LABEL, asks

_SAYS_MORE = re.compile(r"\b(?:not|no|never|none|without|cannot)\b|n['’]t\b|[/\\_=<>{}~@]", re.IGNORECASE)
_HEADING = re.compile(r"[^\S\n]{0,3}#{1,6}[^\S\n]")
_UNDERLINE = re.compile(r"[^\S\n]*(?:={3,}|-{3,})[^\S\n]*")
_MARKUP = " \t#*_>"


def repeats_question(question: str, text: str) -> bool:
    """Whether a text says only what the question does: its content words are all in it, and it has some.

    False where the question's own words may answer: for yes or no, for a choice of "A or B", in a denial ("no code")
    and in code, whose signs say more than its words ("~/.ollama/models").
    """
    if is_yes_or_no(question) or is_choice(question) or _SAYS_MORE.search(text):
        return False
    told = {term for word in words(text) if word not in STOP_WORDS for term in terms(word)}
    return bool(told) and told <= set(terms(question))


def is_question(text: str, start: int, end: int) -> bool:
    """Whether the span stands in a sentence that is itself a question, as a heading of an FAQ is.

    False where it goes on into a sentence that is none: there the answer may stand.
    """
    first, last = enclosing_sentences(text, start, end)
    sentence = text[first:last].strip(_MARKUP + "\n\r\"'”’)")
    return asks(sentence) or LABEL.match(sentence) is not None


def stands_in_heading(text: str, start: int, end: int, headings: Collection[str] = ()) -> bool:
    """Whether the span lies in a Markdown heading, or in a line that is one of `headings` (without its markup)."""
    first, last = _line(text, start)
    if end > last:
        return False
    line = text[first:last]
    below = text[last + 1 :].split("\n", 1)[0]
    marked = _HEADING.match(line) or ("|" not in line and line.strip() and _UNDERLINE.fullmatch(below))
    return bool(marked) or line.strip(_MARKUP) in headings


def _line(text: str, offset: int) -> tuple[int, int]:
    last = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if last < 0 else last
