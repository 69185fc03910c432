"""Fits the reader's confidence and refusal line on questions that it was not trained on.

    python -m qa.training.calibrate squad2_calibration.jsonl.gz --reader qa/reading/span/weights

Every question is read three ways, as users ask: over a library of all contexts, over that library without its own
document (so that nothing answers), and over its own passage alone. One half of the passages is fitted on: a logistic
regression on the span of the highest margin in each passage gives the weights, and Platt scaling (1999) on the best of
all spans of each question gives the probability that its token F1 is at least one half. The other half is measured.
All of it is written to calibration.json, next to the weights.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.documents.datatypes import Hit, Passage
from index.embedding.embedder import DEFAULT_MODEL
from qa.answering import PASSAGES_READ
from qa.evaluation import metrics
from qa.evaluation.libraries import ContextLibrary, library_of
from qa.evaluation.metrics import Floats
from qa.evaluation.outcomes import RIGHT, rounded
from qa.evaluation.questions import Example, read_examples
from qa.evaluation.scoring import score
from qa.reading.calibration import logistic
from qa.reading.remembering import RememberedVectors
from qa.reading.span.evidence import NAMES, Evidence, FoundSpan, evidence, found_spans
from qa.reading.span.spans import SpanFinder
from qa.retrieval import FusedRetriever
from qa.training.fitting import fit_logistic

WAYS = ("library", "elsewhere", "passage")
_MISLEADING = 3  # one in so many questions written to mislead is kept
_PENALTY = (
    1.0  # keeps the weights of signals that say much the same, as words here and words nearby, from growing apart
)
_HARDLY = 1e-3  # where there is one signal alone and nothing to keep apart


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """What was found for a question, one row per span: evidence (n, len(NAMES)), F1 (n,), and whether it is the span of
    the highest margin in its passage, bool (n,)."""

    way: str
    fitting: bool
    answerable: bool
    rows: Evidence
    f1: Floats
    best: NDArray[np.bool_]


class QuestionReader:
    """Questions put to a library of contexts, with a network that reads."""

    def __init__(self, library: ContextLibrary, finder: SpanFinder, passages: int) -> None:
        self._library = library
        self._finder = finder
        self._passages = passages
        self._retriever = FusedRetriever(library.index)
        self._vectors = RememberedVectors(library.index)

    def ways(self, example: Example) -> Iterator[tuple[str, list[Hit]]]:
        """The hits to read in each way."""
        own = self._library.ids[example.context]
        yield "library", self._retrieved(example.question, None)
        if example.spans:
            others = [document_id for document_id in self._library.ids.values() if document_id != own]
            yield "elsewhere", self._retrieved(example.question, others)
        whole = Passage(-1, own, 0, len(example.context))
        yield "passage", [Hit(whole, example.context, self._library.index.document(own).title, (), 1.0, 1)]

    def _retrieved(self, question: str, documents: Sequence[str] | None) -> list[Hit]:
        return self._retriever.retrieve(question, self._passages, documents)

    def read(self, example: Example, way: str, hits: list[Hit], fitting: bool) -> QuestionReading:
        """Everything that is found in these hits."""
        spans = found_spans(hits, [self._finder.read(example.question, hit.text) for hit in hits])
        answerable = bool(example.spans) and way != "elsewhere"
        quotes = [candidate.hit.text[candidate.span.start : candidate.span.end] for candidate in spans]
        f1 = np.array([score(example, [quote])[1] if answerable else 0.0 for quote in quotes])
        rows = evidence(example.question, self._library.index, self._vectors, spans)
        return QuestionReading(way, fitting, answerable, rows, f1, best_of_each(spans))


def best_of_each(spans: Sequence[FoundSpan]) -> NDArray[np.bool_]:
    """Which spans have the highest margin of their passage, bool (len(spans),)."""
    best: dict[Passage, int] = {}
    for number, candidate in enumerate(spans):
        passage = candidate.hit.passage
        if passage not in best or candidate.span.margin > spans[best[passage]].span.margin:
            best[passage] = number
    return np.isin(np.arange(len(spans)), list(best.values()))


def read_everything(examples: Sequence[Example], reader: QuestionReader, fitting: set[str]) -> list[QuestionReading]:
    """Every example read in every way; those with a context in `fitting` are marked."""
    readings = []
    for example in tqdm(examples, unit="question"):
        for way, hits in reader.ways(example):
            read = reader.read(example, way, hits, example.context in fitting)
            if len(read.rows):
                readings.append(read)
    return readings


def as_asked(reads: Sequence[QuestionReading]) -> list[QuestionReading]:
    """Readings in the proportion in which people ask: of unanswerable questions that look answerable, one in three.

    Half of SQuAD 2.0's questions were written to mislead; most questions that documents do not answer are about
    something else.
    """
    misleading = [reading for reading in reads if not reading.answerable and reading.way != "elsewhere"]
    kept = {id(reading) for reading in misleading[::_MISLEADING]}
    return [reading for reading in reads if reading.answerable or reading.way == "elsewhere" or id(reading) in kept]


def fit(reads: Sequence[QuestionReading]) -> dict[str, Any]:
    """Weights by name, bias and refusal line."""
    rows = np.concatenate([reading.rows[reading.best] for reading in reads])
    right = np.concatenate([reading.f1[reading.best] >= RIGHT for reading in reads])
    weights, bias = fit_logistic(rows, right, _PENALTY)
    logits, f1 = best_logits(reads, weights, bias)
    (scale,), shift = fit_logistic(logits[:, None], f1 >= RIGHT, _HARDLY)
    confidence = logistic(scale * logits + shift)
    answerable = np.array([float(reading.answerable) for reading in reads])
    line, _ = metrics.best_threshold(confidence, f1, answerable)
    return {
        "weights": {name: round(float(scale * value), 5) for name, value in zip(NAMES, weights, strict=True)},
        "bias": round(float(scale * bias + shift), 5),
        "refuse_below": round(line, 3),
    }


def best_logits(reads: Sequence[QuestionReading], weights: Evidence, bias: float) -> tuple[Floats, Floats]:
    """The highest logit of each question, and the F1 of that span."""
    logits = [reading.rows @ weights + bias for reading in reads]
    places = [int(np.argmax(row)) for row in logits]
    best = np.array([row[place] for row, place in zip(logits, places, strict=True)])
    return best, np.array([reading.f1[place] for reading, place in zip(reads, places, strict=True)])


def measure(reads: Sequence[QuestionReading], fitted: dict[str, Any]) -> dict[str, Any]:
    """How good the fitted confidence is, for each way of reading."""
    weights = np.array([fitted["weights"][name] for name in NAMES])
    report = {}
    for way in (*WAYS, "all"):
        chosen = [reading for reading in reads if way in (reading.way, "all")]
        logits, f1 = best_logits(chosen, weights, fitted["bias"])
        confidence = logistic(logits)
        answerable = np.array([float(reading.answerable) for reading in chosen])
        refused = (confidence < fitted["refuse_below"]).astype(float)
        precision, recall = metrics.refusal_scores(refused, answerable)
        scores = metrics.scores_at(fitted["refuse_below"], confidence, f1, answerable)
        report[way] = {
            "questions": len(chosen),
            "f1": round(100 * float(scores.mean()), 2),
            "best_f1": round(100 * metrics.best_threshold(confidence, f1, answerable)[1], 2),
            "span_f1": round(100 * float(f1[answerable == 1].mean()), 2) if answerable.any() else None,
            "refusal_precision": rounded(precision),
            "refusal_recall": rounded(recall),
            "auroc": rounded(metrics.auroc(confidence, answerable)),
            "ece": rounded(metrics.expected_calibration_error(confidence, (f1 >= RIGHT).astype(float))),
        }
    return report


def fitting_half(examples: Sequence[Example], seed: int) -> set[str]:
    """Half of the contexts."""
    contexts = sorted({example.context for example in examples})
    random.Random(seed).shuffle(contexts)
    return set(contexts[: len(contexts) // 2])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument(
        "--reader", type=Path, required=True, help="folder of model.onnx, tokenizer.json and model.json"
    )
    parser.add_argument("--sample", type=int, default=0, help="questions, drawn with --seed; 0 for all")
    parser.add_argument("--passages", type=int, default=PASSAGES_READ)
    parser.add_argument("--refuse-below", type=float, help="the refusal line, instead of that with the best mean F1")
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()
    everything = read_examples(args.questions)
    examples = random.Random(args.seed).sample(everything, args.sample or len(everything))
    finder = SpanFinder.from_folder(args.reader)
    with library_of([example.context for example in everything], DEFAULT_MODEL) as library:
        reader = QuestionReader(library, finder, args.passages)
        reads = read_everything(examples, reader, fitting_half(everything, args.seed))
    fitted = fit(as_asked([example for example in reads if example.fitting]))
    if args.refuse_below is not None:
        fitted["best_line"], fitted["refuse_below"] = fitted["refuse_below"], args.refuse_below
    fitted["data"] = f"{args.questions.name}, {len(examples)} questions, half of the passages fitted on"
    fitted["held_out"] = measure([example for example in reads if not example.fitting], fitted)
    (args.reader / "calibration.json").write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(fitted, indent=1))


if __name__ == "__main__":
    main()
