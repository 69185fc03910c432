"""A checkpoint as one ONNX file in float32 and one in int8, compared on real questions.

    python -m qa.training.export CHECKPOINT --out FOLDER --compare squad2_calibration.jsonl.gz

Writes reader.onnx (float32), reader-int8.onnx, weights-float16.safetensors, tokenizer.json, config.json and
export.json (sizes, sha256, agreement).
"""

import argparse
import hashlib
import json
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file, save_file

from qa.evaluation.metrics import best_scores
from qa.evaluation.networks import load_network
from qa.evaluation.spans import Reading, read_all
from qa.training.data import Example, read_examples
from qa.training.graph import reader_graph
from qa.training.windows import Windower, load_tokenizer


def write_float32(checkpoint: Path, out: Path) -> Path:
    """reader.onnx in `out`."""
    config = json.loads((checkpoint / "config.json").read_text())
    weights = load_file(checkpoint / "model.safetensors")
    model = reader_graph(
        weights, config["num_hidden_layers"], config["num_attention_heads"], float(config["layer_norm_eps"])
    )
    onnx.save(model, out / "reader.onnx")
    return out / "reader.onnx"


def write_int8(source: Path, out: Path, narrow: bool) -> Path:
    """reader-int8.onnx: weights in int8 by output channel, activations quantised as they come.

    `narrow` keeps weights to 7 bits, so that processors without VNNI cannot overflow. The small heads stay float32.
    """
    heads = [n.name for n in onnx.load(source).graph.node if any(i.startswith(("span.", "relevance")) for i in n.input)]
    target = out / "reader-int8.onnx"
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        reduce_range=narrow,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=heads,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    return target


def write_float16(checkpoint: Path, out: Path) -> Path:
    """weights-float16.safetensors: the checkpoint's weights at half size, to train or export from again."""
    halves = {name: value.astype(np.float16) for name, value in load_file(checkpoint / "model.safetensors").items()}
    save_file(halves, out / "weights-float16.safetensors")
    return out / "weights-float16.safetensors"


def read_with(path: Path, folder: Path, examples: list[Example], threads: int) -> tuple[list[Reading], float]:
    """Readings of a network, and the seconds they took."""
    network, _ = load_network(path, threads)
    windower = Windower(load_tokenizer(folder))
    began = time.perf_counter()
    readings = read_all(network, windower, [(e.question, e.context) for e in examples])
    return readings, time.perf_counter() - began


def compare(ours: list[Reading], theirs: list[Reading], examples: list[Example]) -> dict[str, float]:
    """How far two networks agree: share of equal spans, median and largest logit differences, F1 of each."""
    same = [(a.start, a.end) == (b.start, b.end) for a, b in zip(ours, theirs, strict=True)]
    margin = np.abs([a.margin - b.margin for a, b in zip(ours, theirs, strict=True)])
    relevance = np.abs([a.relevance - b.relevance for a, b in zip(ours, theirs, strict=True)])
    scores = [
        np.mean(
            [
                best_scores(e.context[r.start : r.end], [e.context[a:b] for a, b in e.spans])[1]
                for e, r in zip(examples, readings, strict=True)
                if e.spans
            ]
        )
        for readings in (ours, theirs)
    ]
    return {
        "same_span": round(float(np.mean(same)), 4),
        "margin_median": round(float(np.median(margin)), 5),
        "margin_largest": round(float(margin.max()), 5),
        "relevance_largest": round(float(relevance.max()), 5),
        "f1_reference": round(100 * float(scores[0]), 2),
        "f1": round(100 * float(scores[1]), 2),
    }


def describe(path: Path) -> dict[str, Any]:
    """Size in bytes and sha256 of a file."""
    return {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--compare", type=Path, required=True, help="questions on which the networks are compared")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--narrow", action="store_true", help="7-bit weights, for processors without VNNI")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "config.json"):
        shutil.copyfile(args.checkpoint / name, args.out / name)
    whole = write_float32(args.checkpoint, args.out)
    small = write_int8(whole, args.out, args.narrow)
    half = write_float16(args.checkpoint, args.out)
    examples = read_examples(args.compare)[: args.sample]
    reference, seconds = read_with(args.checkpoint, args.out, examples, args.threads)
    report: dict[str, Any] = {"questions": len(examples), "torch_seconds": round(seconds, 2)}
    for path in (whole, small):
        readings, seconds = read_with(path, args.out, examples, args.threads)
        agreement = compare(reference, readings, examples)
        report[path.name] = describe(path) | agreement | {"seconds": round(seconds, 2)}
    report[half.name] = describe(half)
    (args.out / "export.json").write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
