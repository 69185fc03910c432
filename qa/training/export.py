"""A checkpoint as the ONNX file that is shipped, int8, compared with torch on real questions.

    python -m qa.training.export CHECKPOINT --out qa/reading/span/weights --compare squad2_calibration.jsonl.gz

Writes model.onnx, tokenizer.json and model.json into --out, and prints how far int8, float32 ONNX and torch agree.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from safetensors.numpy import load_file

from index.embedding.network import Network
from qa.evaluation.metrics import best_scores
from qa.evaluation.questions import Example, read_examples
from qa.reading.span.spans import Reading, ScoredSpan, SpanFinder
from qa.training.graph import Shape, reader_graph
from qa.training.quantizing import write_int8
from qa.training.sampling import LIMITS, TIME_LIMIT

FLOAT_LAYERS = ("span.", "relevance")
"""Weights that stay float32: the small heads."""


class TorchNetwork:
    """The network of a checkpoint folder, in float32, in torch."""

    def __init__(self, folder: Path) -> None:
        from qa.training.model import load_model

        self._model = load_model(folder).eval()

    def run(self, ids: Sequence[int], segments: Sequence[int], /) -> Sequence[NDArray[np.float32]]:
        """Start, end, relevance of one row."""
        import torch

        with torch.inference_mode():
            given = torch.tensor([ids]), torch.ones(1, len(ids), dtype=torch.long), torch.tensor([segments])
            return [output[0].numpy() for output in self._model(*given)]


def export(checkpoint: Path, out: Path, whole: Path, blocked: tuple[str, ...] = (), narrow: bool = False) -> None:
    """`whole` in float32, and in `out` model.onnx in int8 with its tokenizer.json and model.json.

    Layers whose weights' names contain one of `blocked` are scaled by block, the others by tensor (7 bits if `narrow`).
    """
    out.mkdir(parents=True, exist_ok=True)
    weights = load_file(checkpoint / "model.safetensors")
    shape = Shape.read(checkpoint / "config.json")
    onnx.save(reader_graph(weights, shape), whole)
    mixed = whole.with_suffix(".mixed.onnx")
    onnx.save(reader_graph(weights, shape, blocked), mixed)
    write_int8(mixed, out / "model.onnx", FLOAT_LAYERS, narrow)
    shutil.copyfile(checkpoint / "tokenizer.json", out / "tokenizer.json")
    facts = {
        "name": "quoth-reader",
        "sha256": hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest(),
        "made_from_sha256": hashlib.sha256((checkpoint / "model.safetensors").read_bytes()).hexdigest(),
        "made_by": "python -m qa.training.train, then python -m qa.training.export",
        "licence": "CC-BY-SA-4.0",
        "reading": asdict(LIMITS),
        "time": asdict(TIME_LIMIT),
    }
    (out / "model.json").write_text(json.dumps(facts, indent=1) + "\n")


def read_examples_with(finder: SpanFinder, examples: list[Example]) -> list[Reading]:
    """What a network reads in each example's own passage."""
    return [finder.read(example.question, example.context) for example in examples]


def compare(ours: list[Reading], theirs: list[Reading], examples: list[Example]) -> dict[str, float]:
    """How far `theirs` agree with `ours`: share of equal spans, logit differences, F1 of the answerable questions."""
    best = [(_best(a), _best(b)) for a, b in zip(ours, theirs, strict=True)]
    margin = np.abs([a.margin - b.margin for a, b in best])
    relevance = np.abs([a.relevance - b.relevance for a, b in zip(ours, theirs, strict=True)])
    return {
        "same_span": round(float(np.mean([(a.start, a.end) == (b.start, b.end) for a, b in best])), 4),
        "margin_median": round(float(np.median(margin)), 5),
        "margin_largest": round(float(margin.max()), 5),
        "relevance_largest": round(float(relevance.max()), 5),
        "f1": round(100 * _f1([b for _, b in best], examples), 2),
    }


def _best(reading: Reading) -> ScoredSpan:
    return reading.spans[0] if reading.spans else ScoredSpan(0, 0, 0.0)


def _f1(spans: list[ScoredSpan], examples: list[Example]) -> float:
    return float(
        np.mean(
            [
                best_scores(e.context[s.start : s.end], [e.context[a:b] for a, b in e.spans])[1]
                for e, s in zip(examples, spans, strict=True)
                if e.spans
            ]
        )
    )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--compare", type=Path, help="questions on which the networks are compared")
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--wide", action="store_true", help="8-bit weights instead of 7 where scaled by tensor")
    parser.add_argument("--block-layer", action="append", default=[], help="part of a layer's name, scaled by block")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "reader.onnx"
        export(args.checkpoint, args.out, whole, tuple(args.block_layer), not args.wide)
        report: dict[str, Any] = {"bytes": (args.out / "model.onnx").stat().st_size}
        if args.compare:
            examples = read_examples(args.compare)[: args.sample]
            finder = SpanFinder.from_folder(args.out, TorchNetwork(args.checkpoint))
            reference = read_examples_with(finder, examples)
            for name, path in (("float32", whole), ("int8", args.out / "model.onnx")):
                began = time.perf_counter()
                readings = read_examples_with(SpanFinder.from_folder(args.out, Network(path)), examples)
                seconds = round(time.perf_counter() - began, 2)
                report[name] = compare(reference, readings, examples) | {"seconds": seconds}
            report["torch"] = compare(reference, reference, examples)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
