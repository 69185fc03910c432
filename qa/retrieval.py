"""Question → hits: by meaning, by words, by both (fused by reciprocal rank), and reranked by a reader."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Protocol

import numpy as np

from index.documents.datatypes import DENSE, LEXICAL, Hit, Match, Passage
from index.passage_index import PassageIndex
from qa.reading.reader import Reader

Search = Callable[[str, int, Sequence[str] | None], list[Match]]
"""(question, k, documents) → the best k matches, as `PassageIndex.search` gives them."""

_POOL = 50  # matches that each search gives to the fusion: a guess; five times what is read
# Cormack, Clarke and Büttcher (2009) have 60, which lets a passage that both lists hold far down push out one that a
# single list has at the top. Of 285 questions about ten documents among fifty, the first hit answers 51 % with 60 and
# 53 % with 5, the best ten 91 % and 94 %.
RANK_CONSTANT = 5
_SPREAD_FROM = 3  # times the hits wanted are checked for near-duplicates: a guess
# Cosine similarity from which two passages count as saying the same: a guess, high enough that a press release and its
# copies meet it and two reports of one event do not; not measured.
_DUPLICATE = 0.96
_SHARED = 0.5  # of the shorter passage, from which two stretches of one document count as the same: a convention
_RERANKED = 20  # hits that a reader looks at: as many as evaluation counts (`DEPTH` in qa/evaluation/ranking.py)


class Retriever(Protocol):
    """Finds passages that may answer."""

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        """The best `k` hits, scores descending, ties by passage id; `documents` restricts to those ids."""


class DenseRetriever:
    """By meaning: cosine similarity of embeddings."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        """The best `k` hits, by cosine similarity."""
        return self._index.hits(self._index.search(question, k, documents))


class LexicalRetriever:
    """By words: BM25 over stemmed terms."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        """The best `k` hits, by BM25."""
        return self._index.hits(self._index.search_words(question, k, documents))


class FusedRetriever:
    """By both, fused by reciprocal rank: a hit scores Σ 1 / (5 + rank) over the lists that hold it.

    A passage that nearly repeats a better one moves behind all new ones, so that ten copies of a press release leave
    room for other passages, while two copies are still both found.
    """

    def __init__(
        self,
        index: PassageIndex,
        searches: Mapping[str, Search] | None = None,
        rank_constant: int = RANK_CONSTANT,
    ) -> None:
        """`searches` by name; a hit has their scores and ranks under these. By meaning and by words if None."""
        self._index = index
        self._rank_constant = rank_constant
        self._searches = searches or {DENSE: index.search, LEXICAL: index.search_words}

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        """The best `k` hits, by fused score; a near-duplicate's score is lowered to fit its rank."""
        pool = max(_POOL, k)
        lists = self._searched(question, pool, documents)
        hits = self._index.hits(self._spread(fuse(list(lists.values()), self._rank_constant), k))
        return _with_lists(hits, lists)

    def _searched(self, question: str, k: int, documents: Sequence[str] | None) -> dict[str, list[Match]]:
        """Each search's best `k`, by its name; all at once, since each leaves most of the time to the others' cores."""
        with ThreadPoolExecutor(len(self._searches)) as pool:
            running = {name: pool.submit(search, question, k, documents) for name, search in self._searches.items()}
            return {name: search.result() for name, search in running.items()}

    def _spread(self, matches: list[Match], k: int) -> list[Match]:
        """New passages first, then those that repeat one of them; scores still descend."""
        candidates = matches[: _SPREAD_FROM * k]
        if not candidates:
            return []
        vectors = self._index.vectors([match.passage for match in candidates])
        kept: list[int] = []
        repeated: list[int] = []
        for place, match in enumerate(candidates):
            is_copy = bool(kept) and (
                float(np.max(vectors[kept] @ vectors[place])) >= _DUPLICATE
                or any(_overlap(match.passage, candidates[other].passage) > _SHARED for other in kept)
            )
            (repeated if is_copy else kept).append(place)
            if len(kept) == k:  # nothing behind them is wanted
                break
        spread: list[Match] = []
        for place in (*kept, *repeated):
            score = min(candidates[place].score, spread[-1].score) if spread else candidates[place].score
            spread.append(Match(candidates[place].passage, score, rank=len(spread) + 1))
        return spread[:k]


class RerankedRetriever:
    """Another retriever's best hits, ordered by what a reader finds in them; those it finds nothing in come last.

    A hit's score is that of its best extraction, 0 if there is none.
    """

    def __init__(self, retriever: Retriever, reader: Reader, pool: int = _RERANKED) -> None:
        """`pool` hits are read."""
        self._retriever = retriever
        self._reader = reader
        self._pool = pool

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        """The best `k` hits of the pool, or of `k` hits if that is more."""
        hits = self._retriever.retrieve(question, max(self._pool, k), documents)
        best: dict[int, float] = {}
        for extraction in self._reader.read(question, hits):
            best[extraction.passage.id] = max(extraction.score, best.get(extraction.passage.id, 0.0))
        order = sorted(hits, key=lambda hit: (-best.get(hit.passage.id, 0.0), hit.passage.id))
        return [
            replace(hit, score=best.get(hit.passage.id, 0.0), rank=rank) for rank, hit in enumerate(order[:k], start=1)
        ]


def fuse(lists: Sequence[Sequence[Match]], rank_constant: int = RANK_CONSTANT) -> list[Match]:
    """Several ranked lists as one, by reciprocal rank (Cormack et al. 2009); ties by passage id."""
    scores: dict[int, float] = {}
    passages: dict[int, Passage] = {}
    for matches in lists:
        for match in matches:
            passages[match.passage.id] = match.passage
            scores[match.passage.id] = scores.get(match.passage.id, 0.0) + 1 / (rank_constant + match.rank)
    order = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))
    return [Match(passages[passage_id], scores[passage_id], rank) for rank, passage_id in enumerate(order, start=1)]


def _with_lists(hits: Sequence[Hit], lists: Mapping[str, Sequence[Match]]) -> list[Hit]:
    """The hits with their scores and ranks in the lists, by the lists' names."""
    matches = {name: {match.passage.id: match for match in matched} for name, matched in lists.items()}
    return [
        replace(
            hit,
            scores={name: by_id[hit.passage.id].score for name, by_id in matches.items() if hit.passage.id in by_id},
            ranks={name: by_id[hit.passage.id].rank for name, by_id in matches.items() if hit.passage.id in by_id},
        )
        for hit in hits
    ]


def _overlap(one: Passage, other: Passage) -> float:
    """The share of the shorter of two passages that both hold."""
    if one.document_id != other.document_id:
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, min(one.end - one.start, other.end - other.start))
