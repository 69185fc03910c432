"""The roles with which English says who somebody is, and questions that ask who has one."""

import re

from qa.language.words import any_of

ROLES = (
    *("founder", "co-founder", "owner", "chief", "boss", "head", "leader", "director", "manager", "CEO", "CTO", "CFO"),
    *("chair(?:man|woman|person)?", "president", "premier", "chancellor", "minister", "secretary", "senator", "mayor"),
    *("governor", "judge", "professor", "scientist", "researcher", "analyst", "author", "editor", "partner"),
)
_HOLDING = (  # verbs of which the holder of a role is the subject
    *("found(?:s|ed)?", "chairs?", "chaired", "heads?", "headed", "wrote", "leads?", "led", "runs?", "ran"),
    *("start(?:s|ed)?", "direct(?:s|ed)?", "creates?", "created", "invent(?:s|ed)?", "owns?", "owned"),
)
INTRODUCES = re.compile(rf"\b{any_of(*ROLES)}\b", re.IGNORECASE)
"""A role in a text."""
ASKS_FOR_HOLDER = re.compile(rf"\bwho(?:'s|’s)?\b.*\b(?:{any_of(*ROLES)}s?|{any_of(*_HOLDING)})\b", re.IGNORECASE)
"""A question that only a person's name can answer: "who founded …", "who is the head of …"."""
