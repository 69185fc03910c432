"""Fits the weights of `SentenceReader`: python -m qa.training.sentence_reader FILE.jsonl.gz …

Each line of a file is {"id", "question", "context", "answers": [{"text", "answer_start"}]}; no answers means that the
context does not answer. All contexts together are the library, so every sentence is weighed as it is met in use:
among those that retrieval brings. Writes `qa/sentence_reader.json`: weights, bias, refusal line, and how they were made.
"""

import argparse
import gzip
import hashlib
import json
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from index.passage_index import PassageIndex
from qa.reading import MOST_READ, candidates
from qa.retrieval import FusedRetriever
from qa.signals import NAMES, SignalReader

_PASSAGES = 10
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates: signals (n, len(NAMES)), labels (n,) in {0, 1}, and whether it has an answer at all."""

    signals: Array
    labels: Array
    answerable: bool


def questions(paths: list[Path], most: int, seed: int) -> list[dict[str, Any]]:
    """At most `most` questions of each file, chosen by seed."""
    chosen: list[dict[str, Any]] = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines]
        random.Random(seed).shuffle(found)
        chosen += found[:most]
    return chosen


def examples(asked: list[dict[str, Any]], folder: Path) -> list[Example]:
    """Every question asked of the library of all contexts."""
    names: dict[str, str] = {}
    for each in asked:
        name = hashlib.sha256(each["context"].encode()).hexdigest()[:16] + ".txt"
        names[each["context"]] = name
        (folder / name).write_text(each["context"], encoding="utf-8", newline="")
    index = PassageIndex.from_folder(folder)
    paths = {summary.id: Path(summary.path).name for summary in index.documents()}
    retriever, reader = FusedRetriever(index), SignalReader(index)
    found = []
    for done, each in enumerate(asked):
        hits = retriever.retrieve(each["question"], _PASSAGES)
        choices = candidates(index, [hit.passage for hit in hits])
        choices = reader.promising(each["question"], choices, MOST_READ)
        if choices:
            home = names[each["context"]]
            labels = [_label(each, paths[c.passage.document_id] == home, c.passage.start + c.start, c) for c in choices]
            kept = np.array(labels) >= 0
            signals = reader.read(each["question"], choices)[kept]
            found.append(Example(signals, np.array(labels, dtype=float)[kept], bool(each["answers"])))
            away = kept & np.array([paths[c.passage.document_id] != home for c in choices])
            if each["answers"] and away.any():
                signals = reader.read(each["question"], [c for c, far in zip(choices, away, strict=True) if far])
                found.append(Example(signals, np.zeros(len(signals)), False))
        if done % 100 == 0:
            print(f"{done} of {len(asked)} questions", flush=True)  # noqa: T201
    index.close()
    return found


def _label(question: dict[str, Any], at_home: bool, start: int, candidate: Any) -> int:
    """1 for a sentence that holds an answer where it was marked, 0 for others, −1 for an answer's words elsewhere."""
    end = start + candidate.end - candidate.start
    for answer in question["answers"]:
        if at_home and start < answer["answer_start"] + len(answer["text"]) and answer["answer_start"] < end:
            return 1
        if not at_home and answer["text"].casefold() in candidate.text.casefold():
            return -1
    return 0


def fit(found: list[Example]) -> tuple[dict[str, float], float, float]:
    """Weights by name, bias, and the line that best parts right first answers from the rest."""
    signals = np.concatenate([each.signals for each in found])
    labels = np.concatenate([each.labels for each in found])
    scale = signals.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=2000).fit(signals / scale, labels)
    weights, bias = model.coef_[0] / scale, float(model.intercept_[0])
    best = [(float(np.max(each.signals @ weights + bias)), each) for each in found]
    right = np.array([each.labels[int(np.argmax(each.signals @ weights + bias))] for _, each in best])
    tops = 1 / (1 + np.exp(-np.array([score for score, _ in best])))
    lines = np.linspace(0.02, 0.9, 89)
    gains = [np.mean(np.where(tops >= line, right, [not each.answerable for _, each in best])) for line in lines]
    return dict(zip(NAMES, map(float, weights), strict=True)), bias, float(lines[int(np.argmax(gains))])


def report(found: list[Example], weights: dict[str, float], bias: float, line: float) -> dict[str, float]:
    """What the fitted reader gets right on questions that it was not fitted on."""
    vector = np.array([weights[name] for name in NAMES])
    scores = [1 / (1 + np.exp(-(each.signals @ vector + bias))) for each in found]
    first = np.array([each.labels[int(np.argmax(s))] for each, s in zip(found, scores, strict=True)])
    tops = np.array([float(np.max(s)) for s in scores])
    able = np.array([each.answerable for each in found])
    refused = tops < line
    return {
        "questions": len(found),
        "right_first_sentence": float(first[able].mean()),
        "refusal_precision": float((~able)[refused].mean()) if refused.any() else 0.0,
        "refusal_recall": float(refused[~able].mean()) if (~able).any() else 0.0,
        "answered_of_answerable": float((~refused)[able].mean()),
    }


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=1500, help="questions taken of each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[1] / "sentence_reader.json")
    options = parser.parse_args()
    asked = questions(options.files, options.most, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        found = examples(asked, Path(folder))
    random.Random(options.seed).shuffle(found)
    held_out = len(found) // 4
    weights, bias, line = fit(found[held_out:])
    measured = report(found[:held_out], weights, bias, line)
    made = {
        "weights": {name: round(value, 4) for name, value in weights.items()},
        "bias": round(bias, 4),
        "refuse_below": round(line, 3),
        "made_from": [path.name for path in options.files],
        "most_of_each": options.most,
        "seed": options.seed,
        "held_out": {name: round(value, 3) for name, value in measured.items()},
    }
    options.output.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(made, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
