"""A float32 ONNX file → int8: weights by output channel, activations scaled as they come."""

from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic


def write_int8(source: Path, target: Path, float_layers: tuple[str, ...] = (), narrow: bool = True) -> None:
    """`source` quantised into `target`; layers whose weights' names contain one of `float_layers` stay float32.

    `narrow` keeps weights to 7 bits, so that the 16-bit sums of processors without VNNI cannot overflow.
    """
    nodes = onnx.load(source).graph.node
    kept = [node.name for node in nodes if any(part in name for name in node.input for part in float_layers)]
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        reduce_range=narrow,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=kept,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
