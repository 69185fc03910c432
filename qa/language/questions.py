"""Questions in running text: how they begin, what stands before them, how they end."""

import re

LABEL = re.compile(r"^(?:Q|Question)\s*[:.]\s*", re.IGNORECASE)
OPENS_QUESTION = re.compile(r"^(?:who|what|when|where|why|how|which)\b", re.IGNORECASE)


def asks(text: str) -> bool:
    """Whether a text ends as a question does."""
    return text.endswith(("?", "？"))
