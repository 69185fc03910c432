"""An answer scored against the known ones."""

from collections.abc import Sequence

from qa.evaluation.metrics import best_scores, normalise_answer
from qa.evaluation.questions import Example


def score(example: Example, texts: Sequence[str]) -> tuple[float, float]:
    """Exact match and token F1, 0 to 1, of answers given best first; a question without an answer scores 0.

    If every span is required, all `texts` joined are scored against all spans joined; otherwise the first text against
    the span that gives the highest score.
    """
    golds = [example.context[start:end] for start, end in example.spans]
    if not golds or not texts:
        return 0.0, 0.0
    if example.all_required:
        return best_scores(
            " ".join(sorted(texts, key=normalise_answer)), [" ".join(sorted(golds, key=normalise_answer))]
        )
    return best_scores(texts[0], golds)
