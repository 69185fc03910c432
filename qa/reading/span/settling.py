"""A stretch that the network found → the words to light, or that it is no answer."""

from collections.abc import Sequence

from index.documents.sentences import Span
from qa.reading.boundaries import answer_boundaries, covering, is_question, repeats_question, says_something
from qa.reading.span.stretches import Stretch


def settled(question: str, stretch: Stretch) -> Span | None:
    """The words of a stretch that answer, half-open characters of its passage.

    None where they say nothing, say only what the question says, or are themselves a question. Whole sentences stay
    as they are.
    """
    text, start, end = stretch.hit.text, stretch.start, stretch.end
    if not stretch.whole:
        start, end = answer_boundaries(text, start, end, question)
        if repeats_question(question, text[start:end]):
            return None
    if not says_something(text[start:end]) or is_question(text, start, end):
        return None
    return start, end


def joined_values(question: str, best: Stretch, others: Sequence[Stretch]) -> Span | None:
    """The words that hold `best` and another value of its passage, if the question asks for two; else None."""
    beside = [other for other in others if other.hit.passage == best.hit.passage]
    if best.whole or not beside:
        return None
    return covering(question, best.hit.text, [(stretch.start, stretch.end) for stretch in (best, *beside)])
