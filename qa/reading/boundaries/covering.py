"""A question that asks for two values: the smallest stretch of a passage that holds both."""

import re
from collections.abc import Sequence

from index.documents.sentences import Span, enclosing_sentences
from index.search.lexical import terms
from qa.language.asked import labels_asked, values_asked
from qa.reading.boundaries.asking import repeats_question
from qa.reading.boundaries.ends import answer_boundaries
from qa.reading.boundaries.rows import cells

_FAR = 160  # characters from the first value to the last: more is no longer one answer
_FEW = 5  # words of a value: "on alternate Tuesdays at 10:00"
_FIGURE = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|free|none)\b", re.IGNORECASE)
_NEXT = re.compile(r"[ \u00a0][\w’'-]+")


def covering(question: str, passage_text: str, spans: Sequence[Span]) -> Span | None:
    """The smallest stretch that holds as many of the found `spans`, best first, as the question asks for values.

    They stand in one row, or in one sentence and are figures or a few words, close together. None where one
    value is asked for, where the best span already holds all, or where no other found span stands near it. The best
    span is always one of them. Its boundaries are right: `answer_boundaries` would take some cells apart again.
    """
    wanted = values_asked(question)
    if wanted < 2 or not spans:
        return None
    best = answer_boundaries(passage_text, *spans[0], question)
    if _values(passage_text, best) >= wanted:
        return None
    held = [best]
    for span in spans[1:]:
        other = answer_boundaries(passage_text, *span, question)
        if len(held) < wanted and _fits(question, passage_text, other, held):
            held.append(other)
    start, end = min(span[0] for span in held), max(span[1] for span in held)
    if len(held) < wanted or end - start > _FAR:
        return None
    return _with_label(question, passage_text, start, end)


def _fits(question: str, text: str, span: Span, held: Sequence[Span]) -> bool:
    """Whether a span is another value of the same row, or of the same sentence."""
    if any(span[0] < other[1] and other[0] < span[1] for other in held):
        return False
    if repeats_question(question, text[span[0] : span[1]]):
        return False
    first, last = min(span[0], held[0][0]), max(span[1], held[0][1])
    if "\n" not in text[first:last] and cells(text, first)[0]:
        return True
    around = enclosing_sentences(text, *held[0])
    return _alike(question, text[slice(*span)], text[slice(*held[0])]) and around[0] <= first and last <= around[1]


def _alike(question: str, one: str, other: str) -> bool:
    """Whether two words of a sentence may be the two values: figures if two things are named, else a few words each."""
    if labels_asked(question) is not None:
        return bool(_FIGURE.search(one) and _FIGURE.search(other))
    return max(len(one.split()), len(other.split())) <= _FEW


def _values(text: str, span: Span) -> int:
    return len(re.findall(r"\d[\d.,:]*", text[span[0] : span[1]]))


def _with_label(question: str, text: str, start: int, end: int) -> Span:
    """With the word behind the last value that says what it is of, if the question has it: "12 men and 14 women"."""
    labels = labels_asked(question)
    word = _NEXT.match(text, end)
    if labels and word and set(terms(word.group())) & set(terms(" ".join(labels))):
        return start, word.end()
    return start, end
