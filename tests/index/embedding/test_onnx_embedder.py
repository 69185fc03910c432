"""The embedder in the box against upstream's float32, on the sample documents."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding.embedder import (
    FLOAT_MODEL,
    default_model_path,
    encode_document,
    encode_query,
    load_embedder,
    token_counter,
)
from index.embedding.onnx_embedder import OnnxEmbedder
from index.errors import ModelError

SEEDS = Path(__file__).parents[3] / "seeds"
QUESTIONS = ["Who leads Qwen?", "How many models has Alibaba released?", "Why open source?", "What is WAIC?"]


@pytest.fixture(scope="module")
def passages() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.iterdir()) if path.suffix in (".txt", ".md")]
    return [part for text in texts for part in text.split("\n\n") if len(part) > 80][:60]


def test_it_means_what_float32_means(passages: list[str]) -> None:
    small, whole = load_embedder(), load_embedder(FLOAT_MODEL)
    ours, theirs = encode_document(small, passages), encode_document(whole, passages)
    cosines = (ours * theirs).sum(axis=1)
    assert cosines.mean() > 0.99 and cosines.min() > 0.97
    for question in QUESTIONS:
        mine, other = (
            encode_query(model, [question])[0] @ vectors.T for model, vectors in ((small, ours), (whole, theirs))
        )
        assert set(np.argsort(-other)[:3]) <= set(np.argsort(-mine)[:6])


def test_a_text_has_one_vector_whatever_is_embedded_beside_it(passages: list[str]) -> None:
    embedder = load_embedder()
    together, alone = encode_document(embedder, passages[:3]), encode_document(embedder, passages[2:3])
    np.testing.assert_array_equal(together[2], alone[0])


def test_a_text_of_any_length_is_embedded_and_counted() -> None:
    embedder = load_embedder()
    vectors = encode_document(embedder, ["", "word " * 2000, "word " * 254])
    assert vectors.shape == (3, 384)
    np.testing.assert_array_equal(vectors[1], vectors[2])
    assert token_counter(embedder)(["word " * 2000, ""]) == [2000, 0]


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.onnx"):
        OnnxEmbedder(tmp_path)
    (tmp_path / "model.onnx").write_bytes((default_model_path() / "model.onnx").read_bytes()[:1000])
    with pytest.raises(ModelError, match=r"model\.onnx"):
        OnnxEmbedder(tmp_path)


def test_adding_and_asking_load_no_torch(tmp_path: Path) -> None:
    code = (
        "import sys; from index import PassageIndex; from qa import Answerer; "
        f"a = Answerer(PassageIndex.from_folder({str(SEEDS)!r})).ask('How many Qwen models has Alibaba released?'); "
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules or not a.findings)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path).returncode == 0
