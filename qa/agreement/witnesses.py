"""Citation → whether its quote may be heard: readers' comments, questions and tables of contents may not."""

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
_LONGEST_TITLE = 40  # characters of a line that may announce comments


def is_witness(citation: Citation, text: str) -> bool:
    """Whether a quote is told as so by its document, whose text this is, and is not a reader's, a question, a title."""
    return not (
        any(
            _COMMENTS.fullmatch(heading.strip()) or _CONTENTS.fullmatch(heading.strip())
            for heading in citation.headings
        )
        or _asks(citation)
        or _LEADERS.search(citation.quote)
        or _below_comments(citation, text)
    )


def _asks(citation: Citation) -> bool:
    """Whether the sentence that holds the answer is a question."""
    rest = citation.quote[citation.answer_end - citation.start :]
    answer = citation.quote[citation.answer_start - citation.start : citation.answer_end - citation.start]
    return bool(_ASKS.match(rest)) or answer.rstrip().endswith("?")


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
