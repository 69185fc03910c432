"""Sentence → the words that answer: the one figure in it, where that can be told; more, where it announces them."""

import re

from index.documents.sentences import sentences
from index.search import lexical
from qa.language.kinds import Kind, kind_of
from qa.language.values import ANNOUNCES, Span, values

_NARROWED = (Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.DATE)
_LISTED = re.compile(r"(?:[-*+•‣◦–·]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_MOST_LISTED = 12  # items quoted of a list that is announced: a guess


def answer_span(question: str, passage: str, start: int, end: int) -> Span:
    """The span in a passage that answers, given the sentence `passage[start:end]` that was chosen."""
    sentence = passage[start:end]
    followed = _announced_end(passage, start, end)
    if followed > end:
        return start, followed
    first, last = narrow(question, sentence)
    return start + first, start + last


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


def _announced_end(passage: str, start: int, end: int) -> int:
    """Where the list or the sentence ends that a sentence announces ("This plan involves:", "Several factors …")."""
    following = sentences(passage, end)
    if passage[start:end].rstrip().endswith((":", "：")):
        for _, (first, last) in zip(range(_MOST_LISTED), following, strict=False):
            if not _LISTED.match(passage, first):
                break
            end = last
    elif ANNOUNCES.search(passage, start, end):
        end = next(following, (end, end))[1]
    return end


def _beside_question_words(question: str, sentence: str, found: list[Span]) -> Span | None:
    """The value that two of the question's words follow at once ("over 400 open Qwen models"), if just one is so."""
    asked = set(lexical.terms(" ".join(lexical.content_words(question))))
    beside = [span for span in found if sum(stem in asked for stem in lexical.terms(sentence[span[1] :])[:3]) >= 2]
    return beside[0] if len(beside) == 1 else None
