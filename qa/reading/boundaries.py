"""A span → where the answer begins and ends.

An answer stays within the paragraph it begins in, includes what changes a figure's meaning ("400" becomes "over 400",
"9.3" becomes "$9.3 billion"), and has more than stop words in it.
"""

from index.search.lexical import STOP_WORDS, words
from qa.language.figures import QUALIFIER, UNIT

_PARAGRAPH = "\n\n"
_REACH = 40  # characters to look at before a figure: more than the length of "approximately as many as an estimated"


def answer_boundaries(text: str, start: int, end: int) -> tuple[int, int]:
    """The half-open span of the answer, given the span `text[start:end]` that a network chose."""
    return widened(text, *within_paragraph(text, start, end))


def within_paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The span up to the end of the paragraph or table row it begins in; whole if it begins at the start of one.

    A list may be an answer from its first item on; the end of one row with the beginning of the next may not.
    """
    begins = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    cut = -1 if begins else text.find(_PARAGRAPH, start, end)
    return (start, end) if cut < 0 else (start, start + len(text[start:cut].rstrip()))


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the qualifier before it if it begins with a figure, and the unit after it if it ends with one."""
    if text[start : start + 1].isdigit() and not text[max(0, start - 1) : start].isdigit():
        before = QUALIFIER.search(text, max(0, start - _REACH), start)
        start = before.start() if before and before.group().strip() else start
    if text[end - 1 : end].isdigit():
        after = UNIT.match(text, end)
        end = after.end() if after else end
    return start, end


def says_something(text: str) -> bool:
    """Whether a text has a figure, or a word that is more than "who", "it" or "there"."""
    return any(word not in STOP_WORDS for word in words(text))
