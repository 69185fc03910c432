"""One turn's reply as HTML, and as a screen reader says it: the findings, or what the verdict is without any."""

from collections.abc import Sequence

from markupsafe import Markup

from qa.confidence import confidence_words
from qa.datatypes import Answer, Citation, Finding, Verdict
from ui.page.facts import counted
from ui.page.rendering import (
    COPY_ICON,
    citation_html,
    citation_text,
    escape,
    joined,
    quote_html,
    under_html,
)
from ui.page.unanswered import UNSURE, none_words, unanswered_html


def answer_html(answer: Answer, note: str = "", asked_of: int | None = None) -> Markup:
    """One turn's reply: what was searched for, where that differs from the question, then what was found.

    `note` says what else a refusal should say, as `unread_note` puts it; `asked_of` is the number of documents that the
    question was restricted to, None if it was asked of all.
    """
    searched = (
        Markup('<p class="searched">Searched for: <q dir="auto">{}</q></p>').format(escape(answer.standalone_question))
        if answer.standalone_question.strip() != answer.question.strip()
        else ""
    )
    if not answer.answered:
        return Markup("{}{}").format(searched, unanswered_html(answer, note, asked_of))
    remark = Markup('<p class="remark">{}</p>').format(escape(answer.note)) if answer.note else ""
    above, below = (remark, "") if answer.looked_up else ("", remark)
    return Markup("{}{}{}{}").format(searched, above, findings_html(answer), below)


def related_html(questions: Sequence[str]) -> Markup:
    """Further questions that the documents answer, each to press; nothing where there are none."""
    if not questions:
        return Markup()
    presses = joined(Markup('<button type="button" class="example">{}</button>').format(escape(q)) for q in questions)
    return Markup('<div class="related"><h3>Your documents also answer</h3>{}</div>').format(presses)


def announcement(answer: Answer, asked_of: int | None = None) -> str:
    """What a screen reader says when the answer arrives."""
    if answer.verdict is Verdict.TALK:
        return answer.note
    if not answer.answered:
        are = "is" if len(answer.closest) == 1 else "are"
        shown = f" {counted(len(answer.closest), 'close passage')} {are} shown." if answer.closest else ""
        return f"{UNSURE if answer.verdict is Verdict.UNSURE else none_words(asked_of)}{shown}"
    best = answer.findings[0]
    sureness = f"{answer.note}" if answer.looked_up else f"{confidence_words(best.confidence).capitalize()}:"
    return f"{sureness} {best.text} — from {best.citations[0].title}"


def findings_html(answer: Answer) -> Markup:
    """Every finding, best first, citations numbered through."""
    cards, number = [], 1
    for finding in answer.findings:
        cards.append(finding_html(finding, number, claims=not answer.looked_up))
        number += len(finding.citations)
    return Markup('<ol class="findings">{}</ol>').format(joined(cards))


def finding_html(finding: Finding, number: int, claims: bool = True) -> Markup:
    """A card: the quote with the answer lit, how sure the reader is if it `claims` to answer, and the citations,
    numbered from `number`."""
    first = finding.citations[0]
    sureness = confidence_words(finding.confidence)
    sure = Markup('<span class="confidence">{}</span>').format(sureness.capitalize()) if claims else ""
    return Markup(
        '<li class="finding" data-sure="{}">{}<blockquote class="quote" dir="auto">{}</blockquote>'
        '<div class="standing">{}{}'
        '<button type="button" class="copy" data-copy="{}" aria-label="Copy the quote with its citation">{}'
        '<span class="said">Copy</span></button></div>'
        '<div class="citations">{}</div></li>'
    ).format(
        sureness if claims else "",
        under_html(first),
        quote_html(first),
        sure,
        agreement_html(finding.citations),
        escape(citation_text(first)),
        COPY_ICON,
        joined(citation_html(citation, number + n) for n, citation in enumerate(finding.citations)),
    )


def agreement_html(citations: Sequence[Citation]) -> Markup:
    """How many documents say so, when more than one does."""
    documents = len({citation.document_id for citation in citations})
    return Markup('<span class="agreement">{} documents say so</span>').format(documents) if documents > 1 else Markup()
