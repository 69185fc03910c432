"""Questions over whole documents, asked of a library of all of them: the nearest there is to a person and a folder.

A question is {"id", "document", "kind", "question", "history", "support": [{"quote", "answers"}]}; `document` names a
file that holds each quote once, and a question without support is not answered by its own document.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qa.answering import Answerer
from qa.datatypes import Answer, Citation
from qa.evaluation import metrics
from qa.evaluation.metrics import normalise_answer, token_f1
from qa.evaluation.outcomes import interval, quantiles, rounded, share
from qa.evaluation.questions import read_lines
from qa.retrieval import Retriever

_CLOSE = 0.5  # token F1 with an accepted answer from which words count as giving it
_LONG = 8  # words of an answer from which a quote may lack some of them,
_MOST = 0.8  # if it has this share
LABELS = ((0.85, "very likely"), (0.6, "likely"), (0.0, "possibly"))
"""The words that a confidence is shown with, as in ui/page/rendering.py."""


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question, the file whose document answers it, and the accepted answers; none: nothing answers it."""

    id: str
    kind: str
    document: str
    question: str
    history: tuple[str, ...]
    answers: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenOutcome:
    """What became of a question. `strict`: the lit words answer; `right`: they or the quote around them do.

    `passage_read`: whether a passage that answers was retrieved; None where nothing answers.
    """

    id: str
    kind: str
    answerable: bool
    answered: bool
    confidence: float
    strict: bool
    right: bool
    right_document: bool
    any_finding: bool
    passage_read: bool | None
    text: str
    ms: float


def read_written(path: Path) -> list[WrittenQuestion]:
    """The questions of a file in the written form. Raises KeyError where it is of another form."""
    return [
        WrittenQuestion(
            str(record["id"]),
            record["kind"],
            record["document"],
            record["question"],
            tuple(record.get("history", ())),
            tuple(answer for support in record.get("support", ()) for answer in support["answers"]),
            tuple(support["quote"] for support in record.get("support", ())),
        )
        for record in read_lines(path)
    ]


def ask_written(
    questions: Sequence[WrittenQuestion],
    answerer: Answerer,
    retriever: Retriever,
    passages: int,
    paths: Mapping[str, str],
) -> Iterator[WrittenOutcome]:
    """The outcome of each question; `retriever` finds the `passages` that `answerer` reads, `paths` are by document."""
    for question in questions:
        answer = answerer.ask(question.question, question.history)
        hits = retriever.retrieve(answer.standalone_question, passages)
        yield judged(question, answer, [(paths[hit.passage.document_id], hit.text) for hit in hits])


def judged(question: WrittenQuestion, answer: Answer, passages: Sequence[tuple[str, str]]) -> WrittenOutcome:
    """Whether an answer is right, given the (path, text) of the passages that were read."""
    firsts = [finding.citations[0] for finding in answer.findings]
    first = firsts[0] if firsts else None
    strict = first is not None and _gives(question, first, lit(first))
    read = any(_is_of(question, path) and any(quote in text for quote in question.quotes) for path, text in passages)
    return WrittenOutcome(
        question.id,
        question.kind,
        bool(question.answers),
        answer.answered,
        answer.confidence,
        strict,
        strict or (first is not None and _quotes(question, first)),
        first is not None and _is_of(question, first.path),
        any(_gives(question, each, lit(each)) or _quotes(question, each) for each in firsts),
        read if question.answers else None,
        answer.text,
        answer.timings.get("total", 0.0),
    )


def lit(citation: Citation) -> str:
    """The words of a quote that are lit as the answer."""
    return citation.quote[citation.answer_start - citation.start : citation.answer_end - citation.start]


def _is_of(question: WrittenQuestion, path: str) -> bool:
    return Path(path).name == question.document


def _gives(question: WrittenQuestion, citation: Citation, words: str) -> bool:
    """Whether words of the right document hold an accepted answer, or nearly are one."""
    return _is_of(question, citation.path) and any(
        _holds(words, answer) or token_f1(words, answer) >= _CLOSE for answer in question.answers
    )


def _quotes(question: WrittenQuestion, citation: Citation) -> bool:
    """Whether a quote of the right document holds an accepted answer, or most of the words of a long one."""
    if not _is_of(question, citation.path):
        return False
    quoted = set(normalise_answer(citation.quote).split())
    for answer in question.answers:
        words = normalise_answer(answer).split()
        most = len(words) >= _LONG and sum(word in quoted for word in words) >= _MOST * len(words)
        if most or _holds(citation.quote, answer):
            return True
    return False


def _holds(text: str, answer: str) -> bool:
    wanted = normalise_answer(answer)
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", normalise_answer(text)) is not None


def written_summary(outcomes: Sequence[WrittenOutcome]) -> dict[str, Any]:
    """Shares 0 to 1 with 95 % bootstrap intervals, by kind too; refusals; calibration of what was answered."""
    asked = [each for each in outcomes if each.answerable]
    refused = np.array([float(not each.answered) for each in outcomes])
    precision, recall = metrics.refusal_scores(refused, np.array([float(each.answerable) for each in outcomes]))
    kinds = sorted({each.kind for each in asked})
    return {
        "questions": len(outcomes),
        "answerable": len(asked),
        **_shares(asked),
        "refusal_precision": rounded(precision),
        "refusal_recall": rounded(recall),
        "passage_read": share(np.array([float(bool(each.passage_read)) for each in asked])),
        **_calibration(outcomes),
        "kinds": {kind: _shares([each for each in asked if each.kind == kind]) for kind in kinds},
        **quantiles("", [each.ms for each in outcomes]),
    }


def _shares(outcomes: Sequence[WrittenOutcome]) -> dict[str, Any]:
    figures: dict[str, Any] = {"n": len(outcomes)}
    for name in ("strict", "right", "any_finding", "right_document", "answered"):
        values = np.array([float(getattr(each, name)) for each in outcomes])
        figures[name] = share(values)
        if name in ("strict", "right"):
            figures[f"{name}_interval"] = interval(values)
    return figures


def _calibration(outcomes: Sequence[WrittenOutcome]) -> Mapping[str, Any]:
    """The calibration error (Guo et al. 2017) of what was answered, and how often each label is right."""
    answered = [each for each in outcomes if each.answered]
    if not answered:
        return {"ece": None, "labels": {}}
    confidence = np.array([each.confidence for each in answered])
    right = np.array([float(each.right) for each in answered])
    labels, above = {}, 1.01
    for line, label in LABELS:
        inside = (confidence >= line) & (confidence < above)
        labels[label] = {"n": int(inside.sum()), "right": share(right[inside])}
        above = line
    return {"ece": rounded(metrics.expected_calibration_error(confidence, right)), "labels": labels}
