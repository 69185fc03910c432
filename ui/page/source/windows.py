"""As much of a document's text as a page can show at once, and the further stretches above and below it.

A text of millions of characters would hold a browser up for seconds, so a window of it is shown.
"""

from markupsafe import Markup

from index.documents.datatypes import Document
from qa.datatypes import Citation
from ui.page.facts import counted
from ui.page.source.blocks import blocks_html
from ui.page.source.lit import Lit
from ui.page.source.plain import plain_html
from ui.words import say

WINDOW = 200_000  # characters
_LINE_END_WITHIN = 4_000
_FURTHER = Markup('<button type="button" class="further" data-further="{}" data-offset="{}">{}<span>{}</span></button>')


def window_html(document: Document, citation: Citation | None, offset: int) -> Markup:
    """The window of the text around `offset`, with a button at each end beyond which there is more."""
    start = _line_start(document.text, offset - WINDOW // 2)
    end = _line_start(document.text, start + WINDOW)
    if citation and start <= citation.start < end:
        end = max(end, citation.end)
    if len(document.text) - end < WINDOW // 10:
        end = len(document.text)
    return _above(start) + stretch_html(document, start, end, citation) + _below(document, end)


def further_html(document: Document, way: str, offset: int) -> Markup:
    """The stretch that ends (`way` "above") or begins ("below") at `offset`, and the button for what lies beyond."""
    offset = min(max(0, offset), len(document.text))
    if way == "above":
        start = _line_start(document.text, offset - WINDOW)
        return _above(start) + stretch_html(document, start, offset)
    end = _line_start(document.text, offset + WINDOW)
    return stretch_html(document, offset, end) + _below(document, end)


def stretch_html(document: Document, start: int, end: int, citation: Citation | None = None) -> Markup:
    """`document.text[start:end]`, each character once."""
    lit = Lit(document, citation, start)
    shown = (
        blocks_html(document, lit, start, end) if document.blocks else plain_html(document, lit, start, end, citation)
    )
    return shown + lit.dividers(end) if end == len(document.text) else shown


def _line_start(text: str, near: int) -> int:
    """The beginning of the line that `near` stands in, or `near` itself where that is far."""
    if near <= 0 or near >= len(text):
        return min(max(0, near), len(text))
    return text.rfind("\n", max(0, near - _LINE_END_WITHIN), near) + 1 or near


def _above(start: int) -> Markup:
    return _FURTHER.format("above", start, say("source.more_above"), _length(start)) if start else Markup()


def _below(document: Document, end: int) -> Markup:
    left = len(document.text) - end
    return _FURTHER.format("below", end, say("source.more_below"), _length(left)) if left else Markup()


def _length(characters: int) -> str:
    return say("source.length_left", characters=counted(characters, "character"))
