"""The mark of a note in a page's or a book's text: 18, for a link to a footnote (EPUB 3.3, DPUB-ARIA 1.1)."""

import re
from itertools import islice
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

_MAY_BE = frozenset({"a", "sup", "span"})
_EPUB_TYPE = ("{http://www.idpf.org/2007/ops}type", "epub:type")
_MARK = re.compile(r"[\[(]?\s*([0-9]{1,4}[a-z]?|[a-z]|[ivxlc]{1,6})\s*[\])]?", re.I)
_MOST_PARTS = 10  # of text that a mark is made of


def note_mark(element: Element, is_raised: bool, is_glued: bool) -> str:
    """The mark that an element is, without brackets; empty for what is none, or a sign such as *.

    Without being called one, a link to a place is a mark where it is raised, or stands right behind a word.
    """
    if element.tag not in _MAY_BE:
        return ""
    is_called = element.get("role") == "doc-noteref" or any(
        "noteref" in (element.get(name) or "").split() for name in _EPUB_TYPE
    )
    if not is_called and (element.tag != "a" or "#" not in (element.get("href") or "")):
        return ""
    words = "".join(islice(element.itertext(), _MOST_PARTS)).strip()
    mark = _MARK.fullmatch(words)
    if not mark:
        return ""
    is_raised = is_raised or next(element.iterchildren("sup"), None) is not None
    figure = words.strip("[()] ").isdigit()
    return mark[1] if is_called or is_raised or (is_glued and figure) else ""
