"""Fits the weights of `SentenceReader`: python -m qa.training.sentence_reader FILE.jsonl.gz --dataset NAME …

Each line of a file is {"id", "question", "context", "answers": [{"text", "answer_start"}]}; no answers means that the
context does not answer. All contexts together are the library, so every sentence is weighed as it is in use, among
those that retrieval returns; and each answerable question is asked again without its own document, which makes it one
that the documents nearly answer. Writes qa/reading/sentence/weights.json: weights, bias, refusal line, how they were
made, and the settings that were there.
"""

import argparse
import gzip
import hashlib
import json
import random
import shlex
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.passage_index import PassageIndex
from qa.answering import PASSAGES_READ
from qa.reading.calibration import logistic
from qa.reading.candidates import Candidate, candidates
from qa.reading.sentence.reader import WEIGHTS, read_settings
from qa.reading.sentence.signals import NAMES, SignalReader
from qa.retrieval import FusedRetriever
from qa.training.fitting import fit_logistic

_FRONT = 5  # sentences of each question in the second fit
# What the questions of SQuAD and NQ teach too weakly, being asked of a passage that is about them: in a folder, a
# sentence without the name, year, figure or person that was asked for is next to never the answer, and one that says
# what a subject is nearly always.
PRIOR = {"names_missing": -2.0, "figures_missing": -3.0, "other_year": -3.0, "person_missing": -2.0}
PRIOR |= {"kind_missing": -2.0, "unfinished": -2.0, "definition_held": 1.5}
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelledCandidates:
    """A question's candidates: signals (n, len(NAMES)), labels (n,) in {0, 1}, and whether it has an answer at all."""

    signals: Array
    labels: Array
    answerable: bool


def questions(path: Path, datasets: list[str], most: int, seed: int) -> list[dict[str, Any]]:
    """At most `most` questions from each data set in the file, chosen with `seed`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    random.Random(seed).shuffle(records)
    return [record for name in datasets for record in [q for q in records if q["dataset"] == name][:most]]


def examples(asked: list[dict[str, Any]], folder: Path) -> list[LabelledCandidates]:
    """Asks every question of the library of all contexts."""
    names: dict[str, str] = {}
    for question in asked:
        name = hashlib.sha256(question["context"].encode()).hexdigest()[:16] + ".txt"
        names[question["context"]] = name
        (folder / name).write_text(question["context"], encoding="utf-8", newline="")
    index = PassageIndex.from_folder(folder)
    paths = {summary.id: Path(summary.path).name for summary in index.documents()}
    alike, most = read_settings()
    retriever, reader = FusedRetriever(index), SignalReader(index, alike)
    labelled = []
    for done, question in enumerate(asked):
        choices = candidates(retriever.retrieve(question["question"], PASSAGES_READ))
        choices = reader.promising(question["question"], choices, most)
        if choices:
            home = names[question["context"]]
            labels = [_label(question, paths[c.hit.passage.document_id] == home, c) for c in choices]
            kept = np.array(labels) >= 0
            signals = reader.read(question["question"], choices)[kept]
            labelled.append(LabelledCandidates(signals, np.array(labels, dtype=float)[kept], bool(question["answers"])))
            away = kept & np.array([paths[c.hit.passage.document_id] != home for c in choices])
            if question["answers"] and away.any():
                signals = reader.read(question["question"], [c for c, far in zip(choices, away, strict=True) if far])
                labelled.append(LabelledCandidates(signals, np.zeros(len(signals)), False))
        if done % 100 == 0:
            print(f"{done} of {len(asked)} questions", flush=True)
    index.close()
    return labelled


def _label(question: dict[str, Any], at_home: bool, candidate: Candidate) -> int:
    """1 for a sentence that holds an answer where it was marked, 0 for others, −1 for an answer's words elsewhere."""
    start, end = candidate.hit.passage.start + candidate.start, candidate.hit.passage.start + candidate.end
    for answer in question["answers"]:
        if at_home and start < answer["answer_start"] + len(answer["text"]) and answer["answer_start"] < end:
            return 1
        if not at_home and answer["text"].casefold() in candidate.text.casefold():
            return -1
    return 0


