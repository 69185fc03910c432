"""Answers as HTML and plain text, and the one place that escapes document text.

Every function ending in `_html` returns `Markup`, whose `format` escapes whatever is not `Markup` yet, so a title, a
quote or a question cannot reach the page as HTML. The lit words are cut by code points here, never searched for in
the browser, which counts UTF-16.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import markupsafe
from markupsafe import Markup

from qa.confidence import confidence_words
from qa.datatypes import Answer, Citation, Finding
from ui.page.facts import counted, file_name, under_line

if TYPE_CHECKING:
    from ui.service import Progress

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
    page = f", page {citation.page}" if citation.page else ""
    return f"“{citation.quote}”\n— {citation.title} ({file_name(citation.path)}{page})"


def announcement(answer: Answer) -> str:
    """What a screen reader says when the answer arrives."""
    if not answer.answered:
        are = "is" if len(answer.closest) == 1 else "are"
        shown = f" {counted(len(answer.closest), 'close passage')} {are} shown." if answer.closest else ""
        return f"Your documents don't say.{shown}"
    best = answer.findings[0]
    return f"{confidence_words(best.confidence).capitalize()}: {best.text} — from {best.citations[0].title}"


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
    """A numbered chip that opens the source."""
    page = f", page {citation.page}" if citation.page else ""
    label = f"Citation {number}: {citation.title}{page}. Open the source."
    return Markup(
        '<button type="button" class="citation" data-number="{}" data-place="{}" aria-label="{}">'
        '<span class="number">{}</span><bdi class="title">{}</bdi>{}</button>'
    ).format(
        number,
        escape(place_json(citation)),
        escape(label),
        number,
        escape(citation.title),
        Markup('<span class="page">p. {}</span>').format(citation.page) if citation.page else "",
    )


def agreement_html(citations: Sequence[Citation]) -> Markup:
    """How many documents say so, when more than one does."""
    documents = len({citation.document_id for citation in citations})
    return Markup('<span class="agreement">{} documents say so</span>').format(documents) if documents > 1 else Markup()


def finding_html(finding: Finding, number: int) -> Markup:
    """A card: the quote with the answer lit, how sure the reader is, and the citations, numbered from `number`."""
    first = finding.citations[0]
    return Markup(
        '<li class="finding" data-sure="{}">{}<blockquote class="quote" dir="auto">{}</blockquote>'
        '<div class="standing"><span class="confidence">{}</span>{}'
        '<button type="button" class="copy" data-copy="{}" aria-label="Copy the quote with its citation">{}'
        '<span class="said">Copy</span></button></div>'
        '<div class="citations">{}</div></li>'
    ).format(
        confidence_words(finding.confidence),
        under_html(first),
        quote_html(first),
        confidence_words(finding.confidence).capitalize(),
        agreement_html(finding.citations),
        escape(citation_text(first)),
        COPY_ICON,
        joined(citation_html(citation, number + n) for n, citation in enumerate(finding.citations)),
    )


def findings_html(answer: Answer) -> Markup:
    """Every finding, best first, citations numbered through."""
    cards, number = [], 1
    for finding in answer.findings:
        cards.append(finding_html(finding, number))
        number += len(finding.citations)
    return Markup('<ol class="findings">{}</ol>').format(joined(cards))


def unread_note(documents: int, progress: "Progress | None") -> str:
    """Why a refusal may be early: documents are still being read, or there are none; empty when neither is so."""
    if progress:
        done = f"{progress.done:,} of {counted(progress.total, 'file')}"
        return f"Quoth is still reading your documents ({done} so far). Ask again when it has finished."
    return "" if documents else "There are no documents yet. Add some, then ask again."


def refusal_html(answer: Answer, note: str = "") -> Markup:
    """The refusal: nothing lit, the words no document contains, and the closest passages, said not to be an answer.

    A closest passage opens with nothing lit in it either, whatever the reader looked at. `note` says what else the
    person should know, as `unread_note` puts it.
    """
    unknown = _either(Markup("<b>{}</b>").format(escape(word)) for word in answer.unknown_words)
    words = Markup('<p class="unknown">No document contains {}.</p>').format(unknown) if unknown else ""
    passages = joined(
        Markup('<li class="passage"><blockquote class="quote" dir="auto">{}</blockquote>{}</li>').format(
            escape(citation.quote), citation_html(replace(citation, answer_end=citation.answer_start), number)
        )
        for number, citation in enumerate(answer.closest, start=1)
    )
    closest = (
        Markup('<h3>Closest passages — not an answer</h3><ol class="closest">{}</ol>').format(passages)
        if passages
        else ""
    )
    noted = Markup('<p class="unread">{}</p>').format(note) if note else ""
    return Markup('<div class="refusal"><p class="verdict">Your documents don’t say.</p>{}{}{}</div>').format(
        noted, words, closest
    )


def _either(words: Iterable[Markup]) -> Markup:
    """`a`, `a or b`, `a, b or c`."""
    *first, last = [*words] or [Markup()]
    return joined([joined(first, ", "), last], " or ") if first else last


def answer_html(answer: Answer, note: str = "") -> Markup:
    """One turn's reply: what was searched for, where that differs from the question, then the findings or a refusal."""
    searched = (
        Markup('<p class="searched">Searched for: <q dir="auto">{}</q></p>').format(escape(answer.standalone_question))
        if answer.standalone_question.strip() != answer.question.strip()
        else ""
    )
    remark = Markup('<p class="remark">{}</p>').format(escape(answer.note)) if answer.note else ""
    shown = findings_html(answer) if answer.answered else refusal_html(answer, note)
    return Markup("{}{}{}").format(searched, shown, remark)


def problem_html(reason: str) -> Markup:
    """Why a question could not be asked."""
    return Markup('<div class="refusal"><p class="verdict">{}</p></div>').format(escape(reason))


def joined(parts: Iterable[Markup], separator: str = "") -> Markup:
    """Pieces of HTML one after another."""
    return Markup(separator).join(parts)
