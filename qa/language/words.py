"""Lists of English words that several rules share, as tuples of regular expressions."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
SHORT_MONTHS = (
    *(r"Jan\.", r"Feb\.", r"Mar\.", r"Apr\.", r"Jun\.", r"Jul\.", r"Aug\.", r"Sept?\.", r"Oct\.", r"Nov\.", r"Dec\."),
)
BARE_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept?", "Oct", "Nov", "Dec")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CURRENCIES = r"(?:(?:US|HK|NZ|C|A)?[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|JPY|CNY|RMB|INR|SEK|NOK|DKK) ?)"
"""What stands before a sum of money."""
OPENERS = frozenset(
    """according although among another despite even finally first furthermore however indeed instead last later like
    meanwhile moreover nevertheless next now one perhaps recently second similarly since still therefore third
    though thereafter thereupon thus today unlike yesterday yet""".split()
)
"""Words that often begin a sentence, and so are capitalised there without being names."""
ARTICLES = frozenset({"a", "an", "the"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "hers", "theirs"})


def any_of(*alternatives: str) -> str:
    """A pattern that matches any of these patterns."""
    return f"(?:{'|'.join(alternatives)})"
