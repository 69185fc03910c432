"""Sentence → the words that answer: its one figure if that is clear; more than itself if it announces a list."""

import re

from index.documents.sentences import Span, sentences
from index.search import lexical
from qa.language.kinds import Kind, kind_of
from qa.language.values import ANNOUNCES, values

_NARROWED = (Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.DATE)
_LISTED = re.compile(r"(?:[-*+•‣◦–·]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_MOST_LISTED = 12  # items quoted of an announced list: a guess


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
        spans = list(values(sentence, kind, question))
        if len(spans) == 1:
            return spans[0]
        if spans and (best := _beside_question_words(question, sentence, spans)):
            return best
    return 0, len(sentence)


def _announced_end(passage: str, start: int, end: int) -> int:
    """The end of the list or sentence that a sentence announces ("This plan involves:", "Several factors …")."""
    following = sentences(passage, end)
    if passage[start:end].rstrip().endswith((":", "：")):
        for _, (first, last) in zip(range(_MOST_LISTED), following, strict=False):
            if not _LISTED.match(passage, first):
                break
            end = last
    elif ANNOUNCES.search(passage, start, end):
        end = next(following, (end, end))[1]
    return end


def _beside_question_words(question: str, sentence: str, spans: list[Span]) -> Span | None:
    """The value followed at once by two of the question's words ("over 400 open Qwen models"), if there is only one."""
    asked = set(lexical.terms(" ".join(lexical.content_words(question))))
    beside = [span for span in spans if sum(stem in asked for stem in lexical.terms(sentence[span[1] :])[:3]) >= 2]
    return beside[0] if len(beside) == 1 else None
