"""What becomes of a turn: an answer, passages, something close, nothing, or a word about Quoth itself."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from fakes import KeywordEmbedder

from index import PassageIndex, open_library
from index.documents.datatypes import Hit
from qa import Answerer, Extraction
from qa.datatypes import Verdict


class EqualScores:
    """Reads the first words of every passage, all as surely."""

    refuse_below = 0.5

    def __init__(self, score: float) -> None:
        self._score = score

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        return [Extraction(hit.passage, 0, min(9, len(hit.text)), self._score) for hit in hits]


@pytest.fixture
def index(tmp_path: Path) -> PassageIndex:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "otters.txt").write_text("Otters live by the old canal, says the warden.")
    (folder / "herons.txt").write_text("Herons nest in the tall reeds of the marsh.")
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    index.add([folder])
    return index


@pytest.mark.parametrize(
    ("score", "verdict"), [(0.5, Verdict.ANSWER), (0.49, Verdict.UNSURE), (0.15, Verdict.UNSURE), (0.1, Verdict.NONE)]
)
def test_what_lies_below_the_line_is_near_or_nothing(index: PassageIndex, score: float, verdict: Verdict) -> None:
    answer = Answerer(index, reader=EqualScores(score)).ask("Where do otters live?")
    assert answer.verdict is verdict and answer.to_json()["verdict"] == str(verdict)
    assert answer.answered == (verdict is Verdict.ANSWER)
    assert bool(answer.closest) == (verdict is not Verdict.ANSWER)


@pytest.mark.parametrize(("turn", "word"), [("hi", "Hello"), ("thanks!", "welcome"), ("what can you do?", "quotes")])
def test_talk_is_answered_by_quoth_and_quotes_nothing(index: PassageIndex, turn: str, word: str) -> None:
    answer = Answerer(index, reader=EqualScores(0.9)).ask(turn)
    assert answer.verdict is Verdict.TALK and not answer.answered and not answer.closest
    assert word in answer.note


def test_a_greeting_before_a_question_is_not_searched_for(index: PassageIndex) -> None:
    answer = Answerer(index, reader=EqualScores(0.9)).ask("Hello! Where do otters live?")
    assert answer.answered and answer.question == "Hello! Where do otters live?"
    assert answer.standalone_question == "Where do otters live?"


def test_a_wish_for_writing_gets_passages_about_its_theme(index: PassageIndex) -> None:
    answer = Answerer(index, reader=EqualScores(0.9)).ask("Summarize what the documents say about otters")
    assert answer.verdict is Verdict.TALK and "can’t summarize" in answer.note and "“otters”" in answer.note
    assert [Path(citation.path).name for citation in answer.closest] == ["otters.txt"]


def test_a_wish_about_everything_gets_a_passage_of_each_document(index: PassageIndex) -> None:
    answer = Answerer(index, reader=EqualScores(0.9)).ask("Summarize the documents")
    assert {Path(citation.path).name for citation in answer.closest} == {"otters.txt", "herons.txt"}
    only = [each.id for each in index.documents() if each.path.endswith("herons.txt")]
    restricted = Answerer(index, reader=EqualScores(0.9)).ask("Summarize the documents", documents=only)
    assert [citation.document_id for citation in restricted.closest] == only


def test_a_wish_that_nothing_serves_is_told_so(index: PassageIndex) -> None:
    answer = Answerer(index, reader=EqualScores(0.9)).ask("Summarize the section on volcanoes")
    assert answer.verdict is Verdict.TALK and not answer.closest and "Ask a question instead" in answer.note


@pytest.mark.parametrize("score", [0.9, 0.01])
def test_words_without_a_question_get_the_passages_that_hold_them(index: PassageIndex, score: float) -> None:
    answer = Answerer(index, reader=EqualScores(score)).ask("otters canal")
    assert answer.looked_up and answer.verdict is Verdict.ANSWER and "“otters canal”" in answer.note
    assert [Path(each.citations[0].path).name for each in answer.findings] == ["otters.txt"]


def test_words_that_no_passage_holds_find_nothing(index: PassageIndex) -> None:
    answer = Answerer(index, reader=EqualScores(0.01)).ask("volcano lava")
    assert not answer.looked_up and answer.verdict is Verdict.NONE


def test_a_question_in_another_language_is_told_so(tmp_path: Path, seeds_index: PassageIndex) -> None:
    answer = Answerer(seeds_index, refuse_below=1.0).ask("Wer leitet das Labor von Alibaba in Hangzhou?")
    assert "in German" in answer.note and "in English" in answer.note
    assert Answerer(seeds_index, refuse_below=1.0).ask("Who leads the lab of Alibaba?").note == ""
