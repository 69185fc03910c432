"""A deep checkpoint as the ONNX file that is shipped.

    python -m qa.training.deep.export RUN/checkpoint.pt --start FOLDER --out qa/reading/span/deep

Writes model.onnx (int8), tokenizer.json and model.json, and prints how far int8 and torch differ on random rows.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch

from qa.training.deep.graph import deep_graph
from qa.training.graph import Shape, Weights
from qa.training.quantizing import write_int8

FLOAT_LAYERS = ("span.", "relevance", "helps")
"""Weights that stay float32: the small heads."""


def read_checkpoint(path: Path) -> tuple[Weights, int]:
    """The weights in a checkpoint, float32 by name, and how many rows they have seen."""
    state = torch.load(path, weights_only=True, map_location="cpu", mmap=True)
    return {name: value.float().numpy() for name, value in state["model"].items()}, int(state["seen"])


def export(checkpoint: Path, start: Path, out: Path) -> None:
    """Writes model.onnx, tokenizer.json and model.json into `out`; `start` is the encoder that training began from."""
    weights, seen = read_checkpoint(checkpoint)
    config = json.loads((start / "config.json").read_text(encoding="utf-8"))
    layers = 1 + max(int(name.split(".")[3]) for name in weights if name.startswith("encoder.encoder.layer."))
    shape = Shape(layers, config["num_attention_heads"], float(config["layer_norm_eps"]))
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "deep.onnx"
        onnx.save(deep_graph(weights, shape), whole)
        write_int8(whole, out / "model.onnx", FLOAT_LAYERS, narrow=True)
    shutil.copyfile(start / "tokenizer.json", out / "tokenizer.json")
    facts = {
        "name": "quoth-deep-reader",
        "sha256": hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest(),
        "layers": layers,
        "rows_seen": seen,
        "made_by": "python -m qa.training.deep.train, then python -m qa.training.deep.export",
        "licence": "CC-BY-SA-4.0",
    }
    (out / "model.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def difference(checkpoint: Path, model: Path, start: Path, rows: int = 20, length: int = 200) -> dict[str, float]:
    """The largest difference of each output between torch in float32 and the file, over random rows."""
    import onnxruntime

    from qa.training.deep.model import start_deep

    weights, _ = read_checkpoint(checkpoint)
    layers = json.loads((model.parent / "model.json").read_text(encoding="utf-8"))["layers"]
    network = start_deep(start, layers).eval()
    network.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
    session = onnxruntime.InferenceSession(str(model))
    rng, largest = np.random.default_rng(13), {"start": 0.0, "end": 0.0, "helps": 0.0, "relevance": 0.0}
    for _ in range(rows):
        ids = rng.integers(5, 30_000, (1, length))
        with torch.inference_mode():
            ours = network(torch.from_numpy(ids), torch.ones_like(torch.from_numpy(ids)))
        theirs = session.run(None, {"input_ids": ids})
        for name, one, other in zip(largest, ours, theirs, strict=True):
            largest[name] = max(largest[name], float(np.abs(one.numpy() - other).max()))
    return {name: round(value, 4) for name, value in largest.items()}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--start", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    export(args.checkpoint, args.start, args.out)
    report = {"bytes": (args.out / "model.onnx").stat().st_size}
    print(json.dumps(report | difference(args.checkpoint, args.out / "model.onnx", args.start), indent=1))


if __name__ == "__main__":
    main()
