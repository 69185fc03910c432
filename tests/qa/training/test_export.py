"""What is exported computes what torch computes; a tiny network of random weights is enough to show it."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from transformers import BertConfig, BertModel

from index.embedding.network import Network
from qa.reading.registry import reader_path
from qa.reading.span.limits import read_limits
from qa.reading.span.spans import SpanFinder
from qa.training.embedder import write_embedder
from qa.training.export import TorchNetwork, compare, export
from qa.training.graph import Shape, embedder_graph
from qa.training.model import SpanRelevanceModel, save_model
from qa.training.sampling import LIMITS, TIME_LIMIT

TOKENIZER = Path(__file__).parents[3] / "index" / "embedding" / "models" / "all-MiniLM-L6-v2-int8" / "tokenizer.json"


def saved(place: Path, width: int) -> Path:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=100,
        hidden_size=width,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=2 * width,
        max_position_embeddings=64,
        layer_norm_eps=1e-12,
    )
    save_model(SpanRelevanceModel(BertModel(config, add_pooling_layer=False)), place)
    (place / "tokenizer.json").write_bytes(TOKENIZER.read_bytes())
    return place


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("checkpoint"), 32)


ROWS = [([1, 5, 9, 2], [0, 0, 1, 1]), ([1, 7, 2, *range(3, 40), 2], [0] * 3 + [1] * 38), ([1, 2], [0, 0])]


def test_float32_is_torch_and_int8_is_near(checkpoint: Path, tmp_path: Path) -> None:
    export(checkpoint, tmp_path / "out", tmp_path / "whole.onnx", narrow=True)
    reference = TorchNetwork(checkpoint)
    whole, small = Network(tmp_path / "whole.onnx"), Network(tmp_path / "out" / "model.onnx")
    for ids, segments in ROWS:
        wanted = reference.run(ids, segments)
        for part, ours, theirs in zip(wanted, whole.run(ids, segments), small.run(ids, segments), strict=True):
            np.testing.assert_allclose(ours, part, atol=1e-5)
            np.testing.assert_allclose(theirs, part, atol=0.1)
    facts = json.loads((tmp_path / "out" / "model.json").read_text())
    assert len(facts["sha256"]) == 64 and (tmp_path / "out" / "tokenizer.json").exists()
    assert read_limits(tmp_path / "out") == (LIMITS, TIME_LIMIT) == read_limits(reader_path())


def test_only_the_heads_and_the_positions_stay_float32_in_int8(checkpoint: Path, tmp_path: Path) -> None:
    export(checkpoint, tmp_path / "out", tmp_path / "whole.onnx")
    kinds = {
        each.name: each.data_type
        for each in onnx.load(tmp_path / "out" / "model.onnx").graph.initializer
        if len(each.dims) == 2 and min(each.dims) > 1
    }
    whole = {name for name, kind in kinds.items() if kind == onnx.TensorProto.FLOAT}
    assert whole == {"span.weight", "relevance_hidden.weight", "encoder.embeddings.position"}


def test_the_embedder_is_the_mean_of_berts_states_at_unit_length(checkpoint: Path, tmp_path: Path) -> None:
    weights = {
        name.removeprefix("encoder."): value
        for name, value in load_file(checkpoint / "model.safetensors").items()
        if name.startswith("encoder.")
    }
    graph = embedder_graph({name: value.numpy() for name, value in weights.items()}, Shape(2, 4, 1e-12), 32)
    onnx.save(graph, tmp_path / "embedder.onnx")
    config = BertConfig(**json.loads((checkpoint / "config.json").read_text()))
    encoder = BertModel(config, add_pooling_layer=False).eval()
    encoder.load_state_dict(weights)
    network = Network(tmp_path / "embedder.onnx")
    for ids, _ in ROWS:
        with torch.inference_mode():
            mean = encoder(torch.tensor([ids])).last_hidden_state[0].mean(0)
        np.testing.assert_allclose(network.run(ids)[0], (mean / mean.norm()).numpy(), atol=1e-5)


def test_the_embedder_in_the_box_is_made_from_upstreams_weights(tmp_path: Path) -> None:
    from index.embedding.embedder import default_model_path, float_model_path

    file = write_embedder(float_model_path(), tmp_path / "made")
    assert file.stat().st_size == (default_model_path() / "model.onnx").stat().st_size
    made, shipped = (
        json.loads((each / "model.json").read_text()) for each in (tmp_path / "made", default_model_path())
    )
    assert made["made_from_sha256"] == shipped["made_from_sha256"]
    np.testing.assert_allclose(
        Network(file).run([101, 2003, 102])[0],
        Network(default_model_path() / "model.onnx").run([101, 2003, 102])[0],
        atol=1e-6,
    )


def test_comparing_counts_equal_spans(checkpoint: Path) -> None:
    from qa.evaluation.questions import Example

    class Fixed:
        def __init__(self, at: int) -> None:
            self.at = at

        def run(self, ids: Sequence[int], segments: Sequence[int]) -> list[NDArray[np.float32]]:
            logits = np.zeros(len(ids), np.float32)
            logits[self.at] = 9
            return [logits, logits, np.array(1, np.float32)]

    example = Example("x", "1", "who", "one two three four", ((0, 3),))
    finders = [SpanFinder.from_folder(reader_path(), Fixed(place)) for place in (3, 4)]
    one, other = ([finder.read("who", example.context)] for finder in finders)
    assert compare(one, one, [example])["same_span"] == 1.0 and compare(one, one, [example])["f1"] == 100
    assert compare(one, other, [example])["same_span"] == 0.0


@pytest.mark.parametrize("blocked", [(), ("output.dense",), ("dense", "qkv")])
def test_int8_is_near_float32_scaled_by_tensor_or_by_block(tmp_path: Path, blocked: tuple[str, ...]) -> None:
    wide = saved(tmp_path, 256)
    export(wide, tmp_path / "out", tmp_path / "whole.onnx", blocked)
    kinds = {node.op_type for node in onnx.load(tmp_path / "out" / "model.onnx").graph.node}
    assert ("MatMulNBits" in kinds) == bool(blocked) and ("DynamicQuantizeLinear" in kinds) == ("qkv" not in blocked)
    reference, network = TorchNetwork(wide), Network(tmp_path / "out" / "model.onnx")
    for row in ROWS:
        for wanted, found in zip(reference.run(*row), network.run(*row), strict=True):
            np.testing.assert_allclose(found, wanted, atol=0.03)
