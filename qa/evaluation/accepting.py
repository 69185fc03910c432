"""Whether a citation gives an answer that a written question accepts, by its lit words or by its quote."""

import re
from collections.abc import Sequence

from qa.datatypes import Citation
from qa.evaluation.metrics import normalise_answer, token_f1

_CLOSE = 0.5  # token F1 with an accepted answer from which words count as giving it
_LONG = 8  # words of an answer from which a quote may lack some of them,
_MOST = 0.8  # if it has this share


def lit(citation: Citation) -> str:
    """The words of a quote that are lit as the answer."""
    return citation.quote[citation.answer_start - citation.start : citation.answer_end - citation.start]


def gives(words: str, answers: Sequence[str]) -> bool:
    """Whether lit words hold an accepted answer, or nearly are one."""
    return any(_holds(words, answer) or token_f1(words, answer) >= _CLOSE for answer in answers)


def closeness(words: str, answers: Sequence[str]) -> float:
    """The best token F1 of lit words with an accepted answer, 0 to 1: what is lit beside the answer costs."""
    return max((token_f1(words, answer) for answer in answers), default=0.0)


def quotes(quote: str, answers: Sequence[str]) -> bool:
    """Whether a quote holds an accepted answer, or most of the words of a long one."""
    quoted = set(normalise_answer(quote).split())
    for answer in answers:
        words = normalise_answer(answer).split()
        most = len(words) >= _LONG and sum(word in quoted for word in words) >= _MOST * len(words)
        if most or _holds(quote, answer):
            return True
    return False


def stands_in(quote: str, text: str) -> bool:
    """Whether a quote stands in a text, whatever the spaces and line breaks between its words."""
    return quote in text or " ".join(quote.split()) in " ".join(text.split())


def _holds(text: str, answer: str) -> bool:
    wanted = normalise_answer(answer)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", normalise_answer(text)) is not None
