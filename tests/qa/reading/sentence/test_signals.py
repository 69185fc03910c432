from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from fakes import KeywordEmbedder

from index.documents.datatypes import Hit, Passage
from index.search import lexical
from qa.reading.candidates import Candidate
from qa.reading.sentence.reader import read_settings
from qa.reading.sentence.signals import NAMES, SignalReader

ALIKE, _ = read_settings()  # of two words' cosines, 0.5 counts and 0.4 does not


class AlmostSynonyms(KeywordEmbedder):
    """A keyword embedder to which a few words lie partly in one direction."""

    cosines: Mapping[str, float] = {"auto": 0.5, "cart": 0.4}  # with "car"

    def _encode(self, text: str) -> np.ndarray:
        cosine = self.cosines.get(text)
        if cosine is None:
            return super()._encode(text)
        vector: np.ndarray = cosine * super()._encode("car") + np.sqrt(1 - cosine**2) * super()._encode(f"{text}s")
        return vector


class Corpus:
    """Texts in which some stems are rare (3) and all others common (1)."""

    def __init__(self, rare: Sequence[str] = ()) -> None:
        self.embedder = AlmostSynonyms()
        self._rare = rare

    def rarity(self, stems: Sequence[str]) -> Mapping[str, float]:
        return {stem: 3.0 if stem in self._rare else 1.0 for stem in stems}


def candidate(text: str, lead: str = "", rank: int = 1) -> Candidate:
    hit = Hit(Passage(rank, "d", 0, len(text)), text, "Title", (), 1.0, rank)
    return Candidate(hit, 0, len(text), text, lead, frozenset(lexical.terms(text)))


def signal(name: str, question: str, *candidates: Candidate) -> list[float]:
    rows = SignalReader(Corpus(), ALIKE).read(question, candidates)
    assert rows.shape == (len(candidates), len(NAMES)) and rows.dtype == np.float64
    column: list[float] = rows[:, NAMES.index(name)].tolist()
    return column


def test_similarity_is_the_sentence_s_or_that_of_the_question_that_it_answers() -> None:
    told = signal(
        "sentence_similarity",
        "who sold mills",
        candidate("mills burn"),
        candidate("mills burn", lead="who sold mills"),
        candidate("mills burn", lead="who sold mills?"),
        candidate("mills burn", lead="what rain?"),
    )
    half = 1 / np.sqrt(6)  # one word of three and of two is shared
    assert told == pytest.approx([half, half, 1, half])


@pytest.mark.parametrize(
    ("sentence", "lead", "share"),
    [
        ("One car stood there.", "", 1),
        ("One auto stood there.", "", 0.5),
        ("It stood there.", "One auto came.", 0.5),
        ("One cart stood there.", "", 0),
        ("One tree stood there.", "", 0),
    ],
)
def test_a_word_that_is_near_enough_may_stand_for_another(sentence: str, lead: str, share: float) -> None:
    assert signal("soft_words_nearby", "Which car?", candidate(sentence, lead)) == pytest.approx([share], abs=1e-6)


def test_every_signal_stands_under_its_name() -> None:
    rows = SignalReader(Corpus(), ALIKE).read("When did Hale burn 20 mills?", [candidate("Hale burned mills")])
    told = dict(zip(NAMES, rows[0].tolist(), strict=True))
    assert (told["words"], told["names"], told["kind_missing"], told["unfinished"]) == (0.75, 0.5, 1, 1)
    assert (told["figures_missing"], told["names_missing"], told["kind_held"], told["other_year"]) == (1, 0, 0, 0)


def promising(question: str, candidates: Sequence[Candidate], most: int, rare: Sequence[str] = ()) -> list[str]:
    return [found.text for found in SignalReader(Corpus(rare), ALIKE).promising(question, candidates, most)]


def test_of_few_candidates_all_are_promising_and_of_none_none() -> None:
    few = [candidate("Nothing is shared."), candidate("Nor is it here.")]
    assert promising("Who sold mills?", few, 2) == [found.text for found in few]
    assert promising("Who sold mills?", [], 2) == []


def test_those_that_share_the_rarest_words_are_promising_and_keep_their_order() -> None:
    several = [candidate("Rain fell."), candidate("Mills stood."), candidate("He sold wool."), candidate("Sold mills.")]
    assert promising("Who sold mills?", several, 2, rare=["mill"]) == ["Mills stood.", "Sold mills."]
    assert promising("Who sold mills?", several, 2, rare=["sold"]) == ["He sold wool.", "Sold mills."]
    assert promising("Who sold mills?", several, 1) == ["Sold mills."]


def test_a_word_of_the_lead_counts_for_half() -> None:
    several = [candidate("Rain fell."), candidate("It stood.", lead="A mill."), candidate("A mill stood.")]
    assert promising("Which mill?", several, 2) == ["It stood.", "A mill stood."]
    assert promising("Which mill?", several, 1) == ["A mill stood."]


def test_a_better_passage_and_the_kind_asked_for_are_promising() -> None:
    worse, better = candidate("Snow fell.", rank=3), candidate("Rain fell.", rank=2)
    assert promising("Who sold mills?", [worse, better], 1) == ["Rain fell."]
    plain, dated = candidate("It burned soon."), candidate("It burned in 1931.")
    assert promising("When did it burn?", [plain, dated], 1) == ["It burned in 1931."]
    assert promising("Who sold mills?", [candidate("Snow fell."), candidate("Rain fell.")], 1) == ["Snow fell."]
