from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import TEXTS, KeywordEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import PassageIndex, open_library
from index.documents.datatypes import Hit, Passage
from index.library.protocol import PassageText
from index.library.sqlite.library import SqliteLibrary
from qa import Answer, Answerer, Extraction

QUESTIONS = st.one_of(
    st.sampled_from(
        ["word heading?", "Two words?", "Dr. Smith paid how much?", "中文句子是什么？", "Why?", "<b>&amp;", ""]
    ),
    st.text(max_size=40),
)


class FirstWords:
    """Reads the first words of every passage, each a little less surely than the one before."""

    refuse_below = 0.5

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        return [Extraction(hit.passage, 0, min(9, len(hit.text)), 0.91 - 0.01 * hit.rank) for hit in hits]


class Scored(FirstWords):
    """Reads the first words of every passage with the scores that it was given."""

    refuse_below = 0.1

    def __init__(self, scores: Sequence[float]) -> None:
        self._scores = scores

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        found = super().read(question, hits)[: len(self._scores)]
        return [replace(extraction, score=score) for extraction, score in zip(found, self._scores, strict=True)]


def check(index: PassageIndex, answer: Answer) -> None:
    """Every law about an answer."""
    citations = [citation for finding in answer.findings for citation in finding.citations]
    for citation in (*citations, *answer.closest):
        text = index.document(citation.document_id).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.start <= citation.answer_start < citation.answer_end <= citation.end
    for finding in answer.findings:
        assert finding.text in finding.citations[0].quote and 0 <= finding.confidence <= 1
        places = [(citation.document_id, citation.start) for citation in finding.citations]
        assert len(places) == len(set(places))
    assert answer.text == (answer.findings[0].text if answer.findings else "")
    assert [finding.confidence for finding in answer.findings] == sorted(
        (finding.confidence for finding in answer.findings), reverse=True
    )
    assert answer.answered != bool(answer.closest) or not (answer.answered or answer.closest)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=4), question=QUESTIONS, trusting=st.booleans())
def test_the_laws_of_an_answer_hold_for_any_text(
    texts: list[str], question: str, trusting: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("laws")
    for number, text in enumerate(texts):
        (folder / f"{number}.{'md' if number % 2 else 'txt'}").write_bytes(text.encode())
    index = PassageIndex(open_library(folder / "library"), KeywordEmbedder())
    index.add([path for path in sorted(folder.iterdir()) if path.is_file()])
    answerer = Answerer(index, reader=FirstWords()) if trusting else Answerer(index, refuse_below=0.0)
    answer = answerer.ask(question)
    check(index, answer)
    assert _timeless(answer) == _timeless(answerer.ask(question))
    index.close()


def _timeless(answer: Answer) -> dict[str, Any]:
    return {**answer.to_json(), "timings_ms": None}


def test_an_unread_copy_is_not_cited_and_a_read_one_is(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("The bridge is 90 metres long, says the mayor.")
    embedder = KeywordEmbedder()
    index = PassageIndex(open_library(tmp_path / "library"), embedder)
    assert index.add([folder]).embedded == 1
    answer = Answerer(index, reader=FirstWords()).ask("How long is the bridge?")
    assert [Path(each.path).name for each in answer.findings[0].citations] == ["a.txt", "b.txt"]
    only = [each.id for each in index.documents()][:1]
    answer = Answerer(index, reader=FirstWords()).ask("How long is the bridge?", documents=only)
    assert [each.document_id for each in answer.findings[0].citations] == only


class ReadsOnly(FirstWords):
    """Reads the first words of every passage, surely for a question that holds some words and not for others."""

    def __init__(self, words: str) -> None:
        self._words = words

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        sure = 0.4 * (self._words in question)
        return [replace(each, score=each.score - 0.5 + sure) for each in super().read(question, hits)]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("live", "Where do the otters live?"),
        ("in the case of", "Where do they live in the case of the otters?"),
        ("not in either", "Where do the otters live?"),
    ],
)
def test_a_turn_is_read_as_typed_where_its_rewrite_is_refused(animals: PassageIndex, words: str, asked: str) -> None:
    answer = Answerer(animals, reader=ReadsOnly(words)).ask("Where do they live?", ["What do the otters eat?"])
    assert answer.standalone_question == asked
    assert answer.answered == (words != "not in either")


ANIMALS = ("Otters", "Herons", "Beavers", "Martens", "Badgers", "Hedgehogs")


