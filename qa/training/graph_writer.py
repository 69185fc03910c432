"""An ONNX graph, written node by node from a network's weights, so that no exporter is needed.

Opset 20 with the com.microsoft MultiHeadAttention of ONNX Runtime. Inputs are int64 (batch, length), without padding:
rows of a batch have one length.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = dict[str, NDArray[np.float32]]
"""Arrays by the names of a torch network's `state_dict()`."""


class GraphWriter:
    """Collects nodes and initializers; every method returns the name of the value it made."""

    def __init__(self, weights: Weights) -> None:
        """`weights` hold linear layers as (out, in), the way torch does."""
        self.weights = weights
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
        [product] = self.node("MatMul", [value, self.constant(f"{name}.weight", weight.T)])
        return self.node("Add", [product, self.constant(f"{name}.bias", bias)])[0]

    def linear_by_token(self, value: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """`linear`, each token divided by its largest magnitude before the product and multiplied by it after.

        In float32 the same. In int8, which has one scale for a whole row, the few tokens whose activations are ten
        times the others' (Bondarenko et al. 2021) no longer take the others' digits; as in LLM.int8() (Dettmers et
        al. 2022), but for its columns in float.
        """
        [sizes] = self.node("Abs", [value])
        [largest] = self.node("ReduceMax", [sizes, self.constant("last", np.array([-1]))], keepdims=1)
        [scaled] = self.node("Div", [value, largest])
        [product] = self.node("MatMul", [scaled, self.constant(f"{name}.weight", weight.T)])
        [restored] = self.node("Mul", [product, largest])
        return self.node("Add", [restored, self.constant(f"{name}.bias", bias)])[0]

    def layer_by_token(self, value: str, name: str) -> str:
        """The linear layer that the weights call `name`, as `linear_by_token`."""
        return self.linear_by_token(value, name, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def layer(self, value: str, name: str) -> str:
        """The linear layer that the weights call `name`."""
        return self.linear(value, name, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"])

    def norm(self, value: str, name: str, epsilon: float) -> str:
        """Layer normalisation over the last axis."""
        scale = self.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.node("LayerNormalization", [value, scale, bias], axis=-1, epsilon=epsilon)[0]

    def model(self, inputs: Sequence[str], outputs: Mapping[str, Sequence[str | int]]) -> onnx.ModelProto:
        """The graph, checked by onnx: int64 inputs (batch, length) by name, float32 outputs of these sizes."""
        given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in inputs]
        made = [helper.make_tensor_value_info(name, TensorProto.FLOAT, sizes) for name, sizes in outputs.items()]
        graph = helper.make_graph(self.nodes, "quoth", given, made, list(self.initializers.values()))
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
        onnx.checker.check_model(model)
        return model


@dataclass(frozen=True, slots=True)
class Shape:
    """What the config.json of a BERT or an MPNet says of its size."""

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
