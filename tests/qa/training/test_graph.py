"""A tiny MPNet with random weights: the graph that is shipped must compute what torch does."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from transformers import MPNetConfig
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from qa.training.graph import buckets, reader_graph
from qa.training.graph_writer import Shape
from qa.training.model import empty_model

CONFIG = MPNetConfig(
    vocab_size=60, hidden_size=24, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48,
    max_position_embeddings=514, layer_norm_eps=1e-5,
)  # fmt: skip


def test_distances_fall_into_the_buckets_that_transformers_gives_them() -> None:
    distance = torch.arange(-511, 512)
    theirs = MPNetEncoder.relative_position_bucket(distance, num_buckets=32, max_distance=128)
    assert np.array_equal(buckets(), theirs.numpy())


def test_the_graph_gives_what_torch_gives(tmp_path: Path) -> None:
    torch.manual_seed(3)
    network = empty_model(CONFIG).eval()
    for parameter in network.parameters():  # biases and norms start at 0 and 1, which would hide a mix-up
        torch.nn.init.normal_(parameter, std=0.3)
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    onnx.save(reader_graph(weights, Shape(2, 4, 1e-5)), tmp_path / "reader.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "reader.onnx"))
    for length in (3, 40, 300):
        ids = np.random.default_rng(length).integers(3, 60, (1, length))
        with torch.inference_mode():
            ours = network(torch.from_numpy(ids), torch.ones(1, length, dtype=torch.long))
        for one, other in zip(ours, session.run(None, {"input_ids": ids}), strict=True):
            np.testing.assert_allclose(one.numpy(), other, atol=2e-4)
