"""Extraction → Citation: from a span in a passage to the whole sentence around it, in document coordinates."""

from collections import OrderedDict
from collections.abc import Sequence

from index.documents.context import Heading, heading_path, lead_span, outline
from index.documents.datatypes import Document
from index.documents.sentences import enclosing_sentences
from index.passage_index import PassageIndex
from qa.datatypes import Citation, Extraction, Lead

_SHOWN = 30  # characters shown before and after the first one that differs
_OUTLINES = 32  # outlines kept, so that a long document's is not worked out at every answer: a guess


class Citer:
    """Cites extractions from the documents of an index. Threads may share one."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self._outlines: OrderedDict[str, list[Heading]] = OrderedDict()

    def cite(self, extractions: Sequence[Extraction]) -> list[Citation]:
        """The place of each extraction, in their order."""
        documents: dict[str, Document] = {}
        for extraction in extractions:
            document_id = extraction.passage.document_id
            if document_id not in documents:
                documents[document_id] = self._index.document(document_id)
        return [self._cited(documents[extraction.passage.document_id], extraction) for extraction in extractions]

    def _cited(self, document: Document, extraction: Extraction) -> Citation:
        headings = self._outlines.get(document.id)
        if headings is None:
            headings = self._outlines[document.id] = outline(document)
            while len(self._outlines) > _OUTLINES:
                self._outlines.popitem(last=False)
        return cite(document, extraction, headings)


def cite(document: Document, extraction: Extraction, headings: Sequence[Heading] = ()) -> Citation:
    """The place where an extraction was read, and only that place, even if its words are elsewhere too.

    Space around the span is left out. Raises ValueError for an extraction that is not within its passage, is blank, or
    was read in another document.
    """
    passage = extraction.passage
    if passage.document_id != document.id:
        raise ValueError(f"The extraction was read in document {passage.document_id}, not {document.id}.")
    if not 0 <= extraction.start < extraction.end <= passage.end - passage.start:
        raise ValueError(f"The span {extraction.start} to {extraction.end} is not within passage {passage.id}.")
    answer_start, answer_end = passage.start + extraction.start, passage.start + extraction.end
    answer = document.text[answer_start:answer_end]
    if not answer.strip():
        raise ValueError(f"The span {extraction.start} to {extraction.end} of passage {passage.id} is blank.")
    answer_start += len(answer) - len(answer.lstrip())
    answer_end -= len(answer) - len(answer.rstrip())
    start, end = enclosing_sentences(document.text, answer_start, answer_end)
    above = heading_path(headings, answer_start)
    return Citation(
        document_id=document.id,
        title=document.title,
        path=document.path,
        sha256=document.sha256,
        page=document.page_at(start),
        start=start,
        end=end,
        quote=document.text[start:end],
        answer_start=answer_start,
        answer_end=answer_end,
        headings=tuple(heading.text for heading in above),
        context=_context(document.text, above, start, end),
    )


def _context(text: str, above: Sequence[Heading], start: int, end: int) -> tuple[Lead, ...]:
    """The nearest heading, and the header row or lead-in, of the quote `text[start:end]`, where they precede it."""
    spans = [(heading.start, heading.end) for heading in above[-1:]]
    lead = lead_span(text, start)
    spans += [lead] if lead else []
    return tuple(Lead(*span, text[slice(*span)]) for span in sorted(set(spans)) if span[1] <= start)


def quote_mismatch(citation: Citation, text: str) -> str | None:
    """Why a citation's quote is not the text at its place in `text`; None if it is, to the last character."""
    if not 0 <= citation.start < citation.end <= len(text):
        return f"there are no characters {citation.start} to {citation.end}; the text has {len(text)}"
    stretch = text[citation.start : citation.end]
    if stretch == citation.quote:
        return None
    pairs = enumerate(zip(stretch, citation.quote, strict=False))
    first = next((number for number, (one, other) in pairs if one != other), min(len(stretch), len(citation.quote)))
    shown = slice(max(0, first - _SHOWN), first + _SHOWN)
    return f"the text around character {citation.start + first} is {stretch[shown]!r}, not {citation.quote[shown]!r}"
