"""A document's text in pieces of HTML, each character once, the quote tinted and the answer lit across the pieces."""

from bisect import bisect_left

from markupsafe import Markup

from index.documents.datatypes import Document
from qa.datatypes import Citation
from ui.page.facts import page_word
from ui.page.rendering import escape, joined
from ui.words import say

_DIVIDER = Markup('<span class="divider" role="separator" data-page="{0}" data-label="{1}" aria-label="{1}"></span>')
_HIDDEN, _END = Markup('<span class="gap">'), Markup("</span>")


class Lit:
    """`html(start, end)` for stretches in ascending order, from `start` on; where a page begins is marked in them.

    Offsets count code points of the document's text, the citation's too.
    """

    def __init__(self, document: Document, citation: Citation | None = None, start: int = 0) -> None:
        self.text = document.text
        self._quote = (citation.start, citation.end) if citation else (0, 0)
        self._answer = (citation.answer_start, citation.answer_end) if citation else (0, 0)
        self._page_starts = document.page_starts
        self._begins = "source.slide_begins" if page_word(document.media_type) == "slide" else "source.page_begins"
        self._next = bisect_left(document.page_starts, start)

    def html(self, start: int, end: int) -> Markup:
        """`text[start:end]`."""
        first, last = max(start, self._quote[0]), min(end, self._quote[1])
        if first >= last:
            return self._plain(start, end)
        return Markup('{}<span class="tint">{}</span>{}').format(
            self._plain(start, first), self._quoted(first, last), self._plain(last, end)
        )

    def hidden(self, start: int, end: int) -> Markup:
        """`text[start:end]`, there to be counted but not to be seen."""
        return joined([_HIDDEN, self.html(start, end), _END]) if start < end else Markup()

    def dividers(self, offset: int) -> Markup:
        """The beginnings of the pages that begin at or before `offset` and are not marked yet."""
        marks = []
        while self._next < len(self._page_starts) and self._page_starts[self._next] <= offset:
            self._next += 1
            marks.append(_DIVIDER.format(self._next, say(self._begins, page=self._next)))
        return joined(marks)

    def _quoted(self, start: int, end: int) -> Markup:
        first, last = max(start, self._answer[0]), min(end, self._answer[1])
        if first >= last:
            return self._plain(start, end)
        names = [name for name, so in (("went-on", first > self._answer[0]), ("goes-on", last < self._answer[1])) if so]
        named = Markup(' class="{}"').format(" ".join(names)) if names else ""
        return Markup("{}<mark{}>{}</mark>{}").format(
            self._plain(start, first), named, self._plain(first, last), self._plain(last, end)
        )

    def _plain(self, start: int, end: int) -> Markup:
        if self._next == len(self._page_starts) or self._page_starts[self._next] >= end:
            return escape(self.text[start:end])
        parts = []
        while start < end and self._next < len(self._page_starts) and self._page_starts[self._next] < end:
            page_start = max(start, self._page_starts[self._next])
            parts += [escape(self.text[start:page_start]), self.dividers(page_start)]
            start = page_start
        return joined([*parts, escape(self.text[start:end])])
