"""A page of a document as the picture it is, the quoted words lit by boxes over it."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from index.documents.datatypes import Box, Document, PageLayout
from index.documents.lighting import lit_boxes
from qa.datatypes import Citation
from ui.page.rendering import escape, joined
from ui.words import say, say_html

_SHEET = Markup(
    '<figure class="sheet" data-page="{page}" style="aspect-ratio: {width:.2f} / {height:.2f}">'
    '<img src="data:image/png;base64,{png}" alt="{text}" draggable="false">{boxes}</figure>'
)
_BOX = Markup(
    '<span class="{}" aria-hidden="true" style="left:{:.3f}%;top:{:.3f}%;width:{:.3f}%;height:{:.3f}%"></span>'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, counted from 1, as PNG, and where its characters stand on it."""

    page: int
    layout: PageLayout
    png: bytes


def sheet_html(document: Document, sheet: Sheet, citation: Citation | None = None) -> Markup:
    """The picture, what a screen reader says of it, and where the quote goes on, if it does so on another page."""
    start, end = document.page_span(sheet.page)
    boxes = joined(_boxes_html(document, sheet, citation)) if citation else Markup()
    shown = _SHEET.format(
        page=sheet.page,
        width=max(1.0, sheet.layout.width),
        height=max(1.0, sheet.layout.height),
        png=b64encode(sheet.png).decode("ascii"),
        text=escape(document.text[start:end].strip() or say("source.no_text", page=sheet.page)),
        boxes=boxes,
    )
    if citation is None or sheet.page not in pages_quoted(document, citation):
        return shown
    return shown + _spoken(document, citation) + _elsewhere(document, sheet.page, citation)


def pages_quoted(document: Document, citation: Citation | None) -> list[int]:
    """The pages that the quote stands on, ascending."""
    return [page for page, *_ in document.pages_of(citation.start, citation.end)] if citation else []


def _boxes_html(document: Document, sheet: Sheet, citation: Citation) -> Iterator[Markup]:
    for name, start, end in (
        ("lit-quote", citation.start, citation.end),
        ("lit-answer", citation.answer_start, citation.answer_end),
    ):
        for left, top, right, bottom in _boxes(document, sheet, start, end):
            yield _BOX.format(name, *(100 * part for part in (left, top, right - left, bottom - top)))


def _boxes(document: Document, sheet: Sheet, start: int, end: int) -> list[Box]:
    """The boxes of the part of `document.text[start:end]` that stands on this page."""
    page_start, _ = document.page_span(sheet.page)
    for page, first, last in document.pages_of(start, end):
        if page == sheet.page:
            return lit_boxes(sheet.layout, first - page_start, last - page_start)
    return []


def _spoken(document: Document, citation: Citation) -> Markup:
    answer = document.text[citation.answer_start : citation.answer_end] or citation.quote
    return Markup('<p class="unseen">{}</p>').format(say_html("source.lit", words=escape(answer)))


def _elsewhere(document: Document, page: int, citation: Citation) -> Markup:
    quoted = pages_quoted(document, citation)
    notes = []
    if page > quoted[0]:
        notes.append(say_html("source.quote_begins", page=_turn(page - 1, "quote-began")))
    if page < quoted[-1]:
        notes.append(say_html("source.quote_goes_on", page=_turn(page + 1, "quote-goes-on")))
    return Markup('<p class="elsewhere">{}</p>').format(joined(notes, " ")) if notes else Markup()


def _turn(page: int, name: str) -> Markup:
    """A button in a line of text that turns to a page."""
    button = Markup('<button type="button" class="link" data-name="{0}" data-go="{1}">{2}</button>')
    return button.format(name, f'{{"page": {page}}}', say("source.page_link", page=page))
