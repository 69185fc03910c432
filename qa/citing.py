"""Extraction → Citation: from a span in a passage to the whole sentence around it, in document coordinates."""

from index.documents.datatypes import Document
from index.documents.sentences import enclosing_sentences
from qa.datatypes import Citation, Extraction

_SHOWN = 30  # characters shown before and after the first one that differs


def cite(document: Document, extraction: Extraction) -> Citation:
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
    )


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
