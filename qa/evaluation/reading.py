"""Reading and refusing, measured with the gold passage given.

    python -m qa.evaluation.reading MODEL FILE... [--sample 500] [--calibrate squad2_calibration.jsonl.gz]

MODEL is a checkpoint folder or an .onnx file beside its tokenizer.json. The last line printed is one JSON object, a
key a file: em, f1 in percent at the calibrated threshold, and at the file's own best threshold (best_…).
"""

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qa.evaluation import metrics
from qa.evaluation.calibration import Calibration, fit_calibration, held_out_halves
from qa.evaluation.metrics import Floats
from qa.evaluation.networks import load_network
from qa.evaluation.spans import Network, Reading, read_all
from qa.training.data import Example, read_examples
from qa.training.windows import Windower, load_tokenizer


@dataclass(frozen=True, slots=True)
class Scored:
    """Readings of a file and their scores, each float array (n,): EM, F1, 1 where the question has an answer."""

    readings: list[Reading]
    em: Floats
    f1: Floats
    answerable: Floats
    seconds: float


def score_file(network: Network, windower: Windower, examples: list[Example], width: int, stride: int) -> Scored:
    """Read every example's own passage and score the best span, refusing nothing yet."""
    began = time.perf_counter()
    pairs = [(example.question, example.context) for example in examples]
    readings = read_all(network, windower, pairs, width, stride)
    seconds = time.perf_counter() - began
    scores = [
        metrics.best_scores(e.context[r.start : r.end], [e.context[a:b] for a, b in e.spans])
        for e, r in zip(examples, readings, strict=True)
    ]
    em, f1 = np.array(scores, dtype=np.float64).reshape(-1, 2).T
    answerable = np.array([float(bool(example.spans)) for example in examples])
    return Scored(readings, em, f1, answerable, seconds)


def rounded(value: float) -> float | None:
    """Four decimals; None for nan, which JSON has no word for."""
    return None if math.isnan(value) else round(value, 4)


def percent(values: Floats) -> float | None:
    """Mean in percent, two decimals; None of nothing."""
    return round(100 * float(values.mean()), 2) if len(values) else None


def summarise(scored: Scored, calibration: Calibration | None) -> dict[str, Any]:
    """The figures of one file; those at a threshold only where a calibration is given."""
    answerable = scored.answerable
    has = answerable == 1.0
    margin = np.array([reading.margin for reading in scored.readings])
    relevance = np.array([reading.relevance for reading in scored.readings])
    report: dict[str, Any] = {
        "questions": len(answerable),
        "unanswerable": int(np.sum(1 - answerable)),
        "span_em": percent(scored.em[has]),
        "span_f1": percent(scored.f1[has]),
        "span_f1_interval": [round(100 * v, 2) for v in metrics.bootstrap_interval(scored.f1[has])],
        "auroc_margin": rounded(metrics.auroc(margin, answerable)),
        "auroc_relevance": rounded(metrics.auroc(relevance, answerable)),
        "questions_per_second": round(len(answerable) / scored.seconds, 1),
    }
    if calibration is None:
        return report
    confidence = calibration.confidence(scored.readings)
    scores = metrics.scores_at(calibration.threshold, confidence, scored.f1, answerable)
    exact = metrics.scores_at(calibration.threshold, confidence, scored.em, answerable)
    precision, recall = metrics.refusal_scores((confidence < calibration.threshold).astype(float), answerable)
    return report | {
        "em": percent(exact),
        "f1": percent(scores),
        "f1_interval": [round(100 * v, 2) for v in metrics.bootstrap_interval(scores)],
        "has_f1": percent(scores[has]),
        "no_f1": percent(scores[~has]),
        "best_f1": round(100 * metrics.best_threshold(confidence, scored.f1, answerable)[1], 2),
        "refusal_precision": rounded(precision),
        "refusal_recall": rounded(recall),
        "auroc": rounded(metrics.auroc(confidence, answerable)),
        "ece": rounded(metrics.expected_calibration_error(confidence, answerable)),
    }


def drawn(examples: list[Example], count: int, seed: int) -> list[Example]:
    """`count` examples in an order drawn with `seed`; all of them for 0."""
    shuffled = list(examples)
    random.Random(seed).shuffle(shuffled)
    return shuffled[: count or None]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--sample", type=int, default=0, help="questions a file, drawn with --seed; 0 for all")
    parser.add_argument("--calibrate", type=Path, help="labelled questions; half of their passages set the threshold")
    parser.add_argument("--calibration-sample", type=int, default=0, help="questions of each half; 0 for all")
    parser.add_argument("--calibration-out", type=Path, help="write the calibration here as JSON")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--stride", type=int, default=128)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=13)
    return parser.parse_args()


def main() -> None:
    """The command."""
    args = arguments()
    network, folder = load_network(args.model, args.threads)
    windower = Windower(load_tokenizer(folder))

    def score(examples: list[Example], count: int) -> Scored:
        return score_file(network, windower, drawn(examples, count, args.seed), args.width, args.stride)

    report: dict[str, Any] = {}
    calibration = None
    if args.calibrate:
        fitting, held_out = held_out_halves(read_examples(args.calibrate), args.seed)
        fitted = score(fitting, args.calibration_sample)
        calibration = fit_calibration(fitted.readings, fitted.f1, fitted.answerable)
        if args.calibration_out:
            args.calibration_out.write_text(json.dumps(calibration.to_dict(), indent=1) + "\n")
        measured = score(held_out, args.calibration_sample)
        report["calibration (held-out half)"] = summarise(measured, calibration)
    for path in args.files:
        report[path.name] = summarise(score(read_examples(path), args.sample), calibration)
    print(json.dumps(report))


if __name__ == "__main__":
    main()
