"""A span → the part of it that can be an answer: what begins in a paragraph ends in it, and small words say nothing."""

from index.search.lexical import STOP_WORDS, words

_PARAGRAPH = "\n\n"


def within_paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The span up to the end of the paragraph, or table row, that it begins in; whole where it begins with one.

    A list may be an answer from its first item on; the end of one row and the beginning of the next are not.
    """
    begins = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    cut = -1 if begins else text.find(_PARAGRAPH, start, end)
    return (start, end) if cut < 0 else (start, start + len(text[start:cut].rstrip()))


def says_something(text: str) -> bool:
    """Whether a text has a figure, or a word that is more than "who", "it" or "there"."""
    return any(word not in STOP_WORDS for word in words(text))
