"""Each kind of evidence by stretches for which it can be reckoned by hand."""

import math
from collections.abc import Mapping, Sequence

import pytest

from index.documents.datatypes import DENSE, LEXICAL, Hit, Passage
from qa.reading.span.evidence import NAMES, evidence
from qa.reading.span.stretches import Stretch

TEXT = "It has rooms.\n\n| Room | Seats |\n|---|---|\n| Ash | 40 |\n| Elm | 12 |"


class Corpus:
    """Every word is as rare."""

    def rarity(self, stems: Sequence[str]) -> Mapping[str, float]:
        return dict.fromkeys(stems, 1.0)


def stretch(
    number: int = 1,
    words: str = "40",
    margin: float = 0.0,
    relevance: float = 0.0,
    scores: Mapping[str, float] | None = None,
    context: str = "",
) -> Stretch:
    passage = Passage(number, f"d{number}", 0, len(TEXT))
    hit = Hit(passage, TEXT, "Title", (), 1.0, number, scores or {}, context=context)
    start = TEXT.index(words)
    return Stretch(hit, start, start + len(words), margin, 2.0, relevance)


def column(name: str, *stretches: Stretch, question: str = "What?") -> list[float]:
    rows = evidence(question, Corpus(), stretches)
    assert rows.shape == (len(stretches), len(NAMES))
    values: list[float] = rows[:, NAMES.index(name)].tolist()
    return values


def test_logits_are_as_the_network_gave_them_but_no_wilder_than_twelve() -> None:
    assert column("margin", stretch(margin=3.0), stretch(2, margin=99.0), stretch(3, margin=-99.0)) == [3, 12, -12]
    assert column("relevance", stretch(relevance=-math.inf)) == [-12] and column("helps", stretch()) == [2]


def test_the_lead_is_over_the_best_of_another_passage() -> None:
    told = column("lead", stretch(1, "40", 5.0, 1.0), stretch(1, "12", 4.0, 1.0), stretch(2, "40", 2.0))
    assert told == [4, 3, -4]
    assert column("lead", stretch(1, margin=5.0), stretch(1, "12", 30.0)) == [8, 8]


def test_rank_and_the_scores_of_both_searches() -> None:
    both = [stretch(1, scores={DENSE: 0.7, LEXICAL: 6.0}), stretch(2, scores={LEXICAL: 12.0}), stretch(3)]
    assert column("rank", *both) == pytest.approx([0, -math.log(2), -math.log(3)])
    assert column("lexical", *both) == [0.5, 1, 0]
    assert column("lexical", stretch()) == [0]  # no hit has a word of the question
    near = [stretch(1, scores={DENSE: 0.5}), stretch(2, scores={DENSE: 0.75}), stretch(3)]
    assert column("similarity", *near) == [-0.25, 0, 0]


@pytest.mark.parametrize(
    ("words", "context", "share"),
    [("40", "", 2 / 3), ("40", "Hotel Moss", 1), ("12", "Hotel Moss", 2 / 3), ("It has rooms.", "", 0)],
)
def test_words_of_the_question_are_looked_for_in_what_the_sentence_stands_under_too(
    words: str, context: str, share: float
) -> None:
    """The row says Ash, its header seats, and the context Moss."""
    asked = "How many seats has Ash at Moss?"
    assert column("covered", stretch(words=words, context=context), question=asked) == pytest.approx([share])


def test_word_signals_are_those_of_the_sentence_around_the_stretch() -> None:
    assert column("words", stretch(words="40"), stretch(2, "12"), question="Who is in Ash?") == [1, 0]
