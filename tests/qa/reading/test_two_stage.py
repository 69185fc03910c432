"""A second stage over a first, by two readers that can be checked by hand."""

from collections.abc import Sequence

import pytest

from index.documents.datatypes import Hit, Passage
from qa.datatypes import Extraction
from qa.reading.calibration import moved
from qa.reading.two_stage import FIRST, TwoStageReader

TEXTS = ("no", "yes yes", "no yes", "yes yes yes", "yes no no yes yes yes")
HITS = [
    Hit(Passage(number, "d", 0, len(text)), text, "Title", (), 0.5, number + 1, ranks={"dense": 9})
    for number, text in enumerate(TEXTS)
]


class CountsYes:
    """Surer by a tenth of every "yes" in a passage; finds nothing where there is none."""

    refuse_below = 0.25

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        found = [Extraction(hit.passage, 0, 2, hit.text.count("yes") / 10) for hit in hits if "yes" in hit.text]
        return sorted(found, key=lambda extraction: (-extraction.score, extraction.passage.id))


class LikesShort:
    """Surer the shorter a passage is; keeps the hits that it was given."""

    refuse_below = 0.5

    def __init__(self) -> None:
        self.given: list[Hit] = []

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        self.given = list(hits)
        return sorted((Extraction(hit.passage, 0, 3, 1 / len(hit.text)) for hit in hits), key=lambda each: -each.score)


def test_the_best_hits_of_the_first_are_read_again_and_the_others_stand() -> None:
    first, second = CountsYes(), LikesShort()
    reader = TwoStageReader(first, second, reread=3)
    extractions = reader.read("is it?", HITS)
    assert [(each.passage.id, each.end) for each in extractions] == [(2, 2), (1, 3), (3, 3), (4, 3)]
    assert [each.score for each in extractions] == pytest.approx([moved(0.1, 0.25, 0.5), 1 / 7, 1 / 11, 1 / 21])
    assert reader.refuse_below == 0.5


def test_the_second_sees_what_the_first_and_the_lists_made_of_a_hit() -> None:
    second = LikesShort()
    TwoStageReader(CountsYes(), second, reread=2).read("is it?", HITS)
    assert [(hit.passage.id, hit.rank, hit.ranks) for hit in second.given] == [
        (4, 5, {"dense": 9, FIRST: 1}),
        (3, 4, {"dense": 9, FIRST: 2}),
    ]
    assert [hit.scores[FIRST] for hit in second.given] == pytest.approx([moved(0.4, 0.25, 0.5), moved(0.3, 0.25, 0.5)])


def test_what_the_first_finds_nothing_in_is_not_read_again() -> None:
    second = LikesShort()
    assert TwoStageReader(CountsYes(), second).read("is it?", HITS[:1]) == [] and second.given == []
