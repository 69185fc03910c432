"""A checkpoint as the ONNX file that is shipped, int8, compared with torch in float32 on real questions.

    python -m qa.training.export RUN/checkpoint.pt --start FOLDER --out qa/reading/span/weights \
        --compare DATA/train/squad2_calibration.jsonl.gz

Writes model.onnx, tokenizer.json and model.json into --out, and prints how far the two agree.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from index.embedding.network import load_tokenizer
from qa.evaluation.metrics import best_scores
from qa.evaluation.questions import Example, read_examples
from qa.evaluation.reading import GivenTexts
from qa.reading.span.finder import Reading, SpanFinder
from qa.reading.span.spans import ScoredSpan
from qa.reading.span.windows import Windower
from qa.training.graph import reader_graph
from qa.training.graph_writer import Shape
from qa.training.model import start_model
from qa.training.quantizing import write_int8
from qa.training.rows import LIMITS

FLOAT_LAYERS = ("span.", "relevance", "helps")
"""Weights that stay float32: the small heads."""

State = dict[str, torch.Tensor]


class TorchNetwork:
    """The network of a checkpoint, in float32, in torch."""

    def __init__(self, state: State, start: Path) -> None:
        """`start` is the folder of the encoder that training began from."""
        self._model = start_model(start, layers_of(state)).eval()
        self._model.load_state_dict(state)

    def run(self, ids: Sequence[int], /) -> Sequence[NDArray[np.float32]]:
        """Start, end, helps and relevance of one row."""
        with torch.inference_mode():
            row = torch.tensor([ids])
            return [output[0].numpy() for output in self._model(row, torch.ones_like(row))]


def read_checkpoint(path: Path) -> tuple[State, int]:
    """The weights in a checkpoint, float32 by name, and how many rows they have seen."""
    kept = torch.load(path, weights_only=True, map_location="cpu", mmap=True)
    return {name: value.float() for name, value in kept["model"].items()}, int(kept["seen"])


def layers_of(state: State) -> int:
    """How many layers the encoder has."""
    return 1 + max(int(name.split(".")[3]) for name in state if name.startswith("encoder.encoder.layer."))


def export(checkpoint: Path, start: Path, out: Path) -> None:
    """Writes model.onnx, tokenizer.json and model.json into `out`; `start` is the encoder that training began from."""
    state, seen = read_checkpoint(checkpoint)
    shape = replace(Shape.read(start / "config.json"), layers=layers_of(state))
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "reader.onnx"
        onnx.save(reader_graph({name: value.numpy() for name, value in state.items()}, shape), whole)
        write_int8(whole, out / "model.onnx", FLOAT_LAYERS, narrow=True)
    shutil.copyfile(start / "tokenizer.json", out / "tokenizer.json")
    facts = {
        "name": "quoth-reader",
        "sha256": _sha256(out / "model.onnx"),
        "made_from_sha256": _sha256(checkpoint),
        "made_by": "python -m qa.training.train, then python -m qa.training.export",
        "licence": "CC-BY-SA-4.0",
        "layers": shape.layers,
        "rows_seen": seen,
        "reading": asdict(LIMITS),
    }
    (out / "model.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def read_with(finder: SpanFinder, examples: Sequence[Example]) -> list[Reading]:
    """What a network reads in each example's own passage."""
    texts = GivenTexts([example.context for example in examples])
    return [finder.read(example.question, texts.hit(example.context)) for example in examples]


def compare(ours: Sequence[Reading], theirs: Sequence[Reading], examples: Sequence[Example]) -> dict[str, float]:
    """How far `theirs` agree with `ours`: share of equal spans, differences in logits, each one's F1 where answered."""
    best = [(_best(one), _best(other)) for one, other in zip(ours, theirs, strict=True)]
    margin = np.abs([one.margin - other.margin for one, other in best])
    helps = [
        abs(one.helps - other.helps)
        for our, their in zip(ours, theirs, strict=True)
        for one, other in zip(our.sentences, their.sentences, strict=True)
    ]
    relevance = [abs(one.relevance - other.relevance) for one, other in zip(ours, theirs, strict=True)]
    return {
        "same_span": round(float(np.mean([(a.start, a.end) == (b.start, b.end) for a, b in best])), 4),
        "margin_median": round(float(np.median(margin)), 4),
        "margin_largest": round(float(margin.max()), 4),
        "helps_largest": round(max(helps, default=0.0), 4),
        "relevance_largest": round(max(relevance), 4),
        "f1": round(_f1([their for _, their in best], examples), 2),
        "f1_float32": round(_f1([our for our, _ in best], examples), 2),
    }


def _best(reading: Reading) -> ScoredSpan:
    return reading.spans[0] if reading.spans else ScoredSpan(0, 0, 0.0)


def _f1(spans: Sequence[ScoredSpan], examples: Sequence[Example]) -> float:
    """Token F1 over the questions that have an answer, in percent."""
    scores = [
        best_scores(example.context[span.start : span.end], [example.context[a:b] for a, b in example.spans])[1]
        for example, span in zip(examples, spans, strict=True)
        if example.spans
    ]
    return 100 * float(np.mean(scores))


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--start", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--compare", type=Path, help="questions on which int8 and float32 are compared")
    parser.add_argument("--sample", type=int, default=400, help="how many of them, the first ones")
    args = parser.parse_args()
    export(args.checkpoint, args.start, args.out)
    report: dict[str, float] = {"bytes": (args.out / "model.onnx").stat().st_size}
    if args.compare:
        examples = read_examples(args.compare)[: args.sample]
        windower = Windower(load_tokenizer(args.start), LIMITS.question_tokens, LIMITS.context_tokens)
        reference = SpanFinder(TorchNetwork(read_checkpoint(args.checkpoint)[0], args.start), windower, LIMITS)
        shipped = SpanFinder.from_folder(args.out)
        report |= compare(read_with(reference, examples), read_with(shipped, examples), examples)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
