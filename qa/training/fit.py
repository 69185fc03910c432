"""Fit the reader's sureness: how its evidence adds up to a probability, and where it refuses.

    python -m qa.training.fit MODEL_FOLDER --documents FOLDER --questions FILE.jsonl … --only NAME …

Asks written questions (see qa.evaluation.written), answerable or not, of a library of all the documents, about the
documents named alone, whose questions the network must not have seen. Writes MODEL_FOLDER/calibration.json and prints
what each document's questions get from weights fitted on the other documents.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.passage_index import PassageIndex
from qa.answering import PASSAGES_READ
from qa.citing import cite
from qa.datatypes import Extraction
from qa.evaluation.accepting import gives, lit
from qa.evaluation.written import WrittenQuestion, is_right, read_written
from qa.language.forms import takes_sentences
from qa.reading.calibration import Floats, logistic
from qa.reading.span.evidence import NAMES, evidence
from qa.reading.span.finder import SpanFinder
from qa.reading.span.settling import settled
from qa.reading.span.stretches import stretches
from qa.retrieval import FusedRetriever

NEGATIVE = frozenset({"names_missing", "figures_missing", "other_year", "kind_missing", "person_missing", "unfinished"})
"""Evidence that speaks against a stretch; all other evidence speaks for it. No weight may have the other sign."""
_PENALTY = (
    0.004  # on squared weights of standardised evidence: of 0.0002 to 0.02, what other documents' questions favour
)
REFUSE_BELOW = 1 / 3
"""The line, a sureness: a wrong answer costs half of what a right one gains, and sureness is the chance to be right."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's stretches: their evidence (n, len(NAMES)), whether their lit words answer, or their quotes do."""

    question: WrittenQuestion
    signals: Floats
    strict: Bools
    right: Bools


def asked(
    questions: Sequence[WrittenQuestion], index: PassageIndex, finder: SpanFinder, passages: int
) -> Iterator[Asked]:
    """What the network reads for each question, and what of it is right."""
    retriever, documents = FusedRetriever(index), {each.id: index.document(each.id) for each in index.documents()}
    for question in questions:
        words = question.rewrite or question.question
        hits = retriever.retrieve(words, passages)
        found = stretches(hits, [finder.read(words, hit) for hit in hits], takes_sentences(words))
        kept = [(place, span) for place, stretch in enumerate(found) if (span := settled(words, stretch))]
        if kept:
            signals = evidence(words, index, found)[[place for place, _ in kept]]
            citations = [
                cite(documents[passage.document_id], Extraction(passage, *span, 0.0))
                for passage, span in ((found[place].hit.passage, span) for place, span in kept)
            ]
            right = np.array([is_right(question, citation) for citation in citations])
            strict = right & np.array([gives(lit(citation), question.answers) for citation in citations])
            yield Asked(question, signals, strict, right)


