"""The evidence for a span: from the network, about it and its passage, and from words and names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.documents.datatypes import Hit
from index.embedding.embedder import encode_query
from index.search import lexical
from qa.reading import word_signals
from qa.reading.candidates import Candidate, sentences_of
from qa.reading.reader import Corpus
from qa.reading.remembering import RememberedVectors
from qa.reading.span.spans import Reading, ScoredSpan
from qa.reading.word_signals import AskedQuestion, signals_of

NAMES = ("margin", "relevance", "rank", "similarity", *word_signals.NAMES)
_CLIP = 20.0  # logits, so that the relevance of an empty passage, −∞, becomes finite; real logits are closer to 0

Evidence = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A span that the network found in a hit, and the relevance of that hit's passage, a logit."""

    hit: Hit
    span: ScoredSpan
    relevance: float


def found_spans(hits: Sequence[Hit], readings: Sequence[Reading]) -> list[FoundSpan]:
    """Every span once, though passages overlap: of a stretch that was read twice, the better reading."""
    best: dict[tuple[str, int, int], FoundSpan] = {}
    for hit, reading in zip(hits, readings, strict=True):
        passage = hit.passage
        for span in reading.spans:
            place = (passage.document_id, passage.start + span.start, passage.start + span.end)
            if place not in best or span.margin > best[place].span.margin:
                best[place] = FoundSpan(hit, span, reading.relevance)
    return list(best.values())


def evidence(question: str, corpus: Corpus, vectors: RememberedVectors, spans: Sequence[FoundSpan]) -> Evidence:
    """Float64 (len(spans), len(NAMES)): margin and relevance in logits, 1 / rank, the cosine similarity of question
    and sentence, word signals mostly 0 to 1. `spans` must not be empty."""
    asked = AskedQuestion(question, corpus)
    read = {hit.passage: list(sentences_of(hit)) for hit in {span.hit.passage: span.hit for span in spans}.values()}
    sentences = [_sentence_around(span, read[span.hit.passage]) for span in spans]
    query = encode_query(corpus.embedder, [question])[0]
    similar = vectors.encode([sentence.text for sentence in sentences]) @ query
    rows = [
        (
            float(np.clip(candidate.span.margin, -_CLIP, _CLIP)),
            float(np.clip(candidate.relevance, -_CLIP, _CLIP)),
            1 / candidate.hit.rank,
            float(similarity),
            *signals_of(asked, sentence),
        )
        for candidate, sentence, similarity in zip(spans, sentences, similar, strict=True)
    ]
    return np.asarray(rows, dtype=np.float64).reshape(-1, len(NAMES))


def _sentence_around(candidate: FoundSpan, sentences: Sequence[Candidate]) -> Candidate:
    """The sentence in which a span begins; the whole passage if it has no sentences."""
    text = candidate.hit.text
    whole = Candidate(candidate.hit, 0, len(text), text, candidate.hit.heading, frozenset(lexical.terms(text)))
    last = sentences[-1] if sentences else whole
    return next((sentence for sentence in sentences if sentence.end > candidate.span.start), last)
