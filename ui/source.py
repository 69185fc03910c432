"""The source panel: a whole document as HTML, the cited sentence tinted and the answer lit by their offsets."""

import re

from markupsafe import Markup

from index.datatypes import Document
from qa.datatypes import Citation
from ui.rendering import escape, file_name, quote_html

STRETCH = 4000
LONG_LINE = 120
LONGEST_HEADING = 90
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCE_ENDS = ".!;:,…\"'”’)。！；：，」』）"
_WHOLE_LINES = re.compile(rf"(?s).{{1,{STRETCH}}}[^\n]*\n?")


def source_html(document: Document, citation: Citation | None = None) -> Markup:
    """The whole of `document`; with a `citation`, its quote tinted and its answer lit.

    A document that has changed since the citation was made is shown unlit, with the quote as it was kept, rather than
    lit in the wrong place.
    """
    if citation is None:
        return _panel(document.title, document.path, None, Markup(), _whole(document.text))
    if document.text[citation.start : citation.end] != citation.quote:
        note = _note("This document has changed since. It said:", citation)
        return _panel(document.title, document.path, None, note, _whole(document.text))
    return _panel(document.title, document.path, citation.page, Markup(), _cited(document.text, citation))


def gone_html(citation: Citation | None) -> Markup:
    """The source panel for a document that is no longer in the library: the quote as it was kept."""
    if citation is None:
        return Markup('<div class="source-note" role="note"><p>This document is no longer in the library.</p></div>')
    note = _note("This document is no longer in the library. It said:", citation)
    return _panel(citation.title, citation.path, citation.page, note, Markup())


def _panel(title: str, path: str, page: int | None, note: Markup, text: Markup) -> Markup:
    return Markup(
        '<header class="source-head"><h2 dir="auto">{}</h2><p class="file"><bdi>{}</bdi>{}</p></header>{}'
        '<div class="source-text">{}</div>'
    ).format(escape(title), escape(file_name(path)), f" · page {page}" if page else "", note, text)


def _note(reason: str, citation: Citation) -> Markup:
    return Markup('<div class="source-note" role="note"><p>{}</p><blockquote dir="auto">{}</blockquote></div>').format(
        reason, escape(citation.quote)
    )


def _whole(text: str) -> Markup:
    return _paragraphs(text) if _is_prose(text) else _stretches(text)


def _cited(text: str, citation: Citation) -> Markup:
    """`text` around the citation: the lines that hold it are one block, so that no cut falls inside the quote."""
    first = text.rfind("\n", 0, citation.start) + 1
    last = text.find("\n", citation.end) + 1 or len(text)
    cut, kind = (_paragraphs, " paragraph") if _is_prose(text) else (_stretches, "")
    lines = Markup('<div class="stretch{}">{}<span class="tint">{}</span>{}</div>').format(
        kind, escape(text[first : citation.start]), quote_html(citation), escape(text[citation.end : last])
    )
    return cut(text[:first]) + lines + cut(text[last:])


def _is_prose(text: str) -> bool:
    """Whether lines are paragraphs, rather than broken where a page would break them."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(map(len, lines)) >= LONG_LINE * max(len(lines), 1)


def _stretches(text: str) -> Markup:
    """`text` cut after line ends into blocks of about `STRETCH` characters."""
    blocks = (Markup('<div class="stretch">{}</div>').format(escape(found[0])) for found in _WHOLE_LINES.finditer(text))
    return Markup().join(blocks)


def _paragraphs(text: str) -> Markup:
    """`text` with each line a block: a paragraph, what looks like a heading, or blank."""
    blocks = (
        Markup('<div class="stretch {}">{}</div>').format(_kind(line), escape(line)) for line in _LINE.findall(text)
    )
    return Markup().join(blocks)


def _kind(line: str) -> str:
    words = line.strip()
    if not words:
        return "blank"
    return "heading" if len(words) <= LONGEST_HEADING and words[-1] not in _SENTENCE_ENDS else "paragraph"
