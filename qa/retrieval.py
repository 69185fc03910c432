"""Question → hits: by meaning, by words, the two fused by reciprocal rank, and those reranked by a reader."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from index.documents.datatypes import Hit, Passage
from index.passage_index import PassageIndex
from qa.reading.reader import Reader

_POOL = 50  # passages that each way of searching gives to the fusion
_RANK_CONSTANT = 60  # Cormack, Clarke and Büttcher 2009
_DUPLICATE = 0.96  # cosine similarity from which two passages count as saying the same
_RERANKED = 20  # passages that a reader looks at
_SHARED = 0.5  # of the shorter passage, from which two stretches of one document count as the same


class Retriever(Protocol):
    """Finds the passages that may answer."""

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        """The best `k` hits, scores descending, ties by passage id; `documents` restricts to those ids."""


class DenseRetriever:
    """By meaning: cosine similarity of embeddings."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        """The best `k` hits, by cosine similarity."""
        return self._index.search(question, k, documents)


class LexicalRetriever:
    """By words: BM25 over stemmed terms."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        """The best `k` hits, by BM25."""
        return self._index.search_words(question, k, documents)


class FusedRetriever:
    """By both, fused by reciprocal rank: a hit scores Σ 1 / (60 + rank) over the lists that hold it.

    A passage that nearly repeats a better one keeps its place only behind all that are new, so that ten copies of a
    press release leave room for what else there is, and two copies are still both found.
    """

    def __init__(self, index: PassageIndex, retrievers: Sequence[Retriever] | None = None) -> None:
        self._index = index
        self._retrievers = retrievers or (DenseRetriever(index), LexicalRetriever(index))

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        """The best `k` hits, by fused score; a near-duplicate's score is what its lowered rank is worth."""
        pool = max(_POOL, k)
        fused = fuse([retriever.retrieve(question, pool, documents) for retriever in self._retrievers])
        return self._spread(fused, k)

    def _spread(self, hits: list[Hit], k: int) -> list[Hit]:
        """New passages first, then those that repeat one of them, scores kept descending."""
        candidates = hits[: 3 * k]
        if not candidates:
            return []
        vectors = self._index.vectors([hit.passage for hit in candidates])
        kept: list[int] = []
        repeated: list[int] = []
        for at, hit in enumerate(candidates):
            is_copy = bool(kept) and (
                float(np.max(vectors[kept] @ vectors[at])) >= _DUPLICATE
                or any(_overlap(hit.passage, candidates[other].passage) > _SHARED for other in kept)
            )
            (repeated if is_copy else kept).append(at)
        spread: list[Hit] = []
        for at in (*kept, *repeated):
            score = min(candidates[at].score, spread[-1].score) if spread else candidates[at].score
            spread.append(replace(candidates[at], score=score, rank=len(spread) + 1))
        return spread[:k]


class RerankedRetriever:
    """Another retriever's best hits in the order of what a reader finds in them; what it finds nothing in comes last.

    A hit's score is that of its best extraction, 0 where there is none.
    """

    def __init__(self, retriever: Retriever, reader: Reader, pool: int = _RERANKED) -> None:
        """`pool` hits are read."""
        self._retriever = retriever
        self._reader = reader
        self._pool = pool

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        """The best `k` hits of the pool, or of `k` where that is more."""
        hits = self._retriever.retrieve(question, max(self._pool, k), documents)
        best: dict[int, float] = {}
        for each in self._reader.read(question, [hit.passage for hit in hits]):
            best[each.passage.id] = max(each.score, best.get(each.passage.id, 0.0))
        order = sorted(hits, key=lambda hit: (-best.get(hit.passage.id, 0.0), hit.passage.id))
        return [Hit(hit.passage, best.get(hit.passage.id, 0.0), rank) for rank, hit in enumerate(order[:k], start=1)]


def fuse(ranked: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Several ranked lists as one, by reciprocal rank (Cormack et al. 2009); ties by passage id."""
    scores: dict[int, float] = {}
    passages: dict[int, Passage] = {}
    for hits in ranked:
        for hit in hits:
            passages[hit.passage.id] = hit.passage
            scores[hit.passage.id] = scores.get(hit.passage.id, 0.0) + 1 / (_RANK_CONSTANT + hit.rank)
    order = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))
    return [Hit(passages[each], scores[each], rank) for rank, each in enumerate(order, start=1)]


def _overlap(one: Passage, other: Passage) -> float:
    """The share of the shorter of two passages that both hold."""
    if one.document_id != other.document_id:
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, min(one.end - one.start, other.end - other.start))
