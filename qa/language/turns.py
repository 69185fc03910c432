"""How English refers back to what was said: openings, pronouns, demonstratives; and clauses that do not."""

import re

OPENING = re.compile(r"^\W*(?:(?:and|but|so|or|then|also|ok(?:ay)?|well|now)\b[\s,]*)+", re.IGNORECASE)
WHAT_ABOUT = re.compile(r"^\W*(?:what|how) about\s+", re.IGNORECASE)
OWN_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|"
    r"should|may|might|must|tell|list|show|give|explain|describe|name)\b",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"^\W*(?:(?:who|what|where)(?:'s|’s| is| are| was| were)|tell me (?:more )?about|what do you know about|describe|"
    r"explain|what happened (?:to|with))\s+(?P<subject>[^?.!]+)",
    re.IGNORECASE,
)
PERSONAL = re.compile(r"\b(?P<word>he|she|him|his|her|hers)\b", re.IGNORECASE)
IMPERSONAL = re.compile(r"\b(?P<word>it|its|they|them|their|theirs)\b", re.IGNORECASE)
POINTING = re.compile(
    r"\b(?:(?:that|this|these|those)(?=\s*(?:\W*$|\b(?:is|was|are|were|mean|matter|happen|work|one|about|for)\b))|"
    r"(?:there|then)(?=\W*$)|(?:which|the (?:\w+ )?)ones?\b|the (?:same|former|latter|others?)\b|else\b|"
    r"(?:such|these|those) \w+)",
    re.IGNORECASE,
)
EMPTY_IT = re.compile(
    r"\bit\s+(?:is\s+|was\s+)?(?:\w+\s+){0,2}(?:to|for|that|if|whether)\b|"
    r"\b(?:is|was|will|would|does|did|has)\s+it\s+(?:\w+\s+){0,2}(?:to|for|that|take|mean)\b|"
    r"\bit\s+(?:takes?|rains?|seems?|turns? out)\b",
    re.IGNORECASE,
)
PREPOSITION = re.compile(r"^(?:in|for|at|by|of|from|with|on|to)\s+", re.IGNORECASE)