def fit(labelled: list[LabelledCandidates]) -> tuple[Array, float]:
    """Weights (len(NAMES),) and bias of the probability that a sentence answers.

    Fitted twice: on all sentences of questions that have an answer, and then on the few that the first fit puts in
    front, of all questions, since only those are ever mistaken for an answer. `PRIOR` is added to the weights.
    """
    able = [example for example in labelled if example.labels.max(initial=0) > 0]
    weights, _ = _regression([example.signals for example in able], [example.labels for example in able])
    signals, labels = [], []
    for example in labelled:
        front = np.argsort(-(example.signals @ weights))[:_FRONT]
        signals.append(example.signals[front])
        labels.append(example.labels[front])
    weights, bias = _regression(signals, labels)
    return weights + np.array([PRIOR.get(name, 0.0) for name in NAMES]), bias


def calibrate(labelled: list[LabelledCandidates], weights: Array, bias: float) -> tuple[Array, float, float]:
    """Weights and bias scaled so that the best score is its chance of being right (Platt 1999), and the line.

    The refusal line is the one with the most right decisions: a right answer, or a refusal where there is none.
    """
    best = [(example, int(np.argmax(example.signals @ weights))) for example in labelled]
    scores = np.array([float(example.signals[place] @ weights + bias) for example, place in best])
    right = np.array([example.labels[place] for example, place in best])
    able = np.array([example.answerable for example in labelled])
    slope, shift = _regression([scores[:, None]], [right])
    scores = logistic(scores * slope[0] + shift)
    lines = np.linspace(0.02, 0.9, 89)
    gains = [np.mean(np.where(scores >= line, right, ~able)) for line in lines]
    return weights * slope[0], bias * slope[0] + shift, float(lines[int(np.argmax(gains))])


def _regression(signals: list[Array], labels: list[Array]) -> tuple[Array, float]:
    """Logistic regression with an L2 penalty on standardised signals."""
    stacked = np.concatenate(signals)
    scale = stacked.std(axis=0) + 1e-9
    weights, bias = fit_logistic(stacked / scale, np.concatenate(labels) > 0)
    return weights / scale, bias


def report(labelled: list[LabelledCandidates], weights: Array, bias: float, line: float) -> dict[str, float]:
    """What the fitted reader gets right on questions that it was not fitted on."""
    scores = [logistic(example.signals @ weights + bias) for example in labelled]
    right = np.array([example.labels[int(np.argmax(score))] for example, score in zip(labelled, scores, strict=True)])
    tops = np.array([float(np.max(score)) for score in scores])
    able = np.array([example.answerable for example in labelled])
    refused = tops < line
    return {
        "questions": len(labelled),
        "right_first_sentence": float(right[able].mean()),
        "refusal_precision": float((~able)[refused].mean()) if refused.any() else 0.0,
        "refusal_recall": float(refused[~able].mean()) if (~able).any() else 0.0,
        "answered_of_answerable": float((~refused)[able].mean()),
    }


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--dataset", action="append", default=[], help="a data set in the file to take questions of")
    parser.add_argument("--most", type=int, default=600, help="questions taken of each data set")
    parser.add_argument("--refuse-below", type=float, help="the refusal line (default: the best on questions held out)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    asked = questions(options.file, options.dataset, options.most, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        labelled = examples(asked, Path(folder))
    random.Random(options.seed).shuffle(labelled)
    quarter = len(labelled) // 4
    weights, bias, line = calibrate(labelled[quarter : 2 * quarter], *fit(labelled[2 * quarter :]))
    measured = report(labelled[:quarter], weights, bias, line)
    made = {
        "weights": {name: round(float(value), 4) for name, value in zip(NAMES, weights, strict=True)},
        "bias": round(bias, 4),
        "refuse_below": round(line if options.refuse_below is None else options.refuse_below, 3),
        **dict(zip(("alike", "sentences"), read_settings(), strict=True)),
        "made_by": shlex.join(["python", "-m", "qa.training.sentence_reader", options.file.name, *sys.argv[2:]]),
        "held_out_best_line": round(line, 3),
        "held_out_at_best_line": {name: round(value, 3) for name, value in measured.items()},
    }
    options.output.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(made, indent=2))


if __name__ == "__main__":
    main()
