"""One turn's reply as HTML, and as a screen reader says it: the findings, or what the verdict is without any."""

from collections.abc import Sequence

from markupsafe import Markup

from qa.confidence import sureness_words
from qa.datatypes import Answer, Citation, Difference, Finding, Verdict
from ui.page.facts import counted, iso_words
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

DIFFER = "Your documents differ."
NOT_GIVEN = "closest found"  # said to a screen reader in place of a word for sureness
_NOTHING = Markup()


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
    """What else the documents answer or hold passages about, each to press; nothing where there is none."""
    if not questions:
        return Markup()
    presses = joined(Markup('<button type="button" class="example">{}</button>').format(escape(q)) for q in questions)
    return Markup('<div class="related"><h3>Try next</h3>{}</div>').format(presses)


def announcement(answer: Answer, asked_of: int | None = None) -> str:
    """What a screen reader says when the answer arrives."""
    if answer.verdict is Verdict.TALK:
        return answer.note
    if not answer.answered:
        are = "is" if len(answer.closest) == 1 else "are"
        shown = f" {counted(len(answer.closest), 'close passage')} {are} shown." if answer.closest else ""
        return f"{UNSURE if answer.verdict is Verdict.UNSURE else none_words(asked_of)}{shown}"
    best = answer.findings[0]
    sureness = answer.note if answer.looked_up else f"{(sureness_words(best) or NOT_GIVEN).capitalize()}:"
    differ = f"{DIFFER} " if answer.differences else ""
    return f"{differ}{sureness} {best.text} — from {best.citations[0].title}"


def findings_html(answer: Answer) -> Markup:
    """Every finding, best first, citations numbered through; those that can't both hold side by side, with a word."""
    cards, number = [], 1
    for place, finding in enumerate(answer.findings):
        told = differing_html(answer.differences, place)
        cards.append(finding_html(finding, number, claims=not answer.looked_up, told=told))
        number += len(finding.citations) + len(finding.mentions)
    listed = Markup('<ol class="findings{}">{}</ol>').format(" differ" if answer.differences else "", joined(cards))
    return (Markup('<p class="differing">{}</p>').format(DIFFER) if answer.differences else Markup()) + listed


def differing_html(differences: Sequence[Difference], place: int) -> Markup:
    """The date of a finding that can't hold together with another, and whether it is the older one; else nothing."""
    for difference in differences:
        dates = {difference.one: difference.one_date, difference.other: difference.other_date}
        if place in dates:
            older = "an older figure" if difference.older == place else ""
            words = " · ".join(filter(None, (iso_words(dates[place]), older)))
            return Markup('<p class="dated">{}</p>').format(words) if words else Markup()
    return Markup()


def finding_html(finding: Finding, number: int, claims: bool = True, told: Markup = _NOTHING) -> Markup:
    """A card: the quote with the answer lit, how sure the reader is if it `claims` to answer, and the citations,
    numbered from `number`; `told` stands above."""
    first, *others = finding.citations
    sureness = sureness_words(finding) if claims else ""
    sure = Markup('<span class="confidence">{}</span>').format(sureness.capitalize()) if sureness else ""
    return Markup(
        '<li class="finding" data-sure="{}">{}{}<blockquote class="quote" dir="auto">{}</blockquote>'
        '<div class="standing">{}{}{}'
        '<button type="button" class="copy" data-copy="{}" aria-label="Copy the quote with its citation">{}'
        '<span class="said">Copy</span></button></div>'
        '<div class="citations">{}</div>{}{}</li>'
    ).format(
        sureness,
        told,
        under_html(first),
        quote_html(first),
        sure,
        evidence_html(finding),
        agreement_html(finding),
        escape(citation_text(first)),
        COPY_ICON,
        citation_html(first, number),
        joined(agreeing_html(citation, number + n) for n, citation in enumerate(others, start=1)),
        mentions_html(finding, number + len(finding.citations)),
    )


def evidence_html(finding: Finding) -> Markup:
    """What anybody can check in the quote; how many documents say so is told beside it."""
    facts = [fact for fact in finding.evidence if not (fact.startswith("in ") and fact.endswith(" documents"))]
    return Markup('<span class="evidence">{}</span>').format(escape("; ".join(facts))) if facts else Markup()


def agreement_html(finding: Finding) -> Markup:
    """How many documents say so, each for itself; or how many repeat one text."""
    documents = len({citation.document_id for citation in finding.citations})
    if documents < 2:
        return Markup()
    words = f"{finding.voices} documents say so" if finding.voices > 1 else f"The same text in {documents} documents"
    return Markup('<span class="agreement">{}</span>').format(words)


def agreeing_html(citation: Citation, number: int) -> Markup:
    """Another document's own words for the same."""
    return Markup('<div class="agreeing">{}<blockquote class="quote" dir="auto">{}</blockquote>{}</div>').format(
        under_html(citation), quote_html(citation), citation_html(citation, number)
    )


def mentions_html(finding: Finding, number: int) -> Markup:
    """Documents that give the words without claiming the same."""
    chips = joined(citation_html(citation, number + n) for n, citation in enumerate(finding.mentions))
    return Markup('<div class="mentions"><span>Also mentioned in</span>{}</div>').format(chips) if chips else Markup()
