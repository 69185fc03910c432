"""What speaks for a span: what the network says of it and of its passage, and what words and names say."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.documents import sentences as splitting
from index.documents.datatypes import Passage
from index.embedding.embedder import encode_query
from index.search import lexical
from qa.reading import word_signals
from qa.reading.reader import EmbeddedTexts, Texts
from qa.reading.remembering import RememberedVectors
from qa.reading.sentence.candidates import Candidate
from qa.reading.span.spans import Reading, Span
from qa.reading.word_signals import AskedQuestion, signals_of

NAMES = ("margin", "relevance", "rank", "similarity", *word_signals.NAMES)
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


def evidence(question: str, texts: EmbeddedTexts, vectors: RememberedVectors, found: Sequence[FoundSpan]) -> Evidence:
    """Float64 (len(found), len(NAMES)): margin and relevance in logits, 1 / rank, the cosine similarity of question
    and sentence, word signals mostly 0 to 1. `found` must not be empty."""
    asked = AskedQuestion(question, texts)
    read = {passage: _Read(passage, texts) for passage in {each.passage for each in found}}
    sentences = [read[each.passage].sentence(each) for each in found]
    query = encode_query(texts.embedder, [question])[0]
    similar = vectors.encode([each.text for each in sentences]) @ query
    rows = [
        (
            float(np.clip(each.span.margin, -_CLIP, _CLIP)),
            float(np.clip(each.relevance, -_CLIP, _CLIP)),
            1 / each.rank,
            float(similarity),
            *signals_of(asked, sentence),
        )
        for each, sentence, similarity in zip(found, sentences, similar, strict=True)
    ]
    return np.asarray(rows, dtype=np.float64).reshape(-1, len(NAMES))


class _Read:
    """A passage taken apart once for all the spans found in it."""

    def __init__(self, passage: Passage, texts: Texts) -> None:
        self._text = texts.text(passage)
        self._heading = passage.heading
        self._places = list(splitting.sentences(self._text))
        self._around = frozenset(lexical.terms(self._text))

    def sentence(self, found: FoundSpan) -> Candidate:
        """The sentence in which a span begins."""
        lead, start, end = self._heading, 0, len(self._text)
        for start, end in self._places:
            if end > found.span.start:
                break
            lead = self._text[start:end]
        return Candidate(found.passage, start, end, self._text[start:end], lead, self._around, found.rank)
