"""Citation → whether its quote may be heard: comments, questions, tables of contents, what was retracted may not."""

import re

from index.documents.sentences import blocks
from qa.datatypes import Citation

_COMMENTS = re.compile(
    r"(?:\d+ |all |recent |readers?['’]? |user |your |view |show |leave a |add a |post a )*"
    r"(?:comments?|responses?|repl(?:y|ies)|reader reviews|letters to the editor|discussion thread)"
    r"(?: \(\d+\)| section| below)?:?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table of )?contents|index|list of (?:figures|tables)", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|(?:…\s?){2,}\s*\d*\s*$|\t+\d+\s*$")
_ASKS = re.compile(r"[^.!?]*\?")
_RETRACTED = re.compile(
    r"\b(?:earlier|previous|original|first|initial|prior) (?:version|edition|draft)s?\b"
    r"[^.;]{0,80}?\b(?:said|stated|reported|gave|put|listed|claimed|misstated|incorrectly|wrongly)\b|"
    r"\b(?:wrongly|mistakenly|incorrectly|erroneously) (?:said|stated|reported|gave|listed|claimed|announced|put)\b|"
    r"\b(?:misstated|misreported|retracts?|retracted|withdr[ae]wn?)\b",
    re.IGNORECASE,
)
"""Announces what is no longer held true."""
_PUT_RIGHT = re.compile(
    r"\b(?:correct(?:ly)?|in fact|actually|should (?:be|read|have)|rather|but|is now|was in)\b|[;.]", re.IGNORECASE
)
_BYLINE = re.compile(r"\W*[Bb]y [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}\b.{0,80}", re.DOTALL)
_LONGEST_TITLE = 40  # characters of a line that may announce comments


def is_witness(citation: Citation, text: str) -> bool:
    """Whether a quote is told as so by its document, whose text this is, and is not a reader's, a question, a title."""
    return not (
        any(
            _COMMENTS.fullmatch(heading.strip()) or _CONTENTS.fullmatch(heading.strip())
            for heading in citation.headings
        )
        or _asks(citation)
        or _is_retracted(citation)
        or _is_dateline(citation)
        or _LEADERS.search(citation.quote)
        or _below_comments(citation, text)
    )


def _asks(citation: Citation) -> bool:
    """Whether the sentence that holds the answer is a question."""
    rest = citation.quote[citation.answer_end - citation.start :]
    answer = citation.quote[citation.answer_start - citation.start : citation.answer_end - citation.start]
    return bool(_ASKS.match(rest)) or answer.rstrip().endswith("?")


def _is_retracted(citation: Citation) -> bool:
    """Whether the answer is what an earlier version said, and so what it is no longer."""
    before = citation.quote[: citation.answer_start - citation.start]
    announced = max((match.end() for match in _RETRACTED.finditer(before)), default=None)
    return announced is not None and not _PUT_RIGHT.search(before, announced)


def _is_dateline(citation: Citation) -> bool:
    """Whether the answer is the date that stands with a byline, and so when somebody wrote."""
    answer = citation.quote[citation.answer_start - citation.start : citation.answer_end - citation.start]
    return bool(_BYLINE.fullmatch(citation.quote.strip())) and any(character.isdigit() for character in answer)


def _below_comments(citation: Citation, text: str) -> bool:
    """Whether a line above the quote announces comments; they go on to the end of the document."""
    for start, end in blocks(text, 0, citation.start):
        line = text[start:end]
        if len(line) <= _LONGEST_TITLE and _COMMENTS.fullmatch(line.strip(" #*-=\t")) and not _is_form(line):
            return True
    return False


def _is_form(line: str) -> bool:
    """Whether a line asks for a comment, and announces none: "Leave a comment" stands above an empty field."""
    return bool(re.match(r"\W*(?:leave|add|post) a\b", line, re.IGNORECASE))
