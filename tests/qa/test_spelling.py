from pathlib import Path

import pytest
from fakes import KeywordEmbedder

from index import PassageIndex, open_library
from qa.spelling import corrected, misspelled


@pytest.fixture
def index(tmp_path: Path) -> PassageIndex:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Tang Jie leads the laboratory at Tsinghua. Renewals cost 40 euros; a core cost 3. Via La Paz. 他领导实验室。"
    )
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    index.add([folder])
    return index


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Who is tang jei?", "Who is tang Jie?"),
        ("Who leads the labratory?", "Who leads the laboratory?"),
        ("What do renewls cost?", "What do Renewals cost?"),
        ("Who leads Tsinghau?", "Who leads Tsinghua?"),
    ],
)
def test_a_mistyped_word_is_offered_as_a_document_writes_it(index: PassageIndex, question: str, meant: str) -> None:
    assert corrected(question, index) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Who is Tang Jie?",
        "Who is Zhang Wei?",
        "What do giraffes eat?",
        "谁?",
        "",
        "X9?",
        "What is the cure?",
        "Do I need a visa?",
        "What causes jet lag?",
    ],
)
def test_nothing_is_offered_where_nothing_is_near_or_wrong(index: PassageIndex, question: str) -> None:
    assert corrected(question, index) == ""


def test_verbs_of_every_day_and_pairs_of_characters_are_not_called_unknown(index: PassageIndex) -> None:
    assert misspelled("What do you think giraffes believe?", index) == ["giraffes"]
    assert misspelled("阿里巴巴在哪里?", index) == []
