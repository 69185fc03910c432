from collections.abc import Sequence

import numpy as np
import pytest
from fakes import KeywordEmbedder

from index.documents.datatypes import Passage
from index.embedding.embedder import encode_document
from qa.reading.remembering import RememberedVectors


class Texts:
    """What a reader needs to know of a library, with an embedder that counts."""

    def __init__(self) -> None:
        self.embedder = KeywordEmbedder()

    def text(self, passage: Passage) -> str:
        raise AssertionError("no text is read")

    def rarity(self, stems: Sequence[str]) -> dict[str, float]:
        raise AssertionError("no word is looked up")


@pytest.fixture
def texts() -> Texts:
    return Texts()


def test_a_text_is_embedded_once_and_has_its_own_row(texts: Texts) -> None:
    vectors = RememberedVectors(texts)
    rows = vectors.encode(["rye", "mill", "rye"])
    np.testing.assert_array_equal(rows, encode_document(KeywordEmbedder(), ["rye", "mill", "rye"]))
    np.testing.assert_array_equal(vectors.encode(["mill", "wheat", "rye"])[[2, 0]], rows[:2])
    assert texts.embedder.encoded == ["rye", "mill", "wheat"]


def test_those_met_last_are_kept(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.reading.remembering._REMEMBERED", 2)
    vectors = RememberedVectors(texts)
    for word in ("one", "two", "three"):
        vectors.encode([word])
    texts.embedder.encoded.clear()
    vectors.encode(["two", "three"])
    assert texts.embedder.encoded == []
    vectors.encode(["one"])
    assert texts.embedder.encoded == ["one"]


def test_more_at_once_than_are_kept_have_their_vectors(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.reading.remembering._REMEMBERED", 2)
    words = ["one", "two", "three", "four"]
    rows = RememberedVectors(texts).encode(words)
    np.testing.assert_array_equal(rows, encode_document(KeywordEmbedder(), words))
