"""How sure an answer is, in words: the one place that has the lines between them."""

from qa.datatypes import Finding

LABELS = ((0.85, "very likely"), (0.6, "likely"), (0.0, "possibly"))
"""The least confidence, 0 to 1, for each label, highest first; `quoth eval written` counts how often each is right."""


def sureness_words(finding: Finding) -> str:
    """How sure a finding is, in words; empty where these would mislead: its quote lacks the kind of thing asked for."""
    return confidence_words(finding.confidence) if finding.gives_asked else ""


def confidence_words(confidence: float) -> str:
    """A probability, 0 to 1, in words."""
    return next((words for line, words in LABELS if confidence >= line), LABELS[-1][1])
