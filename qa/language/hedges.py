"""English words that say how surely, when and of how much something holds: may, plans to, so far, only, also called."""

import re

POSSIBLE = frozenset("may might could can possibly perhaps potentially likely probably if unless".split())
PLANNED = frozenset(
    """plan plans planned intend intends intended aim aims aimed hope hopes propose proposes proposed consider
    considering expected seek seeks wants""".split()
)

AHEAD = (
    r"\b(?:will|shall|is to|are to|plan(?:s|ned)?|when complete|target\w*|expected to|aims? to|due to|by the time)\b"
)
SO_FAR = r"\b(?:so far|to date|already|as yet|until now|up to now|currently|at present)\b"
"""What is to come, and what has come so far: figures of the two don't compare."""

ONLY = re.compile(r"\b(?:only|solely|exclusively|alone|merely|nobody but|none but|no one but)\b", re.IGNORECASE)
"""Leaves out everything else."""

ALIAS = (
    r"\b(?:called|known as|also|by the name of|alias|nicknamed|formerly|née|short for|abbreviated|renamed|pen name)\b"
)
"""Says that a name is another name of the same."""
