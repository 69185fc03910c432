"""Quotes and citations as HTML and plain text, and the one place that escapes document text.

Every function ending in `_html` returns `Markup`, whose `format` escapes whatever is not `Markup` yet, so a title, a
quote or a question cannot reach the page as HTML. The lit words are cut by code points here, never searched for in
the browser, which counts UTF-16.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict

import markupsafe
from markupsafe import Markup

from qa.datatypes import Citation
from ui.page.facts import container_name, file_name, page_word_at, under_line
from ui.words import say

_UNSHOWABLE = re.compile("[\x00\ud800-\udfff]")
ICON = Markup('<svg class="icon" aria-hidden="true" viewBox="0 0 16 16"><path d="{}"/></svg>')
COPY_ICON = ICON.format("M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z")
CROSS_ICON = ICON.format("M4 4l8 8M12 4l-8 8")


def escape(text: str) -> Markup:
    """`text` as HTML that reads back as the same characters.

    Carriage returns become references, since a parser would drop them; what no page can hold (NUL, lone surrogates)
    becomes U+FFFD, one for one, so offsets still land.
    """
    shown = _UNSHOWABLE.sub("\ufffd", text)
    return Markup(str(markupsafe.escape(shown)).replace("\r", "&#13;"))


def citation_text(citation: Citation) -> str:
    """A quote with where it stands, as plain text to paste elsewhere."""
    given = {"quote": citation.quote, "title": citation.title, "file": file_name(citation.path)}
    if not citation.page:
        return say("citation.copied", **given)
    word = "citation.slide" if page_word_at(citation.path) == "slide" else "source.page_link"
    return say("citation.copied_page", **given, page=say(word, page=citation.page))


def lit_html(text: str, start: int, end: int) -> Markup:
    """`text` with the answer, `text[start:end]`, in a `<mark>`; of class `whole` where that is all of it."""
    if start >= end:
        return escape(text)
    whole = Markup(' class="whole"') if start == 0 and end == len(text) else ""
    return Markup("{}<mark{}>{}</mark>{}").format(
        escape(text[:start]), whole, escape(text[start:end]), escape(text[end:])
    )


def quote_html(citation: Citation) -> Markup:
    """The quote with the answer lit in it."""
    return lit_html(citation.quote, citation.answer_start - citation.start, citation.answer_end - citation.start)


def under_html(citation: Citation) -> Markup:
    """The heading, header row or lead-in that the quote stands under; nothing where it needs none."""
    under = under_line(citation)
    return Markup('<p class="under" dir="auto">{}</p>').format(escape(under)) if under else Markup()


def place_json(citation: Citation) -> str:
    """The citation as JSON: what the page hands back to open the source."""
    return json.dumps({name: value for name, value in asdict(citation).items() if name not in ("headings", "context")})


def citation_html(citation: Citation, number: int) -> Markup:
    """A numbered chip that opens the source; its label holds what is seen of it, in order, for those who say it."""
    word = "citation.slide" if page_word_at(citation.path) == "slide" else "citation.page"
    page = say(word, page=citation.page) if citation.page else ""
    outer = container_name(citation.path)
    seen = say("list.comma").join(filter(None, (citation.title, outer, page)))
    label = say("citation.open", number=number, title=seen)
    return Markup(
        '<button type="button" class="citation" data-number="{}" data-place="{}" aria-label="{}">'
        '<span class="number">{}</span> <bdi class="title">{}</bdi>{}{}</button>'
    ).format(
        number,
        escape(place_json(citation)),
        escape(label),
        number,
        escape(citation.title),
        Markup(' <bdi class="page">{}</bdi>').format(escape(outer)) if outer else "",
        Markup(' <span class="page">{}</span>').format(page) if page else "",
    )


def joined(parts: Iterable[Markup], separator: str = "") -> Markup:
    """Pieces of HTML one after another."""
    return Markup(separator).join(parts)
