from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes import KeywordEmbedder

from index import PassageIndex, open_library
from index.documents.datatypes import Hit, Match, Passage
from qa.datatypes import Extraction
from qa.retrieval import DenseRetriever, FusedRetriever, LexicalRetriever, RerankedRetriever, Retriever, fuse

RELEASE = "The press release says that the chips are ready and that the price of chips fell."


@pytest.fixture
def index(tmp_path: Path) -> PassageIndex:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(6):
        (folder / f"copy-{number}.txt").write_text(RELEASE)
    (folder / "other.txt").write_text(
        "A reporter found that the chips were never ready at all, whatever was said of price."
    )
    (folder / "third.txt").write_text("Bakers like bread and have no chips but good bread.")
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    index.add([folder])
    return index


def test_reciprocal_rank_fusion_by_hand() -> None:
    one, two, three = (Passage(number, "d", 0, 1) for number in (1, 2, 3))
    fused = fuse([[Match(one, 9.0, 1), Match(two, 8.0, 2)], [Match(two, 0.9, 1), Match(three, 0.5, 2)]])
    assert [hit.passage.id for hit in fused] == [2, 1, 3] and [hit.rank for hit in fused] == [1, 2, 3]
    assert [hit.score for hit in fused] == pytest.approx([1 / 6 + 1 / 7, 1 / 6, 1 / 7])


def test_ties_break_by_passage_id() -> None:
    hits = [[Match(Passage(7, "d", 0, 1), 1.0, 1)], [Match(Passage(3, "d", 0, 1), 1.0, 1)]]
    assert [hit.passage.id for hit in fuse(hits)] == [3, 7]


def test_copies_do_not_crowd_out_what_is_new(index: PassageIndex) -> None:
    names = {each.id: Path(each.path).name for each in index.documents()}
    found = [names[hit.passage.document_id] for hit in FusedRetriever(index).retrieve("chips price ready", 4)]
    assert found == ["copy-0.txt", "other.txt", "third.txt", "copy-1.txt"]


@pytest.mark.parametrize("retriever", [DenseRetriever, LexicalRetriever, FusedRetriever])
def test_scores_descend_ranks_count_and_documents_restrict(
    index: PassageIndex, retriever: Callable[[PassageIndex], Retriever]
) -> None:
    hits = retriever(index).retrieve("chips price ready", 5)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert all(one.score >= other.score for one, other in pairwise(hits))
    assert hits == retriever(index).retrieve("chips price ready", 5)
    only = [each.id for each in index.documents() if each.path.endswith("third.txt")]
    assert {hit.passage.document_id for hit in retriever(index).retrieve("chips", 5, only)} == set(only)
    assert retriever(index).retrieve("chips", 5, []) == []


def test_an_empty_library_has_no_hits(tmp_path: Path) -> None:
    assert (
        FusedRetriever(PassageIndex(open_library(tmp_path / "empty"), KeywordEmbedder())).retrieve("anything", 3) == []
    )


def test_a_hit_brings_its_text_its_title_and_what_each_list_gave_it(index: PassageIndex) -> None:
    lists = {"dense": index.search("bread chips", 50), "lexical": index.search_words("bread chips", 50)}
    hits = FusedRetriever(index).retrieve("bread chips", 7)
    assert len(hits) == 7
    for hit in hits:
        document = index.document(hit.passage.document_id)
        assert (hit.text, hit.title) == (document.text[hit.passage.start : hit.passage.end], document.title)
        for name, matches in lists.items():
            match = next(match for match in matches if match.passage == hit.passage)
            assert (hit.scores[name], hit.ranks[name]) == (match.score, match.rank)


def test_a_list_that_does_not_hold_a_hit_gives_it_nothing(index: PassageIndex) -> None:
    hits = FusedRetriever(index).retrieve("bakers", 7)
    assert {tuple(sorted(hit.ranks)) for hit in hits} == {("dense",), ("dense", "lexical")}


def test_a_reranked_hit_keeps_what_it_brought(index: PassageIndex) -> None:
    class Bread:
        refuse_below = 0.5

        def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
            return [Extraction(hit.passage, 0, 6, 0.7) for hit in hits if "bread" in hit.text]

    best = RerankedRetriever(FusedRetriever(index), Bread()).retrieve("chips", 3)[0]
    assert "bread" in best.text and (best.score, best.rank) == (0.7, 1) and best.ranks["dense"] > 1


class Listed:
    """Always the same hits, as many as are asked for."""

    def retrieve(self, question: str, k: int, documents: Sequence[str] | None = None) -> list[Hit]:
        return [Hit(Passage(number, "d", 0, 9), "Otters.", "Title", (), 1 / number, number) for number in range(1, 31)][
            :k
        ]


class Scoring:
    """Finds two spans in some passages, the better one with the score that it was given."""

    refuse_below = 0.5

    def __init__(self, scores: dict[int, float]) -> None:
        self._scores = scores

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        read = [hit.passage for hit in hits if hit.passage.id in self._scores]
        return [
            Extraction(passage, 0, 1, self._scores[passage.id] * share) for passage in read for share in (0.5, 1, 0.2)
        ]


def reranked(scores: dict[int, float], k: int, pool: int = 20) -> list[tuple[int, float]]:
    hits = RerankedRetriever(Listed(), Scoring(scores), pool).retrieve("Who?", k)
    assert [hit.rank for hit in hits] == list(range(1, k + 1))
    return [(hit.passage.id, hit.score) for hit in hits]


def test_hits_are_reranked_by_the_best_that_a_reader_finds_in_them() -> None:
    assert reranked({3: 0.4, 2: 0.9, 5: 0.4}, 5) == [(2, 0.9), (3, 0.4), (5, 0.4), (1, 0), (4, 0)]


def test_as_many_hits_are_read_as_the_pool_holds_or_as_are_asked_for() -> None:
    assert reranked({5: 0.9, 4: 0.8}, 1, pool=4) == [(4, 0.8)]
    assert reranked({20: 0.9, 21: 0.95}, 1) == [(20, 0.9)]
    assert reranked({25: 0.9}, 25)[0] == (25, 0.9)


@pytest.mark.parametrize(
    ("stretches", "order"),
    [
        (((0, 10), (5, 15), (20, 30)), [1, 2, 3]),  # half is shared: still something new
        (((0, 10), (4, 14), (20, 30)), [1, 3, 2]),
        (((0, 10), (2, 6), (20, 30)), [1, 3, 2]),
        (((0, 10), (10, 20), (20, 30)), [1, 2, 3]),
    ],
)
def test_stretches_that_share_more_than_half_come_behind_what_is_new(
    stretches: Sequence[tuple[int, int]], order: list[int]
) -> None:
    passages = [Passage(number, "d", *stretch) for number, stretch in enumerate(stretches, start=1)]

    def search(question: str, k: int, documents: Sequence[str] | None = None) -> list[Match]:
        return [Match(passage, 1.0, rank) for rank, passage in enumerate(passages, start=1)]

    class Unlike:
        """An index whose passages are all unlike each other."""

        def vectors(self, passages: Sequence[Passage]) -> np.ndarray:
            return np.eye(3, dtype=np.float32)[: len(passages)]

        def hits(self, matches: Sequence[Match]) -> list[Hit]:
            return [Hit(match.passage, "Otters.", "Title", (), match.score, match.rank) for match in matches]

    index: Any = Unlike()
    hits = FusedRetriever(index, {"stretches": search}).retrieve("Who?", 3)
    assert [hit.passage.id for hit in hits] == order
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert all(one.score >= other.score for one, other in pairwise(hits))
