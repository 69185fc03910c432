"""What speaks for a span: what the network says of it and of its passage, and what words and names say."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index import lexical
from index.datatypes import Passage
from index.sentences import sentences
from qa import word_signals
from qa.candidates import Candidate
from qa.reading import Texts
from qa.spans import Reading, Span
from qa.word_signals import AskedQuestion, signals_of

NAMES = ("margin", "relevance", "rank", *word_signals.NAMES)
_CLIP = 20.0  # logits, so that an empty passage stays finite

Evidence = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A span that the network found in the passage of retrieval rank `rank`, counted from 1."""

    passage: Passage
    rank: int
    span: Span
    relevance: float


def found_spans(passages: Sequence[Passage], readings: Sequence[Reading]) -> list[FoundSpan]:
    """Every span once, though passages overlap: where a stretch was read twice, its better reading."""
    best: dict[tuple[str, int, int], FoundSpan] = {}
    for rank, (passage, reading) in enumerate(zip(passages, readings, strict=True), start=1):
        for span in reading.spans:
            place = (passage.document_id, passage.start + span.start, passage.start + span.end)
            if place not in best or span.margin > best[place].span.margin:
                best[place] = FoundSpan(passage, rank, span, reading.relevance)
    return list(best.values())


def evidence(question: str, texts: Texts, found: Sequence[FoundSpan]) -> Evidence:
    """Float64 (len(found), len(NAMES)): margin and relevance in logits, 1 / rank, word signals mostly 0 to 1."""
    asked = AskedQuestion(question, texts)
    rows = [
        (
            float(np.clip(each.span.margin, -_CLIP, _CLIP)),
            float(np.clip(each.relevance, -_CLIP, _CLIP)),
            1 / each.rank,
            *signals_of(asked, _sentence_of(each, texts)),
        )
        for each in found
    ]
    return np.asarray(rows, dtype=np.float64).reshape(-1, len(NAMES))


def _sentence_of(found: FoundSpan, texts: Texts) -> Candidate:
    """The sentence in which a span begins."""
    text = texts.text(found.passage)
    lead, start, end = found.passage.heading, 0, len(text)
    for start, end in sentences(text):
        if end > found.span.start:
            break
        lead = text[start:end]
    around = frozenset(lexical.terms(text))
    return Candidate(found.passage, start, end, text[start:end], lead, around, found.rank)
