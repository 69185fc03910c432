"""What became of written questions, and the figures over many of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qa.confidence import LABELS
from qa.evaluation.metrics import Floats
from qa.evaluation.outcomes import calibration, interval, quantiles, refusals, share
from qa.evaluation.stages import Stage

_SHARES = ("strict", "right", "any_finding", "right_document", "answered")
_WITH_INTERVAL = ("strict", "right")


@dataclass(frozen=True, slots=True)
class WrittenOutcome:
    """What became of a question. `strict`: the lit words answer; `right`: they or the quote around them do.

    `stage` lost it, None where it is right or rightly refused. `asked` is the question made to stand alone, `gold` the
    first accepted answer, `got` the words lit, `closest` those that a refusal showed first, `answered_from` the file
    of `got`. `lit_f1` is the token F1 of `got` and the nearest accepted answer. `passage_read`: whether a passage that
    answers was read; None where nothing answers.
    """

    id: str
    kind: str
    stage: str | None
    confidence: float
    question: str
    asked: str
    gold: str
    got: str
    closest: str
    document: str
    answered_from: str
    answerable: bool
    answered: bool
    strict: bool
    right: bool
    lit_f1: float
    right_document: bool
    any_finding: bool
    passage_read: bool | None
    ms: float


def written_summary(outcomes: Sequence[WrittenOutcome]) -> dict[str, Any]:
    """Shares 0 to 1 with 95 % bootstrap intervals, by kind too; refusals; calibration of what was answered; `lost`: how
    many questions each stage lost; `wrongly_answered`: unanswerable and answered, of these `elsewhere` from a document
    other than the one that the question is about."""
    asked = [outcome for outcome in outcomes if outcome.answerable]
    wrongly = [outcome for outcome in outcomes if outcome.answered and not outcome.answerable]
    kinds = sorted({outcome.kind for outcome in asked})
    read = _values(asked, lambda outcome: bool(outcome.passage_read))
    return {
        "questions": len(outcomes),
        "answerable": len(asked),
        **_shares(asked),
        "lit_f1": share(_values(asked, lambda outcome: outcome.lit_f1)),
        **refusals(
            _values(outcomes, lambda outcome: not outcome.answered),
            _values(outcomes, lambda outcome: outcome.answerable),
        ),
        "passage_read": share(read),
        "passage_read_interval": interval(read),
        "wrongly_answered": len(wrongly),
        "elsewhere": sum(not outcome.right_document for outcome in wrongly),
        **calibration(*sureness(outcomes)),
        "labels": _labels(*sureness(outcomes)),
        "lost": {stage.value: sum(outcome.stage == stage for outcome in outcomes) for stage in Stage},
        "kinds": {kind: _shares([outcome for outcome in asked if outcome.kind == kind]) for kind in kinds},
        **quantiles("", [outcome.ms for outcome in outcomes]),
    }


def sureness(outcomes: Sequence[WrittenOutcome]) -> tuple[Floats, Floats]:
    """The confidence of each answer, (n,), and whether it is right, (n,); refusals are left out."""
    answered = [outcome for outcome in outcomes if outcome.answered]
    return _values(answered, lambda outcome: outcome.confidence), _values(answered, lambda outcome: outcome.right)


def _values(outcomes: Sequence[WrittenOutcome], value: Callable[[WrittenOutcome], float]) -> Floats:
    return np.array([float(value(outcome)) for outcome in outcomes])


def _shares(outcomes: Sequence[WrittenOutcome]) -> dict[str, Any]:
    figures: dict[str, Any] = {"n": len(outcomes)}
    for name in _SHARES:
        values = np.array([float(getattr(outcome, name)) for outcome in outcomes])
        figures[name] = share(values)
        if name in _WITH_INTERVAL:
            figures[f"{name}_interval"] = interval(values)
    return figures


def _labels(confidence: Floats, right: Floats) -> dict[str, Any]:
    """How many answers have each label, and how many of these are right."""
    labels, below = {}, np.inf
    for line, label in LABELS:
        inside = right[(confidence >= line) & (confidence < below)]
        labels[label] = {"n": len(inside), "right": share(inside), "right_interval": interval(inside)}
        below = line
    return labels
