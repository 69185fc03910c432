"""The reader as an ONNX graph.

MPNet (Song et al. 2020) is BERT without segments, its positions counted from 2, with one relative position bias a head
(Raffel et al. 2020) that every layer shares.
"""

import math

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper

from qa.training.graph_writer import GraphWriter, Shape, Weights

_BUCKETS = 32  # as MPNet was trained
_FARTHEST = 128
_REACH = 512  # tokens apart that a row's two ends can be
_FIRST_POSITION = 2  # MPNet's padding takes the two before it


def reader_graph(weights: Weights, shape: Shape) -> onnx.ModelProto:
    """The whole reader in float32; input input_ids, int64 (batch, length), unpadded.

    Outputs start, end and helps, float32 (batch, length), and relevance, float32 (batch,).
    """
    writer = GraphWriter(weights)
    states = _embeddings(writer, shape.epsilon)
    bias = _position_bias(writer)
    for number in range(shape.layers):
        states = _block(writer, states, f"encoder.encoder.layer.{number}", shape, bias)
    _heads(writer, states)
    tokens = dict.fromkeys(("start", "end", "helps"), ("batch", "length"))
    return writer.model(("input_ids",), {**tokens, "relevance": ("batch",)})


def buckets() -> NDArray[np.int64]:
    """The bucket of each distance key − query from −511 to 511, int64 (1023,): exact near by, logarithmic far away."""
    distance = np.arange(-_REACH + 1, _REACH)
    half, exact = _BUCKETS // 2, _BUCKETS // 4
    size = np.abs(distance)
    far = exact + (np.log(np.maximum(size, 1) / exact) / math.log(_FARTHEST / exact) * (half - exact)).astype(np.int64)
    return (distance > 0) * half + np.where(size < exact, size, np.minimum(far, half - 1))


def _embeddings(writer: GraphWriter, epsilon: float) -> str:
    root = "encoder.embeddings"
    table = writer.constant(f"{root}.word", writer.weights[f"{root}.word_embeddings.weight"])
    [words] = writer.node("Gather", [table, "input_ids"])
    positions = writer.weights[f"{root}.position_embeddings.weight"][_FIRST_POSITION:]
    [shape] = writer.node("Shape", ["input_ids"], start=1, end=2)
    zero, axis = writer.constant("zero", np.zeros(1, np.int64)), writer.constant("axis0", np.zeros(1, np.int64))
    [rows] = writer.node("Slice", [writer.constant(f"{root}.position", positions), zero, shape, axis])
    [total] = writer.node("Add", [words, rows])
    return writer.norm(total, f"{root}.LayerNorm", epsilon)


def _position_bias(writer: GraphWriter) -> str:
    """Float32 (1, heads, length, length), gathered from a table of one value a head and distance."""
    table = writer.weights["encoder.encoder.relative_attention_bias.weight"][buckets()].T
    zero, one = writer.constant("zero_scalar", np.array(0)), writer.constant("one_scalar", np.array(1))
    minus, axis = writer.constant("last", np.array([-1])), writer.constant("axis0", np.zeros(1, np.int64))
    [shape] = writer.node("Shape", ["input_ids"], start=1, end=2)
    [length] = writer.node("Squeeze", [shape, axis])
    [places] = writer.node("Range", [zero, length, one])
    [columns] = writer.node("Unsqueeze", [places, axis])
    [rows] = writer.node("Unsqueeze", [places, minus])
    [apart] = writer.node("Sub", [columns, rows])
    [index] = writer.node("Add", [apart, writer.constant("reach", np.array(_REACH - 1))])
    [bias] = writer.node("Gather", [writer.constant("position_bias", np.ascontiguousarray(table)), index], axis=1)
    return writer.node("Unsqueeze", [bias, axis])[0]


def _block(writer: GraphWriter, value: str, root: str, shape: Shape, bias: str) -> str:
    """One transformer block (Vaswani et al. 2017), norms last; see `embedder_graph` for why Sum and not Add."""
    names = [f"{root}.attention.attn.{part}" for part in "qkv"]
    weight = np.concatenate([writer.weights[f"{name}.weight"] for name in names])
    joined = writer.linear_by_token(
        value,
        f"{root}.attention.qkv",
        weight,
        np.concatenate([writer.weights[f"{name}.bias"] for name in names]),
    )
    parts = writer.node("Split", [joined], outputs=3, axis=-1, num_outputs=3)
    given = [*parts, "", "", bias]
    [mixed] = writer.node("MultiHeadAttention", given, domain="com.microsoft", num_heads=shape.heads)
    [summed] = writer.node("Sum", [writer.layer_by_token(mixed, f"{root}.attention.attn.o"), value])
    attended = writer.norm(summed, f"{root}.attention.LayerNorm", shape.epsilon)
    [active] = writer.node("Gelu", [writer.layer_by_token(attended, f"{root}.intermediate.dense")])
    [summed] = writer.node("Sum", [writer.layer_by_token(active, f"{root}.output.dense"), attended])
    return writer.norm(summed, f"{root}.output.LayerNorm", shape.epsilon)


def _heads(writer: GraphWriter, states: str) -> None:
    """Start, end and helps over every token, relevance over the first."""
    minus, one = writer.constant("last", np.array([-1])), writer.constant("one", np.array([1]))
    parts = writer.node("Split", [writer.layer(states, "span")], outputs=2, axis=-1, num_outputs=2)
    for part, name in zip((*parts, writer.layer(states, "helps")), ("start", "end", "helps"), strict=True):
        writer.nodes.append(helper.make_node("Squeeze", [part, minus], [name]))
    [first] = writer.node("Gather", [states, writer.constant("first", np.array(0))], axis=1)
    [hidden] = writer.node("Tanh", [writer.layer(first, "relevance_hidden")])
    writer.nodes.append(helper.make_node("Squeeze", [writer.layer(hidden, "relevance"), one], ["relevance"]))
