from collections.abc import Sequence

import pytest

from index.documents.datatypes import Hit, Passage
from qa.datatypes import Extraction
from qa.reading.by_kind import ReaderByKind

HIT = Hit(Passage(1, "d", 0, 20), "It failed of old age", "Title", (), 1.0, 1)


class Fixed:
    """Finds the same in every passage."""

    def __init__(self, line: float, scores: Sequence[float], end: int) -> None:
        self.refuse_below, self._scores, self._end = line, scores, end

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        return [Extraction(hits[0].passage, 0, self._end, score) for score in self._scores]


@pytest.mark.parametrize(
    ("question", "end"),
    [
        ("Why did it fail?", 20),
        ("How do they train it?", 20),
        ("What caused the fire?", 20),
        ("How many ships were there?", 5),
        ("Who leads it?", 5),
        ("How much did it cost?", 5),
    ],
)
def test_reasons_and_ways_that_spans_refuse_are_told_in_sentences(question: str, end: int) -> None:
    refusing, sure = Fixed(0.2, [0.1], 5), Fixed(0.2, [0.3], 5)
    sentences = Fixed(0.4, [0.5], 20)
    assert [each.end for each in ReaderByKind(refusing, sentences).read(question, [HIT])] == [end]
    assert [each.end for each in ReaderByKind(sure, sentences).read(question, [HIT])] == [5]


def test_where_both_refuse_the_spans_stand() -> None:
    reader = ReaderByKind(Fixed(0.2, [0.1], 5), Fixed(0.4, [0.39], 20))
    assert [each.end for each in reader.read("Why did it fail?", [HIT])] == [5]


def test_one_line_holds_for_both() -> None:
    reader = ReaderByKind(Fixed(0.2, [], 5), Fixed(0.4, [0.9, 0.4, 0.39, 0.0], 20))
    scores = [each.score for each in reader.read("Why?", [HIT])]
    assert reader.refuse_below == 0.2 and scores[1] == pytest.approx(0.2) and scores[2] < 0.2 < scores[0] < 0.9
    assert scores == sorted(scores, reverse=True) and scores[3] >= 0
