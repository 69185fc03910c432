"""Sentences that announce what the next one says: "Several factors drive it." """

import re

ANNOUNCES = re.compile(
    r"\b(?:several|many|some|various|two|three|four|five|following|these)\s+(?:\w+\s+)?"
    r"(?:factors|reasons|causes|ways|things|steps|challenges|measures|means|points|aims|goals)\b",
    re.IGNORECASE,
)
