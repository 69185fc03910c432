"""Documents → example questions that they answer rightly, each drawn from one sentence and tried before it is shown."""

from qa.suggesting.datatypes import Suggestion
from qa.suggesting.trying import related, suggest

__all__ = ["Suggestion", "related", "suggest"]
