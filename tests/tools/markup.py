"""What a page's HTML reads as, and texts that are hard to show."""

import html
import re

from hypothesis import strategies as st

AWKWARD = [
    "<script>",
    "</mark>",
    "&lt;",
    "&amp;lt;",
    "${x}",
    "{{x}}",
    "{0}",
    "`",
    '"',
    "'",
    "\r\n",
    "\r",
    "\t",
    "\n",
    "😀",
    "é",
]
MARKED = ["Country: China; ", "; ", ": ", "\n\n", "e\u0301", "\u202e", "שלום", "字。"]
TEXTS = st.lists(st.one_of(st.sampled_from([*AWKWARD, *MARKED]), st.text())).map("".join)
_TAG = re.compile(r"<[^>]*>")


def read_back(markup: str) -> str:
    """The text content of a page's HTML."""
    return html.unescape(_TAG.sub("", markup))


def as_shown(text: str) -> str:
    """A text with U+FFFD for what no page can hold."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def inside(pattern: str, page: str) -> str:
    """What the first group of a pattern holds where the pattern first matches, over line ends too."""
    match = re.search(pattern, page, re.DOTALL)
    assert match, pattern
    return match[1]
