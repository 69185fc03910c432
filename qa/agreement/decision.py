"""Question and two statements → whether they say the same, differ, or speak of other things.

Two logistic functions over the features weigh it: one says how likely the two speak of other things, the other, if
they do not, how likely they differ. Their weights stand in weights.json and are fitted by `qa.training.agreement`.
Nothing is called the same, or a difference, by weight alone: some feature has to show it, and none may rule it out.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from index.search import lexical
from qa.agreement.datatypes import Statement
from qa.agreement.features import NAMES, features
from qa.language.forms import is_open

SAME_FROM = 0.6
DIFFER_FROM = 0.59
"""The probabilities from which it is said: a false "2 documents say so", or "your documents differ", costs more than
silence. See CONTRIBUTING for what they give on pairs that neither a fit nor a word list has seen."""

_RULES_OUT_ANY = ("strayed", "other_year", "times_apart", "other_name", "says_question", "figures_of_other_kind")
_SHOWS_SAME = ("figures_agree", "dates_agree", "names_equal", "answers_equal", "ends_shared")
_RULES_OUT_SAME = (
    *("figures_conflict", "dates_conflict", "names_apart", "ends_opposed", "negated_twin", "yes_and_no"),
    *("modality_apart", "strength_apart"),
)
_SHOWS_DIFFERENCE = (
    *("figures_conflict", "dates_conflict", "names_apart", "ends_opposed", "negated_twin", "words_apart"),
    *("modality_apart", "yes_and_no"),
)
_SHOWS_DIFFERENCE_OF_OPEN = ("figures_conflict", "dates_conflict")
"""What shows it where several different answers can all be right: that one lists what another denies shows nothing."""
_MOSTLY_SHARED = 0.5  # of the answers' words: a guess


Weights = dict[str, dict[str, float]]
"""Of each function, "differ" and "other": its intercept, and a weight by feature."""


class Relation(Enum):
    """How two statements stand to each other as answers to one question."""

    SAME = "same"
    DIFFER = "differ"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Decision:
    """A relation with its probability, 0 to 1, and the features that show it, strongest first."""

    relation: Relation
    probability: float
    shown_by: tuple[str, ...] = ()


def decide(question: str, one: Statement, other: Statement, weights: Weights | None = None) -> Decision:
    """The relation of two statements; OTHER also where nothing shows one of the others.

    `weights` replaces those in the package.
    """
    if lexical.words(one.quote) == lexical.words(other.quote) and one.answer == other.answer:
        return Decision(Relation.SAME, 1.0, ("answers_equal",))
    values = dict(zip(NAMES, features(question, one, other), strict=True))
    differ, others = (_probability((weights or _weights())[head], values) for head in ("differ", "other"))
    same, apart = (1 - others) * (1 - differ), (1 - others) * differ
    if any(values[name] for name in _RULES_OUT_ANY):
        return Decision(Relation.OTHER, others)
    showing = _SHOWS_DIFFERENCE_OF_OPEN if is_open(question) else _SHOWS_DIFFERENCE
    shown = tuple(name for name in showing if values[name])
    if apart >= DIFFER_FROM and shown:
        return Decision(Relation.DIFFER, apart, shown)
    shown = tuple(name for name in _SHOWS_SAME if values[name])
    shown = shown or ("words_shared",) * (values["words_shared"] >= _MOSTLY_SHARED)
    if shown and same >= SAME_FROM and not any(values[name] for name in _RULES_OUT_SAME):
        return Decision(Relation.SAME, same, shown)
    return Decision(Relation.OTHER, others)


def _probability(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    total = weights["intercept"] + sum(weight * values[name] for name, weight in weights.items() if name in values)
    return 1 / (1 + math.exp(-total))


@cache
def _weights() -> Weights:
    weights: Weights = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    return weights
