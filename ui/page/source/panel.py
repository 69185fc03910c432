"""The source panel: head and details, then the text, or the picture of a page, at the words that are quoted."""

from typing import TYPE_CHECKING

from markupsafe import Markup

from index.documents.datatypes import Document
from qa.datatypes import Citation
from ui.page.rendering import escape
from ui.page.source.head import PageBar, details_html, head_html
from ui.page.source.pages import Sheet, pages_quoted, sheet_html
from ui.page.source.windows import window_html
from ui.words import say

if TYPE_CHECKING:
    from ui.service import DocumentSummary


def source_html(
    document: Document,
    citation: Citation | None = None,
    summary: "DocumentSummary | None" = None,
    sheet: Sheet | None = None,
    page: int | None = None,
    note: str = "",
    has_pictures: bool = False,
) -> Markup:
    """A document; with a `citation`, its quote tinted and its answer lit.

    `sheet` is the page to show as a picture, else the text is shown, from `page` where one is asked for; `note` says
    why no picture is. A document that has changed since the citation was made is shown unlit, with the quote as it was
    kept, rather than lit in the wrong place. `summary` adds the details, open where there is no citation.
    """
    notes, is_listed = _note(note), citation is None
    if citation and document.text[citation.start : citation.end] != citation.quote:
        notes, citation = _quoted_note(say("source.changed"), citation), None
    bar = _bar(document, citation, sheet, page) if sheet or has_pictures else None
    head = head_html(
        *(document.title, document.path, citation.page if citation and not bar else None, document.id), bar=bar
    )
    details = details_html(document, summary, is_listed) if summary else Markup()
    if sheet:
        shown = Markup('<div class="source-sheet">{}</div>').format(sheet_html(document, sheet, citation))
    else:
        shown = _text_html(document, citation, page)
    return head + details + notes + shown


def gone_html(citation: Citation | None) -> Markup:
    """The source panel for a document that is no longer in the library: the quote as it was kept."""
    if citation is None:
        return _note(say("source.gone"))
    note = _quoted_note(say("source.gone_said"), citation)
    return head_html(citation.title, citation.path, citation.page) + note


def _bar(document: Document, citation: Citation | None, sheet: Sheet | None, page: int | None) -> PageBar:
    quoted = pages_quoted(document, citation)
    shown = sheet.page if sheet else page or (quoted[0] if quoted else 1)
    elsewhere = quoted[0] if quoted and shown not in quoted else None
    return PageBar(shown, len(document.page_starts), sheet is None, elsewhere)


def _text_html(document: Document, citation: Citation | None, page: int | None) -> Markup:
    """The text around the quote, or from `page` on where the quote does not stand on it."""
    if page and 1 <= page <= len(document.page_starts) and page not in pages_quoted(document, citation):
        asked, offset = Markup(' data-page="{}"').format(page), document.page_span(page)[0]
    else:
        asked, offset = Markup(), citation.start if citation else 0
    return Markup('<div class="source-text"{}>{}</div>').format(asked, window_html(document, citation, offset))


def _note(words: str) -> Markup:
    return Markup('<div class="source-note" role="note"><p>{}</p></div>').format(escape(words)) if words else Markup()


def _quoted_note(reason: str, citation: Citation) -> Markup:
    return Markup('<div class="source-note" role="note"><p>{}</p><blockquote dir="auto">{}</blockquote></div>').format(
        reason, escape(citation.quote)
    )
