"""A span → the span that is lit: within its paragraph and its cell, nothing cut, nothing hanging.

Each step may undo what another did (a bracket that is closed may end within a name), so they are repeated until
nothing moves.
"""

from index.documents.sentences import Span
from index.search.lexical import STOP_WORDS, words
from qa.reading.boundaries.pairs import balanced
from qa.reading.boundaries.paragraphs import within_paragraph
from qa.reading.boundaries.rows import within_cell
from qa.reading.boundaries.trimming import trimmed
from qa.reading.boundaries.widening import widened

_MOST_ROUNDS = 12  # two or three are usual; each moves an end by at least a character


def answer_boundaries(text: str, start: int, end: int, question: str = "") -> Span:
    """The half-open span of the answer, given the span `text[start:end]` that a network chose; never an empty one.

    With the question, of a range "9:00–17:00" one end may be the answer, and a name is not widened by words it has.
    """
    if start >= end or not text[start:end].strip():
        return start, end
    seen = [(start, end)]
    for _ in range(_MOST_ROUNDS):
        moved = _moved(text, *seen[-1], question)
        if moved in seen:  # at rest, or going round: then the widest of the round, from wherever it was entered
            return max(seen[seen.index(moved) :], key=lambda span: (span[1] - span[0], -span[0]))
        seen.append(moved)
    return seen[-1]


def says_something(text: str) -> bool:
    """Whether a text has a figure, or a word that is more than "who", "it" or "there"."""
    return any(word not in STOP_WORDS for word in words(text))


def _moved(text: str, start: int, end: int, question: str) -> Span:
    start, end = within_paragraph(text, start, end)
    start, end = within_cell(text, *trimmed(text, start, end), question)
    start, end = widened(text, start, end, question)
    return trimmed(text, *balanced(text, start, end))
