"""Sentence → the words in it that answer, where they can be told; else the sentence whole."""

from index import lexical
from qa.kinds import Kind, kind_of
from qa.values import Span, values

_NARROWED = (Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.DATE)


def narrow(question: str, sentence: str) -> Span:
    """The span of the one number or date in the sentence that the question can mean, else of the whole sentence."""
    kind = kind_of(question)
    if kind in _NARROWED:
        found = list(values(sentence, kind, question))
        if len(found) == 1:
            return found[0]
        if found and (best := _beside_question_words(question, sentence, found)):
            return best
    return 0, len(sentence)


def _beside_question_words(question: str, sentence: str, found: list[Span]) -> Span | None:
    """The value that two of the question's words follow at once ("over 400 open Qwen models"), if just one is so."""
    asked = set(lexical.terms(" ".join(lexical.content_words(question))))
    beside = [span for span in found if sum(stem in asked for stem in lexical.terms(sentence[span[1] :])[:3]) >= 2]
    return beside[0] if len(beside) == 1 else None
