from pathlib import Path

import pytest
from fakes import KeywordEmbedder

from index.library.opening import open_library
from index.passage_index import PassageIndex
from index.search import lexical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("models released", "model releasing"),
        ("U.S. leads", "United States leading"),
        ("Café", "cafe"),
        ("China’s chips", "China's chip"),
        ("300,000 people", "300000 people"),
        ("open-source", "open source"),
    ],
)
def test_what_means_the_same_has_the_same_terms(one: str, other: str) -> None:
    assert lexical.terms(one) == lexical.terms(other)


def test_terms_keep_decimals_and_pair_chinese_signs() -> None:
    assert lexical.terms("$109.1 billion") == ["109.1", "billion"]
    assert lexical.terms("人工智能") == ["人工", "工智", "智能"]


def test_content_words_leave_out_what_every_question_has() -> None:
    assert lexical.content_words("How many open Qwen models has Alibaba released?") == [
        "open",
        "qwen",
        "models",
        "alibaba",
        "released",
    ]
    assert lexical.content_words("Why?") == []


@pytest.fixture
def index(tmp_path: Path) -> PassageIndex:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("The probability is 20.5 percent.")
    (folder / "b.txt").write_text("Probabilities, probabilities! And nothing else.")
    (folder / "c.txt").write_text("人工智能发展很快。")
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    index.add([folder])
    return index


def names(index: PassageIndex, question: str, **options: list[str]) -> list[str]:
    titles = {each.id: Path(each.path).name for each in index.documents()}
    return [titles[hit.passage.document_id] for hit in index.search_words(question, 5, **options)]


def test_bm25_ranks_by_stems_and_finds_numbers_and_chinese(index: PassageIndex) -> None:
    assert names(index, "probability") == ["b.txt", "a.txt"]
    assert names(index, "20.5") == ["a.txt"]
    assert names(index, "人工智能是什么") == ["c.txt"]
    assert names(index, "zebra") == names(index, "the of and") == names(index, '"; DROP TABLE* OR NEAR(') == []


def test_documents_restrict_the_search(index: PassageIndex) -> None:
    only = [each.id for each in index.documents() if each.path.endswith("a.txt")]
    assert names(index, "probability", documents=only) == ["a.txt"]
    assert names(index, "probability", documents=[]) == []


def test_words_that_no_document_contains(index: PassageIndex) -> None:
    assert index.unknown_words("What is the probability of rain in Paris?") == ["rain", "paris"]


def test_a_question_of_many_thousand_words_is_searched(index: PassageIndex) -> None:
    assert names(index, "probability " + " ".join(f"word{n}" for n in range(5000))) == ["b.txt", "a.txt"]
