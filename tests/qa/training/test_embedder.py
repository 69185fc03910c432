"""The embedder's file computes what torch computes, and is made from upstream's weights."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from transformers import BertConfig, BertModel

from index.embedding.embedder import default_model_path, float_model_path
from index.embedding.network import Network
from qa.training.embedder import write_embedder
from qa.training.embedder_graph import embedder_graph
from qa.training.graph_writer import Shape

ROWS = [[1, 5, 9, 2], [1, 7, 2, *range(3, 40), 2], [1, 2]]


def test_the_embedder_is_the_mean_of_berts_states_at_unit_length(tmp_path: Path) -> None:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=100,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
        layer_norm_eps=1e-12,
    )
    encoder = BertModel(config, add_pooling_layer=False).eval()
    weights = {name: value.numpy() for name, value in encoder.state_dict().items()}
    onnx.save(embedder_graph(weights, Shape(2, 4, 1e-12), 32), tmp_path / "embedder.onnx")
    network = Network(tmp_path / "embedder.onnx")
    for ids in ROWS:
        with torch.inference_mode():
            mean = encoder(torch.tensor([ids])).last_hidden_state[0].mean(0)
        np.testing.assert_allclose(network.run(ids)[0], (mean / mean.norm()).numpy(), atol=1e-5)


def test_the_embedder_in_the_box_is_made_from_upstreams_weights(tmp_path: Path) -> None:
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
