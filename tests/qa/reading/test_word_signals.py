"""Each signal by a question and a sentence in which it can be reckoned by hand."""

from collections.abc import Mapping, Sequence

import pytest

from index.documents.datatypes import Hit, Passage
from index.search import lexical
from qa.reading.candidates import Candidate
from qa.reading.word_signals import NAMES, AskedQuestion, signals_of


class Corpus:
    """Texts in which some stems are rare (3) and all others common (1)."""

    def __init__(self, rare: Sequence[str] = ()) -> None:
        self._rare = rare

    def rarity(self, stems: Sequence[str]) -> Mapping[str, float]:
        return {stem: 3.0 if stem in self._rare else 1.0 for stem in stems}


def signals(
    question: str, sentence: str, lead: str = "", heading: str = "", beyond: str = "", rare: Sequence[str] = ()
) -> dict[str, float]:
    """The signals of a sentence that stands behind `lead` under `heading`; `beyond` is the rest of its passage."""
    around = frozenset(lexical.terms(f"{lead} {sentence} {beyond}"))
    hit = Hit(Passage(1, "d", 0, len(sentence), heading), sentence, "Title", (heading,) if heading else (), 1.0, 1)
    candidate = Candidate(hit, 0, len(sentence), sentence, lead, around)
    return dict(zip(NAMES, signals_of(AskedQuestion(question, Corpus(rare)), candidate), strict=True))


@pytest.mark.parametrize(
    ("rare", "share"),
    [((), 0.5), (("mill",), 0.75), (("sold",), 0.25)],
)
def test_the_share_of_the_question_s_words_counts_rare_ones_for_more(rare: Sequence[str], share: float) -> None:
    assert signals("Who sold the mill?", "The mills burned down.", rare=rare)["words"] == share


def test_words_of_the_sentence_before_are_nearby_and_those_of_a_question_before_are_its_own() -> None:
    told = signals("Who sold the mill?", "He burned it down.", lead="The mill was sold.")
    assert (told["words"], told["words_nearby"]) == (0, 1)
    answered = signals("Who sold the mill?", "He burned it down.", lead="Was the mill sold?")
    assert (answered["words"], answered["words_nearby"]) == (1, 1)
    assert signals("谁卖了它？", "他烧了它。", lead="谁卖了它？")["words"] == 1


def test_a_question_without_content_words_asks_for_none() -> None:
    told = signals("Why did it?", "The mill burned down.")
    assert (told["words"], told["words_nearby"], told["names"], told["names_nearby"]) == (0, 0, 1, 1)


QUESTION = "Did Hale sell 20 mills to Brand?"


@pytest.mark.parametrize(
    ("place", "names", "names_nearby", "names_missing", "figures_missing"),
    [
        ({"sentence": "Hale sold 20 mills to Brand."}, 1, 1, 0, 0),
        ({"sentence": "Hale sold them."}, 1 / 3, 1 / 3, 1, 1),
        ({"sentence": "Hale sold them.", "lead": "Brand saw 20 mills."}, 1 / 3, 1, 0, 0),
        ({"sentence": "Hale sold them.", "heading": "20 mills for Brand"}, 1 / 3, 1, 0, 0),
        ({"sentence": "Hale sold them.", "beyond": "Brand had 20."}, 1 / 3, 1 / 3, 0, 0),
        ({"sentence": "Hale sold them.", "beyond": "Brand had some."}, 1 / 3, 1 / 3, 0, 1),
        ({"sentence": "Hale sold 20 of them."}, 2 / 3, 2 / 3, 1, 0),
    ],
)
def test_names_and_figures_of_the_question(
    place: dict[str, str], names: float, names_nearby: float, names_missing: float, figures_missing: float
) -> None:
    told = signals(QUESTION, **place)
    assert (told["names"], told["names_nearby"]) == pytest.approx((names, names_nearby))
    assert (told["names_missing"], told["figures_missing"]) == (names_missing, figures_missing)


@pytest.mark.parametrize("question", ["Which mills burned?", "Did French, Chinese or German mills burn?"])
def test_the_first_word_and_words_of_nations_are_no_names(question: str) -> None:
    assert signals(question, "Nothing of it stands here.")["names_missing"] == 0


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        ("What burned in 1902?", "The mill burned in 1931.", 1),
        ("What burned in 1902?", "The mill burned in 1902, not in 1931.", 0),
        ("What burned in 1902?", "The mill burned.", 0),
        ("What burned?", "The mill burned in 1931.", 0),
        ("What burned in 1902?", "It had 3000 sacks.", 0),
    ],
)
def test_another_year_than_the_one_asked_for(question: str, sentence: str, is_other: float) -> None:
    assert signals(question, sentence)["other_year"] == is_other


@pytest.mark.parametrize(
    ("question", "sentence", "held", "missing"),
    [
        ("How many mills burned?", "There were 40 of them.", 1, 0),
        ("How many mills burned?", "There were lots of them.", 0, 1),
        ("When did the mill burn?", "It burned in 1931.", 1, 0),
        ("When did the mill burn?", "It burned soon.", 0, 1),
        ("How much money did the mill cost?", "It cost $40.", 1, 0),
        ("How much money did the mill cost?", "It cost 40.", 0.4, 0),
        ("What share of mills burned?", "It was 12 of them.", 0.4, 0),
        ("Where did it burn?", "It burned in Leeds.", 1, 0),
        ("Where did it burn?", "Nobody saw it.", 0, 0),
        ("Why did it burn?", "It burned because of a lamp.", 1, 0),
        ("Which mill burned?", "There were 40 of them.", 0, 0),
    ],
)
def test_the_kind_of_thing_asked_for(question: str, sentence: str, held: float, missing: float) -> None:
    told = signals(question, sentence)
    assert (told["kind_held"], told["kind_missing"]) == (held, missing)


@pytest.mark.parametrize(
    ("question", "sentence", "defines"),
    [
        ("Who is Ida Brand?", "Ida Brand is a carpenter.", 1),
        ("Who is Ida Brand?", "They met Ida Brand.", 0),
        ("Who saw Ida Brand?", "Ida Brand is a carpenter.", 0),
    ],
)
def test_a_sentence_that_defines_what_is_asked_of(question: str, sentence: str, defines: float) -> None:
    assert signals(question, sentence)["definition_held"] == defines


@pytest.mark.parametrize(
    ("question", "sentence", "is_missing"),
    [
        ("Who founded the mill?", "It was founded by Ida Brand.", 0),
        ("Who founded the mill?", "It was founded long ago.", 1),
        ("Who founded the mill with Ida Brand?", "It was founded by Ida Brand.", 1),
        ("Who saw the mill?", "It was seen long ago.", 0),
    ],
)
def test_a_person_asked_for_by_a_role(question: str, sentence: str, is_missing: float) -> None:
    assert signals(question, sentence)["person_missing"] == is_missing


@pytest.mark.parametrize(
    ("sentence", "is_unfinished"),
    [
        ("It burned.", 0),
        ("“It burned!”", 0),
        ("它烧了。", 0),
        ("The list:", 0),
        ("The Great Fire", 1),
        ("It burned,", 1),
    ],
)
def test_a_sentence_without_a_mark_at_its_end_is_unfinished(sentence: str, is_unfinished: float) -> None:
    assert signals("What?", sentence)["unfinished"] == is_unfinished
