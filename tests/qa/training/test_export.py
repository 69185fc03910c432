"""What is exported computes what torch computes; a tiny network of random weights is enough to show it."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from numpy.typing import NDArray
from transformers import MPNetConfig, MPNetModel

from index.embedding.network import Network, load_tokenizer
from qa.evaluation.questions import Example
from qa.reading.span.finder import SpanFinder
from qa.reading.span.limits import read_limits
from qa.reading.span.windows import Windower
from qa.training.export import TorchNetwork, compare, export, read_checkpoint, read_with
from qa.training.model import start_model
from qa.training.rows import LIMITS

TOKENIZER = Path(__file__).parents[3] / "index" / "embedding" / "models" / "all-MiniLM-L6-v2-int8"
LAYERS = 2
ROWS = [[0, 5, 9, 2], [0, 7, 2, *range(3, 40), 2], [0, 2]]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an encoder of three layers, of which two are kept."""
    folder = tmp_path_factory.mktemp("start")
    torch.manual_seed(0)
    config = MPNetConfig(
        vocab_size=100,
        hidden_size=32,
        num_hidden_layers=LAYERS + 1,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=514,
        layer_norm_eps=1e-5,
    )
    MPNetModel(config, add_pooling_layer=False).save_pretrained(folder)
    (folder / "tokenizer.json").write_bytes((TOKENIZER / "tokenizer.json").read_bytes())
    return folder


@pytest.fixture(scope="module")
def checkpoint(start: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("run") / "checkpoint.pt"
    torch.manual_seed(1)
    model = start_model(start, LAYERS)
    torch.save({"model": model.state_dict(), "opt": {}, "drawn": {"squad1": 7}, "step": 2, "seen": 7}, file)
    return file


def test_int8_is_near_torch_and_the_settings_go_with_it(start: Path, checkpoint: Path, tmp_path: Path) -> None:
    export(checkpoint, start, tmp_path)
    ours, shipped = TorchNetwork(read_checkpoint(checkpoint)[0], start), Network(tmp_path / "model.onnx")
    for ids in ROWS:
        for wanted, found in zip(ours.run(ids), shipped.run(ids), strict=True):
            assert np.shape(found) == np.shape(wanted)
            np.testing.assert_allclose(found, wanted, atol=0.1)
    facts = json.loads((tmp_path / "model.json").read_text())
    assert (facts["layers"], facts["rows_seen"]) == (LAYERS, 7) and len(facts["made_from_sha256"]) == 64
    assert read_limits(tmp_path) == LIMITS
    assert load_tokenizer(tmp_path).get_vocab_size() == load_tokenizer(TOKENIZER).get_vocab_size()


def test_only_heads_positions_and_their_bias_stay_float32(start: Path, checkpoint: Path, tmp_path: Path) -> None:
    export(checkpoint, start, tmp_path)
    kinds = {
        each.name: each.data_type
        for each in onnx.load(tmp_path / "model.onnx").graph.initializer
        if len(each.dims) == 2 and min(each.dims) > 1
    }
    whole = {name for name, kind in kinds.items() if kind == onnx.TensorProto.FLOAT}
    assert whole >= {"span.weight", "relevance_hidden.weight", "encoder.embeddings.position"}
    assert not [name for name in whole if ".layer." in name or name == "encoder.embeddings.word"]


class Fixed:
    """Points at one token, whatever it reads."""

    def __init__(self, at: int) -> None:
        self.at = at

    def run(self, ids: Sequence[int]) -> list[NDArray[np.float32]]:
        logits = np.zeros(len(ids), np.float32)
        logits[self.at] = 9
        return [logits, logits, logits, np.array(self.at, np.float32)]


def test_comparing_counts_equal_spans_and_what_logits_differ_by() -> None:
    example = Example("x", "1", "who", "one two three four", ((0, 3),))
    windower = Windower(load_tokenizer(TOKENIZER), LIMITS.question_tokens, LIMITS.context_tokens)
    one, other = (read_with(SpanFinder(Fixed(at), windower, LIMITS), [example]) for at in (3, 4))
    same, apart = compare(one, one, [example]), compare(one, other, [example])
    assert (same["same_span"], same["f1"], same["f1_float32"], same["margin_largest"]) == (1, 100, 100, 0)
    assert (apart["same_span"], apart["f1"], apart["f1_float32"], apart["relevance_largest"]) == (0, 0, 100, 1)
