"""Tea for the crew."""

STEEPING_MINUTES = 7  # the crew steeps its tea for seven minutes
