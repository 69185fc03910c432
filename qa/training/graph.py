"""The reader as an ONNX graph, written node by node from the weights, so that no exporter is needed.

Opset 20 with the com.microsoft MultiHeadAttention of ONNX Runtime. Inputs input_ids, attention_mask and
token_type_ids, int64 (batch, length); outputs start and end, float32 (batch, length), and relevance, float32 (batch,).
"""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = dict[str, NDArray[np.float32]]
"""Arrays by the names of `SpanRelevanceModel.state_dict()`."""


class GraphWriter:
    """Collects nodes and initializers; every method returns the name of the value it made."""

    def __init__(self, weights: Weights) -> None:
        """`weights` hold linear layers as (out, in), the way torch does."""
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[np.float32] | NDArray[np.int64]) -> str:
        """Store an array once under `name`."""
        self.initializers.setdefault(name, numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def node(self, kind: str, inputs: list[str], outputs: int = 1, domain: str = "", **attributes: Any) -> list[str]:
        """Append a node; its outputs are named after its kind and place."""
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, name=names[0], **attributes))
        return names

    def linear(self, value: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """value · weightᵀ + bias."""
        [product] = self.node("MatMul", [value, self.constant(f"{name}.weight", weight.T)])
        return self.node("Add", [product, self.constant(f"{name}.bias", bias)])[0]

    def layer(self, value: str, name: str) -> str:
        """The linear layer that the weights call `name`."""
        return self.linear(value, name, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def norm(self, value: str, name: str, epsilon: float) -> str:
        """Layer normalisation over the last axis."""
        scale = self.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.node("LayerNormalization", [value, scale, bias], axis=-1, epsilon=epsilon)[0]


def write_embeddings(writer: GraphWriter, epsilon: float) -> str:
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


def write_block(writer: GraphWriter, value: str, root: str, heads: int, mask: str, epsilon: float) -> str:
    """One transformer block after Vaswani et al. (2017), norms last: attention, then the feed-forward layers."""
    names = [f"{root}.attention.self.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([writer.weights[f"{name}.weight"] for name in names])
    bias = np.concatenate([writer.weights[f"{name}.bias"] for name in names])
    joined = writer.linear(value, f"{root}.attention.qkv", weight, bias)
    parts = writer.node("Split", [joined], outputs=3, axis=-1, num_outputs=3)
    [mixed] = writer.node("MultiHeadAttention", [*parts, "", mask], domain="com.microsoft", num_heads=heads)
    [summed] = writer.node("Add", [writer.layer(mixed, f"{root}.attention.output.dense"), value])
    attended = writer.norm(summed, f"{root}.attention.output.LayerNorm", epsilon)
    [active] = writer.node("Gelu", [writer.layer(attended, f"{root}.intermediate.dense")])
    [summed] = writer.node("Add", [writer.layer(active, f"{root}.output.dense"), attended])
    return writer.norm(summed, f"{root}.output.LayerNorm", epsilon)


def write_heads(writer: GraphWriter, states: str) -> None:
    """The span head over every token and the relevance head over [CLS], named start, end and relevance."""
    minus, one = writer.constant("last", np.array([-1])), writer.constant("one", np.array([1]))
    parts = writer.node("Split", [writer.layer(states, "span")], outputs=2, axis=-1, num_outputs=2)
    for part, name in zip(parts, ("start", "end"), strict=True):
        writer.nodes.append(helper.make_node("Squeeze", [part, minus], [name]))
    first = writer.constant("first", np.array(0))
    [cls] = writer.node("Gather", [states, first], axis=1)
    [hidden] = writer.node("Tanh", [writer.layer(cls, "relevance_hidden")])
    score = writer.layer(hidden, "relevance")
    writer.nodes.append(helper.make_node("Squeeze", [score, one], ["relevance"]))


def reader_graph(weights: Weights, layers: int, heads: int, epsilon: float) -> onnx.ModelProto:
    """The whole reader in float32, checked by onnx."""
    writer = GraphWriter(weights)
    [mask] = writer.node("Cast", ["attention_mask"], to=TensorProto.INT32)
    states = write_embeddings(writer, epsilon)
    for i in range(layers):
        states = write_block(writer, states, f"encoder.encoder.layer.{i}", heads, mask, epsilon)
    write_heads(writer, states)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "length"]) for name in ("start", "end")]
    outputs.append(helper.make_tensor_value_info("relevance", TensorProto.FLOAT, ["batch"]))
    graph = helper.make_graph(writer.nodes, "reader", inputs, outputs, list(writer.initializers.values()))
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    onnx.checker.check_model(model)
    return model