def signed_logistic(signals: Floats, right: Bools, signs: Floats, penalty: float = _PENALTY) -> tuple[Floats, float]:
    """Weights (m,) and bias of the logistic regression of `right` (n,) on `signals` (n, m), by L-BFGS-B.

    A weight has its sign in `signs` (m,), or is 0; signals are standardised for the penalty.
    """
    middle, spread = signals.mean(0), signals.std(0) + 1e-9
    scaled = (signals - middle) / spread

    def loss(values: Floats) -> tuple[float, Floats]:
        logits = scaled @ values[:-1] + values[-1]
        error = logistic(logits) - right
        cost = float(np.mean(np.logaddexp(0.0, logits) - right * logits)) + penalty * float(values[:-1] @ values[:-1])
        return cost, np.append(scaled.T @ error / len(right) + 2 * penalty * values[:-1], error.mean())

    bounds = [(0.0, None) if sign > 0 else (None, 0.0) for sign in signs] + [(None, None)]
    fitted = minimize(loss, np.zeros(signals.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = fitted[:-1] / spread
    return weights, float(fitted[-1] - middle @ weights)


def fit(rows: Sequence[Asked]) -> tuple[Floats, float]:
    """Weights by which strictly right stretches come first, stretched so that the first one's sureness is its chance
    to be right (Platt 1999); and the bias."""
    signs = np.array([-1.0 if name in NEGATIVE else 1.0 for name in NAMES])
    signals, strict = np.concatenate([row.signals for row in rows]), np.concatenate([row.strict for row in rows])
    weights, bias = signed_logistic(signals, strict, signs)
    firsts = [(row.signals @ weights + bias, row.right) for row in rows]
    logits = np.array([[values.max()] for values, _ in firsts])
    right = np.array([marks[int(values.argmax())] for values, marks in firsts])
    slope, shift = signed_logistic(logits, right, np.ones(1), penalty=1e-4)
    return weights * slope[0], float(bias * slope[0] + shift)


def held_out(rows: Sequence[Asked]) -> list[tuple[float, bool, bool]]:
    """(sureness, strict, right) of each question's first stretch, by weights fitted on the other documents."""
    firsts: dict[str, tuple[float, bool, bool]] = {}
    for name in sorted({row.question.document for row in rows}):
        weights, bias = fit([row for row in rows if row.question.document != name])
        for row in rows:
            if row.question.document == name:
                logits = row.signals @ weights + bias
                best = int(logits.argmax())
                firsts[row.question.id] = (float(logistic(logits[best])), bool(row.strict[best]), bool(row.right[best]))
    return [firsts[row.question.id] for row in rows]


def summary(rows: Sequence[Asked], firsts: Sequence[tuple[float, bool, bool]], line: float) -> dict[str, Any]:
    """Shares over the questions, refusing below `line` and never."""
    sure, strict, right = (np.array(column, dtype=np.float64) for column in zip(*firsts, strict=True))
    answerable = np.array([bool(row.question.answers) for row in rows])
    kept, refused = sure >= line, sure < line
    return {
        "questions": len(rows),
        "strict": [round(float((strict * kept)[answerable].mean()), 3), round(float(strict[answerable].mean()), 3)],
        "right": [round(float((right * kept)[answerable].mean()), 3), round(float(right[answerable].mean()), 3)],
        "refusal_precision": round(float((refused & ~answerable).sum() / max(1, refused.sum())), 3),
        "refusal_recall": round(float((refused & ~answerable).sum() / max(1, (~answerable).sum())), 3),
        "calibration_error_of_answered": round(_error(sure[kept], right[kept]), 3),
    }


def _error(sure: Floats, right: Floats) -> float:
    """Expected calibration error in ten bins (Guo et al. 2017)."""
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [abs(float(sure[bins == b].mean() - right[bins == b].mean())) * float((bins == b).mean()) for b in set(bins)]
    return float(sum(gaps))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder of model.onnx, tokenizer.json and model.json")
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--only", nargs="+", required=True, help="names of the documents to ask about")
    parser.add_argument("--passages", type=int, default=PASSAGES_READ)
    args = parser.parse_args()
    questions = [question for path in args.questions for question in read_written(path)]
    index = PassageIndex.from_folder(args.documents)
    finder = SpanFinder.from_folder(args.model)
    chosen = [question for question in questions if question.document in args.only]
    rows = list(asked(chosen, index, finder, args.passages))
    index.close()
    firsts = held_out(rows)
    weights, bias = fit(rows)
    report = summary(rows, firsts, REFUSE_BELOW)
    made = {
        "weights": {name: round(float(weight), 5) for name, weight in zip(NAMES, weights, strict=True)},
        "bias": round(bias, 5),
        "refuse_below": round(REFUSE_BELOW, 4),
        "made_by": "python -m qa.training.fit",
        "documents": sorted(args.only),
        "on_the_other_documents": report,
    }
    (args.model / "calibration.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
