"""The roles by which English text says who somebody is, and questions that ask for the holder of one."""

import re

from qa.language.words import any_of

ROLES = (
    *("founder", "co-founder", "chief", "head", "director", "chair(?:man|woman|person)?", "president", "premier"),
    *("minister", "professor", "partner", "scientist", "author", "CEO", "CTO", "CFO", "leader", "manager", "analyst"),
    "researcher",
)
_INTRODUCING = (
    *("founder", "chief", "head", "director", "chair(?:man|woman)?", "president", "minister", "professor", "partner"),
    *("scientist", "author", "CEO", "CTO"),
)
INTRODUCES = re.compile(rf"\b{any_of(*_INTRODUCING)}\b")
"""A role in a text, as it is written there."""
ASKS_FOR_HOLDER = re.compile(
    r"\bwho(?:'s|’s)?\b.*\b(?:found\w*|chair\w*|ceo|cto|head\w*|author|wrote|leads?|leader|led|boss|runs?|ran|start\w*|chief|"
    r"direct\w+|president|minister|created?|invented|owns?|owner|scientist|partner)\b",
    re.IGNORECASE,
)
"""A question that only a person's name answers: "who founded …", "who is the head of …"."""
