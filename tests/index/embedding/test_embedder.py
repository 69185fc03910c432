from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes import KeywordEmbedder

from index import PassageIndex, open_library
from index.embedding.embedder import (
    FLOAT_MODEL,
    encode_document,
    encode_query,
    load_embedder,
    token_counter,
    token_limit,
)
from index.errors import EmbedderError


def test_rows_are_float32_of_unit_length() -> None:
    vectors = encode_document(KeywordEmbedder(), ["two words", "two two words", ""])
    assert vectors.dtype == np.float32 and vectors.flags.c_contiguous
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 0], rtol=1e-6)


def test_an_embedder_without_a_tokenizer_counts_words() -> None:
    embedder = KeywordEmbedder()
    assert token_limit(embedder) == 40 and token_counter(embedder)(["a b c", ""]) == [3, 0]


def test_the_model_in_the_box_knows_what_is_near() -> None:
    embedder = load_embedder()
    question = encode_query(embedder, ["Who runs the company?"])
    near, far = encode_document(embedder, ["The firm is led by Ms Li.", "Bananas are yellow."])
    assert question.shape == (1, 384) and float(question[0] @ near) > float(question[0] @ far) + 0.2


def test_a_prompt_for_documents_takes_room() -> None:
    embedder: Any = load_embedder(FLOAT_MODEL)
    assert token_limit(embedder) == token_limit(load_embedder()) == 254
    embedder.prompts = {"query": "query: ", "document": "passage: "}
    assert token_limit(embedder) == 252


def test_a_missing_model_is_named() -> None:
    with pytest.raises(EmbedderError, match="/no/such/model"):
        load_embedder("/no/such/model")


def test_a_wrong_shape_is_refused() -> None:
    class Flat(KeywordEmbedder):
        def encode_query(self, texts: Sequence[str]) -> np.ndarray:
            return np.zeros(3)

    with pytest.raises(ValueError, match=r"\(3,\)"):
        encode_query(Flat(), ["x"])


def test_any_sentence_transformers_folder_will_do_and_its_prompts_are_used(tmp_path: Path) -> None:
    made: Any = load_embedder(FLOAT_MODEL)
    made.prompts = {"query": "query: ", "document": "passage: "}
    made.save(str(tmp_path / "model"))
    embedder, plain = load_embedder(str(tmp_path / "model")), load_embedder(FLOAT_MODEL)
    np.testing.assert_allclose(encode_query(embedder, ["mill"]), encode_query(plain, ["query: mill"]), atol=1e-5)
    np.testing.assert_allclose(
        encode_document(embedder, ["mill"]), encode_document(plain, ["passage: mill"]), atol=1e-5
    )
    (tmp_path / "mill.txt").write_text("The mill was built in 1902.")
    index = PassageIndex(open_library(tmp_path / "library"), str(tmp_path / "model"))
    assert index.add([tmp_path / "mill.txt"]).embedded == 1 and len(index.search("When was the mill built?", 3)) == 1
    index.close()
