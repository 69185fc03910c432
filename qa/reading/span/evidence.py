"""The evidence for a stretch: from the network, from both searches, and from words, names and figures."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.documents.context import lead_span
from index.documents.datatypes import DENSE, LEXICAL
from index.search import lexical
from qa.reading.candidates import Candidate, sentences_of
from qa.reading.reader import Corpus
from qa.reading.span.stretches import Stretch
from qa.reading.word_signals import NAMES as WORD_NAMES
from qa.reading.word_signals import AskedQuestion, signals_of

NAMES = ("margin", "relevance", "helps", "lead", "rank", "similarity", "lexical", "covered", *WORD_NAMES)
"""Logits; the lead over the best other passage, in logits; −ln(rank); cosine below the best hit's; share of the best
hit's BM25; share of the question's words, by rarity, in the sentence and what it stands under; word signals."""
_CLIP = 12.0  # logits, so that one wild reading does not drown what words say; most of them are closer to 0
_LEAD = 8.0

Evidence = npt.NDArray[np.float64]


def evidence(question: str, corpus: Corpus, stretches: Sequence[Stretch]) -> Evidence:
    """Float64 (len(stretches), len(NAMES)). `stretches` must not be empty."""
    asked = AskedQuestion(question, corpus)
    read = {stretch.hit.passage: list(sentences_of(stretch.hit)) for stretch in stretches}
    strengths: dict[int, float] = {}
    for stretch in stretches:
        number = stretch.hit.passage.id
        strengths[number] = max(stretch.strength, strengths.get(number, -np.inf))
    dense = max((stretch.hit.scores.get(DENSE, 0.0) for stretch in stretches), default=0.0)
    words = max((stretch.hit.scores.get(LEXICAL, 0.0) for stretch in stretches), default=0.0)
    rows = []
    for stretch in stretches:
        sentence = _sentence_of(stretch, read[stretch.hit.passage])
        scores = stretch.hit.scores
        rows.append(
            (
                float(np.clip(stretch.margin, -_CLIP, _CLIP)),
                float(np.clip(stretch.relevance, -_CLIP, _CLIP)),
                float(np.clip(stretch.helps, -_CLIP, _CLIP)),
                _lead(stretch, strengths),
                -float(np.log(stretch.hit.rank)),
                scores.get(DENSE, dense) - dense,
                scores.get(LEXICAL, 0.0) / words if words else 0.0,
                _covered(asked, sentence),
                *signals_of(asked, sentence),
            )
        )
    return np.asarray(rows, dtype=np.float64).reshape(-1, len(NAMES))


def _lead(stretch: Stretch, strengths: dict[int, float]) -> float:
    """How far a stretch is ahead of the best one of another passage, in logits."""
    others = [strength for number, strength in strengths.items() if number != stretch.hit.passage.id]
    ahead = stretch.strength - max(others, default=-np.inf)
    return float(np.clip(ahead, -_LEAD, _LEAD))


def _covered(asked: AskedQuestion, sentence: Candidate) -> float:
    """The share of the question's words in a sentence, its header row or lead-in, and the passage's context."""
    hit = sentence.hit
    above = lead_span(hit.text, sentence.start)
    lead = hit.text[slice(*above)] if above else sentence.lead
    return asked.share_in(set(lexical.terms(f"{sentence.text} {lead} {hit.context}")))


def _sentence_of(stretch: Stretch, sentences: Sequence[Candidate]) -> Candidate:
    """A stretch that is whole sentences as one; else the sentence in which it begins."""
    hit = stretch.hit
    inside = [sentence for sentence in sentences if sentence.end > stretch.start]
    first = inside[0] if inside else None
    lead = first.lead if first else hit.heading
    around = first.around if first else frozenset(lexical.terms(hit.text))
    start = min(first.start, stretch.start) if first else 0
    end = max(first.end, stretch.end) if first else len(hit.text)
    return Candidate(hit, start, end, hit.text[start:end], lead, around)
