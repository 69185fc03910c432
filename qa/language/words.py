"""Lists of English words that several rules share, as tuples of regular expressions."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
SHORT_MONTHS = (
    *(r"Jan\.", r"Feb\.", r"Mar\.", r"Apr\.", r"Jun\.", r"Jul\.", r"Aug\.", r"Sept?\.", r"Oct\.", r"Nov\.", r"Dec\."),
)
ARTICLES = frozenset({"a", "an", "the"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "hers", "theirs"})


def any_of(*alternatives: str) -> str:
    """A pattern that matches any of these patterns."""
    return f"(?:{'|'.join(alternatives)})"
