"""How much a network reads, from the `model.json` next to its weights."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import ModelError

FILE_NAME = "model.json"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a network reads at once, as it was trained; all but `spans` count its own tokens.

    `question_tokens` of a question and `context_tokens` of a passage's context are read; a passage is read in windows
    of `window_tokens`, each `stride_tokens` after the previous one; an answer has at most `answer_tokens`; `spans` are
    kept per passage.
    """

    question_tokens: int
    window_tokens: int
    stride_tokens: int
    answer_tokens: int
    spans: int
    context_tokens: int = 0


def read_limits(folder: Path) -> Limits:
    """The limits in a folder's model.json. Raises ModelError if it is missing or damaged."""
    path = folder / FILE_NAME
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Limits(**facts["reading"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The settings {path} could not be read: {error!r}. Reinstall Quoth.") from error
