"""The embedder as an ONNX graph: BERT (Devlin et al. 2019), and the mean of its states at unit length."""

import numpy as np
import onnx
from onnx import helper

from qa.training.graph_writer import GraphWriter, Shape, Weights


def embedder_graph(weights: Weights, shape: Shape, width: int) -> onnx.ModelProto:
    """A sentence encoder in float32; output embedding, float32 (batch, width), unit rows."""
    writer = GraphWriter({f"encoder.{name}": value for name, value in weights.items()})
    _mean(writer, _encoder(writer, shape))
    return writer.model(("input_ids", "token_type_ids"), {"embedding": ["batch", width]})


def _embeddings(writer: GraphWriter, epsilon: float) -> str:
    """Word + position + segment embeddings, normalised: (batch, length, width)."""
    root = "encoder.embeddings"
    parts = []
    for part, source in (("word", "input_ids"), ("token_type", "token_type_ids")):
        table = writer.constant(f"{root}.{part}", writer.weights[f"{root}.{part}_embeddings.weight"])
        parts.append(writer.node("Gather", [table, source])[0])
    [shape] = writer.node("Shape", ["input_ids"], start=1, end=2)
    positions = writer.constant(f"{root}.position", writer.weights[f"{root}.position_embeddings.weight"])
    zero, axis = writer.constant("zero", np.zeros(1, np.int64)), writer.constant("axis0", np.zeros(1, np.int64))
    [rows] = writer.node("Slice", [positions, zero, shape, axis])
    [words] = writer.node("Add", parts)
    [total] = writer.node("Add", [words, rows])
    return writer.norm(total, f"{root}.LayerNorm", epsilon)


def _block(writer: GraphWriter, value: str, root: str, heads: int, epsilon: float) -> str:
    """One transformer block after Vaswani et al. (2017), norms last: attention, then the feed-forward layers.

    Sum and not Add joins what skips a layer: ONNX Runtime would fuse Add with the norm into an operator seven times
    as slow as the two.
    """
    names = [f"{root}.attention.self.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([writer.weights[f"{name}.weight"] for name in names])
    bias = np.concatenate([writer.weights[f"{name}.bias"] for name in names])
    joined = writer.linear(value, f"{root}.attention.qkv", weight, bias)
    parts = writer.node("Split", [joined], outputs=3, axis=-1, num_outputs=3)
    [mixed] = writer.node("MultiHeadAttention", parts, domain="com.microsoft", num_heads=heads)
    [summed] = writer.node("Sum", [writer.layer(mixed, f"{root}.attention.output.dense"), value])
    attended = writer.norm(summed, f"{root}.attention.output.LayerNorm", epsilon)
    [active] = writer.node("Gelu", [writer.layer(attended, f"{root}.intermediate.dense")])
    [summed] = writer.node("Sum", [writer.layer(active, f"{root}.output.dense"), attended])
    return writer.norm(summed, f"{root}.output.LayerNorm", epsilon)


def _encoder(writer: GraphWriter, shape: Shape) -> str:
    """The last hidden states of a BERT encoder whose weights are named encoder.…: (batch, length, width)."""
    states = _embeddings(writer, shape.epsilon)
    for i in range(shape.layers):
        states = _block(writer, states, f"encoder.encoder.layer.{i}", shape.heads, shape.epsilon)
    return states


def _mean(writer: GraphWriter, states: str) -> None:
    """The mean of all states at unit length, named embedding (Reimers and Gurevych 2019)."""
    axis = writer.constant("axis1", np.array([1]))
    [mean] = writer.node("ReduceMean", [states, axis], keepdims=0)
    writer.nodes.append(helper.make_node("LpNormalization", [mean], ["embedding"], axis=-1, p=2))
