"""The reader and the embedder as ONNX graphs, written node by node from the weights, so that no exporter is needed.

Opset 20 with the com.microsoft MultiHeadAttention of ONNX Runtime. Inputs input_ids and token_type_ids, int64
(batch, length), without padding: rows of a batch have one length.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = dict[str, NDArray[np.float32]]
"""Arrays by the names of `SpanRelevanceModel.state_dict()`."""


_BLOCK = 128  # weights that share a scale


class GraphWriter:
    """Collects nodes and initializers; every method returns the name of the value it made."""

    def __init__(self, weights: Weights, blocked: tuple[str, ...] = ()) -> None:
        """`weights` hold linear layers as (out, in), the way torch does.

        Layers whose name contains one of `blocked` are written in int8 at once, scaled by block, see `_blocks`.
        """
        self.weights = weights
        self.blocked = blocked
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[Any]) -> str:
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
        if any(part in name for part in self.blocked):
            return self._blocks(value, name, weight, bias)
        [product] = self.node("MatMul", [value, self.constant(f"{name}.weight", weight.T)])
        return self.node("Add", [product, self.constant(f"{name}.bias", bias)])[0]

    def _blocks(self, value: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """The same by ONNX Runtime's MatMulNBits: int8 weights scaled by block, activations by row and block.

        It takes half as long again as int8 that is scaled by tensor, and is several times as exact.
        """
        out, width = weight.shape
        blocks = weight.reshape(out, width // _BLOCK, _BLOCK)
        scales = np.abs(blocks).max(-1) / 127
        scales[scales == 0] = 1
        whole = (np.rint(blocks / scales[..., None]) + 128).astype(np.uint8)
        given = [value, self.constant(f"{name}.int8", whole), self.constant(f"{name}.scales", scales.reshape(-1))]
        [product] = self.node(
            "MatMulNBits", given, domain="com.microsoft", K=width, N=out, bits=8, block_size=_BLOCK, accuracy_level=4
        )
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


def write_block(writer: GraphWriter, value: str, root: str, heads: int, epsilon: float) -> str:
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


def write_encoder(writer: GraphWriter, shape: "Shape") -> str:
    """The last hidden states of a BERT encoder whose weights are named encoder.…: (batch, length, width)."""
    states = write_embeddings(writer, shape.epsilon)
    for i in range(shape.layers):
        states = write_block(writer, states, f"encoder.encoder.layer.{i}", shape.heads, shape.epsilon)
    return states


def write_mean(writer: GraphWriter, states: str) -> None:
    """The mean of all states at unit length, named embedding (Reimers and Gurevych 2019)."""
    axis = writer.constant("axis1", np.array([1]))
    [mean] = writer.node("ReduceMean", [states, axis], keepdims=0)
    writer.nodes.append(helper.make_node("LpNormalization", [mean], ["embedding"], axis=-1, p=2))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a BERT's config.json says of its size."""

    layers: int
    heads: int
    epsilon: float

    @classmethod
    def read(cls, config: Path) -> "Shape":
        """From a config.json."""
        size = json.loads(config.read_text(encoding="utf-8"))
        return cls(
            size["num_hidden_layers"],
            size["num_attention_heads"],
            float(size["layer_norm_eps"]),
        )


def reader_graph(weights: Weights, shape: Shape, blocked: tuple[str, ...] = ()) -> onnx.ModelProto:
    """The whole reader, float32 but for the layers `blocked`.

    Outputs start and end, float32 (batch, length), and relevance, float32 (batch,).
    """
    writer = GraphWriter(weights, blocked)
    write_heads(writer, write_encoder(writer, shape))
    return _model(writer, {"start": ["batch", "length"], "end": ["batch", "length"], "relevance": ["batch"]})


def embedder_graph(weights: Weights, shape: Shape, width: int) -> onnx.ModelProto:
    """A sentence encoder in float32; output embedding, float32 (batch, width), unit rows."""
    writer = GraphWriter({f"encoder.{name}": value for name, value in weights.items()})
    write_mean(writer, write_encoder(writer, shape))
    return _model(writer, {"embedding": ["batch", width]})


def _model(writer: GraphWriter, outputs: dict[str, list[Any]]) -> onnx.ModelProto:
    """The graph that a writer holds, checked by onnx."""
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "token_type_ids")
    ]
    given = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()]
    graph = helper.make_graph(writer.nodes, "quoth", inputs, given, list(writer.initializers.values()))
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    onnx.checker.check_model(model)
    return model
