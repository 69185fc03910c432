import pytest

from index.documents.datatypes import Passage
from qa.evaluation.ranking import figures, means


def passage(start: int, end: int, document: str = "d") -> Passage:
    return Passage(start, document, start, end)


WANTED = {"d": [(10, 20), (100, 120)]}


def test_figures_by_hand() -> None:
    ranked = [passage(0, 10), passage(5, 18), passage(90, 105), passage(10, 20, "other")]
    report = figures(ranked, WANTED, 2)
    assert report["recall@1"] == 0 and report["recall@5"] == 0.5 and report["mrr@10"] == 0.5
    ideal = 1 + 1 / 1.584962500721156
    assert report["ndcg@10"] == pytest.approx((1 / 1.584962500721156 + 0.5) / ideal, abs=1e-4)
    assert report["character_precision"] == pytest.approx((8 + 5) / (18 + 15 + 10), abs=1e-4)
    assert report["character_recall"] == pytest.approx(13 / 30, abs=1e-4)


def test_a_perfect_ranking_scores_one_and_nothing_found_scores_zero() -> None:
    best = figures([passage(10, 20), passage(100, 120)], WANTED, 2)
    assert best["ndcg@10"] == best["mrr@10"] == best["recall@5"] == best["character_precision"] == 1.0
    worst = figures([], WANTED, 2)
    assert worst["ndcg@10"] == worst["recall@20"] == worst["character_recall"] == 0.0


def test_means_are_of_all_questions() -> None:
    report = means([figures([passage(10, 20), passage(100, 120)], WANTED, 2), figures([], WANTED, 2)])
    assert report["questions"] == 2 and report["recall@5"] == 0.5 == report["ndcg@10"]
    assert report["ndcg@10_interval"] == [0.0, 1.0]
