from collections.abc import Sequence

import pytest
from fakes import KeywordEmbedder

from index.documents.datatypes import Hit, Passage
from qa.datatypes import Extraction
from qa.reading.sentence.reader import SentenceReader

MILL = "Rain fell all day. The mill at Harrow burned down in 1931. Nobody there saw it."


class Corpus:
    """Texts whose words are all equally rare."""

    def __init__(self) -> None:
        self.embedder = KeywordEmbedder()

    def rarity(self, stems: Sequence[str]) -> dict[str, float]:
        return dict.fromkeys(stems, 1.0)


def read(question: str, *texts: str) -> list[Extraction]:
    """What the reader finds in the texts, a document each, the first of rank 1."""
    hits = [
        Hit(Passage(number, f"d{number}", 0, len(text)), text, "Title", (), 1.0, number + 1)
        for number, text in enumerate(texts)
    ]
    return SentenceReader.from_file(Corpus()).read(question, hits)


def test_the_figure_in_the_sentence_that_answers_comes_first() -> None:
    best, *others = read("When did the mill at Harrow burn down?", MILL)
    assert MILL[best.start : best.end] == "in 1931" and len(others) == 2
    assert best.score > 0.5 > max(other.score for other in others) >= 0


def test_where_no_figure_is_asked_for_the_whole_sentence_answers() -> None:
    best = read("Which mill at Harrow burned down?", MILL)[0]
    assert MILL[best.start : best.end] == "The mill at Harrow burned down in 1931."


def test_scores_descend_and_ties_break_by_place() -> None:
    twice = "The mill burned down. It rained. The mill burned down."
    found = read("Which mill burned down?", twice, "The mill burned down.", "Snow fell all day.")
    places = [(extraction.passage.id, extraction.start) for extraction in found]
    assert places[:3] == [(0, 0), (0, 33), (1, 0)] and places[-1][0] == 2
    assert found[0].score == pytest.approx(found[2].score) and found[2].score > found[-1].score


def test_at_most_24_sentences_are_looked_at_and_those_of_the_best_passages() -> None:
    found = read("Which mill?", *(f"Sentence number {number} says nothing." for number in range(40)))
    assert sorted(extraction.passage.id for extraction in found) == list(range(24))


def test_nothing_to_read_finds_nothing() -> None:
    assert read("Which mill?") == read("Which mill?", "Who saw it?", "Nobody.") == []