@pytest.fixture
def animals(tmp_path: Path) -> PassageIndex:
    """A document a kind of animal, whose first words are its name."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ANIMALS:
        (folder / f"{name}.txt").write_text(f"{name} live by the old canal at {name[:3]}ford, says the warden.")
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    index.add([folder])
    return index


@pytest.mark.parametrize(
    ("scores", "confidences"),
    [
        ((0.9, 0.55), [0.9, 0.55]),  # a further one needs 0.6 of the best one's score
        ((0.9, 0.53), [0.9]),
        ((0.15, 0.11), [0.15, 0.11]),
        ((0.15, 0.095), [0.15]),  # and the refusal line at the least
        ((0.1,), [0.1]),
        ((0.09,), []),
        ((), []),
        ((0.9, 0.9, 0.9, 0.9, 0.9, 0.9), [0.9] * 4),
    ],
)
def test_what_scores_far_below_the_best_makes_no_finding_of_its_own(
    scores: Sequence[float], confidences: list[float], animals: PassageIndex
) -> None:
    answer = Answerer(animals, reader=Scored(scores)).ask("Who lives by the old canal?")
    assert [finding.confidence for finding in answer.findings] == confidences
    assert answer.confidence == (confidences[0] if confidences else 0)
    assert len(answer.closest) == (0 if confidences else len(scores))


def test_a_refusal_shows_the_three_closest_passages_each_once(animals: PassageIndex) -> None:
    class Twice(Scored):
        def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
            return [extraction for once in super().read(question, hits) for extraction in (once, once)]

    answer = Answerer(animals, reader=Twice([0.05, 0.04, 0.03, 0.02])).ask("Who lives by the old canal?")
    assert len({citation.document_id for citation in answer.closest}) == 3 == len(answer.closest)


def test_no_more_passages_are_read_than_were_asked_for(animals: PassageIndex) -> None:
    answer = Answerer(animals, reader=FirstWords(), passages=2).ask("Who lives by the old canal?")
    assert len([citation for finding in answer.findings for citation in finding.citations]) == 2


class CountingLibrary(SqliteLibrary):
    """Keeps the passages whose texts were fetched."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.fetched: list[Passage] = []

    def passage_texts(self, passages: Sequence[Passage]) -> dict[Passage, PassageText]:
        self.fetched += passages
        return super().passage_texts(passages)


@pytest.mark.parametrize("question", ["How long is bridge 3?", "Why was bridge 3 built?"])
def test_each_passage_that_is_read_is_fetched_once(tmp_path: Path, question: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.txt").write_text(
            f"Bridge {number} is {number}0 metres long, since bridge builders like it."
        )
    library = CountingLibrary(tmp_path / "library")
    index = PassageIndex(library, KeywordEmbedder())
    index.add([folder])
    Answerer(index, passages=6).ask(question)
    assert len(library.fetched) == 6 == len(set(library.fetched))


def test_an_empty_library_and_an_empty_question_are_refused(tmp_path: Path, seeds_index: PassageIndex) -> None:
    empty = Answerer(PassageIndex(open_library(tmp_path / "empty"), KeywordEmbedder()))
    for answer in (empty.ask("Who?"), Answerer(seeds_index).ask("  ")):
        assert not answer.answered and not answer.closest and answer.text == ""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many open Qwen models has Alibaba released?", "over 400"),
        ("How much private AI funding did China attract in 2024?", "$9.3 billion"),
    ],
)
def test_facts_of_the_sample_documents(
    answerer: Answerer, seeds_index: PassageIndex, question: str, words: str
) -> None:
    answer = answerer.ask(question)
    check(seeds_index, answer)
    assert answer.answered and words in answer.findings[0].citations[0].quote
    assert set(answer.timings) == {"retrieve", "read", "total"}


def test_what_the_sample_documents_do_not_say_is_refused(answerer: Answerer, seeds_index: PassageIndex) -> None:
    answer = answerer.ask("What is the population of Shanghai?")
    check(seeds_index, answer)
    assert not answer.answered and answer.unknown_words == ("population",) and answer.closest


def test_a_follow_up_cites_every_article_that_gives_the_figure(answerer: Answerer) -> None:
    answer = answerer.ask("What probability did he give?", ["Who is Justin Lin?"])
    assert answer.standalone_question == "What probability did Justin Lin give?"
    quotes = " ".join(citation.quote for citation in answer.findings[0].citations)
    assert "less than a 20% chance" in quotes and "below 20%" in quotes


def test_the_refusal_line_is_a_setting(seeds_index: PassageIndex) -> None:
    assert not Answerer(seeds_index, refuse_below=1.0).ask("How many open Qwen models has Alibaba released?").answered
    assert Answerer(seeds_index, refuse_below=0.0).ask("What is the population of Shanghai?").answered
