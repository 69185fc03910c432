"""all-MiniLM-L6-v2 in int8 for ONNX Runtime, from its original weights: the built-in embedder.

python -m qa.training.embedder --out index/embedding/models/all-MiniLM-L6-v2-int8
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
from safetensors.numpy import load_file

from index.embedding.embedder import float_model_path
from qa.training.embedder_graph import embedder_graph
from qa.training.graph_writer import Shape
from qa.training.quantizing import write_int8


def write_embedder(source: Path, out: Path, narrow: bool = True) -> Path:
    """model.onnx (int8), tokenizer.json and model.json in `out`, from a sentence-transformers folder (mean pooling)."""
    out.mkdir(parents=True, exist_ok=True)
    weights = load_file(source / "model.safetensors")
    width = weights["embeddings.word_embeddings.weight"].shape[1]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "model.onnx"
        onnx.save(embedder_graph(weights, Shape.read(source / "config.json"), width), whole)
        write_int8(whole, out / "model.onnx", narrow=narrow)
    shutil.copyfile(source / "tokenizer.json", out / "tokenizer.json")
    facts = {
        "name": out.name,
        "sha256": hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest(),
        "made_from_sha256": hashlib.sha256((source / "model.safetensors").read_bytes()).hexdigest(),
        "made_by": f"python -m qa.training.embedder --out index/embedding/models/{out.name}",
        "licence": "Apache-2.0",
    }
    (out / "model.json").write_text(json.dumps(facts, indent=1) + "\n")
    return out / "model.onnx"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, default=float_model_path())
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--wide", action="store_true", help="8-bit weights instead of 7")
    args = parser.parse_args()
    file = write_embedder(args.source, args.out, narrow=not args.wide)
    print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
