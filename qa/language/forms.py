"""Question → the form of what answers it: a few words, or whole sentences."""

import re

from qa.language.asked import ASKING_WORD, is_yes_or_no
from qa.language.kinds import Kind, kind_of

_COMPARED = re.compile(
    r"\b(?:compar\w+|differ\w*|vs\.?|versus|in contrast|as opposed to|than)\b|\b(?:which|who|what)\b[^?]*\bor\b",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"^\W*(?:tell|explain|describe|show)\b|\bwhat happens\b|\bwhat (?:should|must|do|can|shall) (?:i|we|you|one)\b|"
    r"\bwhat (?:does|did|do) .* (?:say|do|think|mean|involve|require|recommend)\b|\bwhat to do\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"^\W*(?:please |can you |could you )?(?:(?:list|name|tell|give|show|state|find|get|quote|cite|count)\s+"
    r"(?:me|us|the|an?|all|every|each|any|some|two|three|four|five|\d+)\b|"
    r"(?:explain|describe|define|identify|enumerate|compare)\b)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"^\W*(?:what|which)(?: (?:are|were)\b|(?: \w+){0,2} \w+[^s\W]s "
    r"(?:are|were|do|does|did|can|could|should|have|had|will|would|face|drive|make|cause|lead|affect|influence)\b)",
    re.IGNORECASE,
)
"""Asks for things in the plural."""
_MOST_KEYWORDS = 8  # words of a search: of 139 written as into a search box, all have fewer


def takes_sentences(question: str) -> bool:
    """Whether whole sentences answer a question better than a few words: why, how, yes or no, comparisons, searches.

    Lists are not among them: to take them so cost 18 points of F1 over 250 questions of SQuAD 2.0, and brought nothing
    over 457 about whole documents.
    """
    return (
        kind_of(question) in (Kind.REASON, Kind.MEANS)
        or is_search(question)
        or is_yes_or_no(question)
        or any(pattern.search(question) for pattern in (_COMPARED, _EXPLAINED))
    )


def is_open(question: str) -> bool:
    """Whether several different answers can all be right: reasons, ways, what something is, things in the plural."""
    return kind_of(question) in (Kind.REASON, Kind.MEANS, Kind.DEFINITION) or bool(_SEVERAL.search(question))


def is_search(question: str) -> bool:
    """Whether a question is words as typed into a search box: few, none that asks, and no question mark."""
    words = question.split()
    asks = question.rstrip().endswith(("?", "？")) or is_yes_or_no(question)
    asks = asks or any(pattern.search(question) for pattern in (ASKING_WORD, _TOLD))
    return 0 < len(words) <= _MOST_KEYWORDS and not asks
