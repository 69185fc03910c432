from collections.abc import Sequence

import numpy as np
import pytest
from fakes import KeywordEmbedder

from index.embedding.embedder import encode_document
from qa.reading.remembering import RememberedVectors


class Corpus:
    """What a reader may ask of a library, with an embedder that counts."""

    def __init__(self) -> None:
        self.embedder = KeywordEmbedder()

    def rarity(self, stems: Sequence[str]) -> dict[str, float]:
        raise AssertionError("no word is looked up")


@pytest.fixture
def corpus() -> Corpus:
    return Corpus()


def test_a_text_is_embedded_once_and_has_its_own_row(corpus: Corpus) -> None:
    vectors = RememberedVectors(corpus)
    rows = vectors.encode(["rye", "mill", "rye"])
    np.testing.assert_array_equal(rows, encode_document(KeywordEmbedder(), ["rye", "mill", "rye"]))
    np.testing.assert_array_equal(vectors.encode(["mill", "wheat", "rye"])[[2, 0]], rows[:2])
    assert corpus.embedder.encoded == ["rye", "mill", "wheat"]


def test_those_met_last_are_kept(corpus: Corpus) -> None:
    vectors = RememberedVectors(corpus, most=2)
    for word in ("one", "two", "three"):
        vectors.encode([word])
    corpus.embedder.encoded.clear()
    vectors.encode(["two", "three"])
    assert corpus.embedder.encoded == []
    vectors.encode(["one"])
    assert corpus.embedder.encoded == ["one"]


def test_more_at_once_than_are_kept_have_their_vectors(corpus: Corpus) -> None:
    words = ["one", "two", "three", "four"]
    rows = RememberedVectors(corpus, most=2).encode(words)
    np.testing.assert_array_equal(rows, encode_document(KeywordEmbedder(), words))
