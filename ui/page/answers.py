"""One turn's reply as HTML, and as a screen reader says it: the findings, or what the verdict is without any."""

from collections.abc import Sequence

from markupsafe import Markup

from qa.confidence import sureness_words
from qa.datatypes import Answer, Citation, Difference, Finding, Verdict
from qa.notes import is_of_voices
from ui.page.facts import iso_words
from ui.page.rendering import (
    COPY_ICON,
    citation_html,
    citation_text,
    escape,
    joined,
    quote_html,
    under_html,
)
from ui.page.unanswered import refusal_words, unanswered_html
from ui.words import say, say_html, say_note

_SURENESS = {"very likely": "answer.very_likely", "likely": "answer.likely", "possibly": "answer.possibly"}
_NOTHING = Markup()


def answer_html(answer: Answer, note: str = "", asked_of: int | None = None) -> Markup:
    """One turn's reply: what was searched for, where that differs from the question, then what was found.

    `note` says what else a refusal should say, as `unread_note` puts it; `asked_of` is the number of documents that the
    question was restricted to, None if it was asked of all.
    """
    searched = (
        Markup('<p class="searched">{}</p>').format(say_html("answer.searched", question=_quoted(answer)))
        if answer.standalone_question.strip() != answer.question.strip()
        else ""
    )
    if not answer.answered:
        return Markup("{}{}").format(searched, unanswered_html(answer, note, asked_of))
    remark = Markup('<p class="remark">{}</p>').format(escape(say_note(answer.note))) if answer.note else ""
    above, below = (remark, "") if answer.looked_up else ("", remark)
    return Markup("{}{}{}{}").format(searched, above, findings_html(answer), below)


def related_html(questions: Sequence[str]) -> Markup:
    """What else the documents answer or hold passages about, each to press; nothing where there is none."""
    if not questions:
        return Markup()
    presses = joined(Markup('<button type="button" class="example">{}</button>').format(escape(q)) for q in questions)
    return Markup('<div class="related"><h3>{}</h3>{}</div>').format(say("answer.try_next"), presses)


def announcement(answer: Answer, asked_of: int | None = None) -> str:
    """What a screen reader says when the answer arrives."""
    if answer.verdict is Verdict.TALK:
        return say_note(answer.note)
    if not answer.answered:
        shown = [say("refusal.shown", count=len(answer.closest))] if answer.closest else []
        told = [say_note(answer.note)] if answer.note else []
        return " ".join([refusal_words(answer, asked_of), *told, *shown])
    best = answer.findings[0]
    given = {"text": best.text, "title": best.citations[0].title}
    if answer.looked_up:
        return say("answer.announced_passage", note=say_note(answer.note), **given)
    differ = [say("answer.differ")] if answer.differences else []
    sureness = said_sureness(best) or say("answer.not_given")  # in place of a word for sureness
    return " ".join([*differ, say("answer.announced", sureness=sureness, **given)])


def said_sureness(finding: Finding) -> str:
    """How sure the reader is, to begin a line; empty where that would mislead."""
    words = sureness_words(finding)
    return say(_SURENESS[words]) if words else ""


def _quoted(answer: Answer) -> Markup:
    return Markup('<q dir="auto">{}</q>').format(escape(answer.standalone_question))


def findings_html(answer: Answer) -> Markup:
    """Every finding, best first, citations numbered through; those that can't both hold side by side, with a word."""
    cards, number = [], 1
    for place, finding in enumerate(answer.findings):
        told = differing_html(answer.differences, place)
        cards.append(finding_html(finding, number, claims=not answer.looked_up, told=told))
        number += len(finding.citations) + len(finding.mentions)
    listed = Markup('<ol class="findings{}">{}</ol>').format(" differ" if answer.differences else "", joined(cards))
    differ = Markup('<p class="differing">{}</p>').format(say("answer.differ")) if answer.differences else Markup()
    return differ + listed


def differing_html(differences: Sequence[Difference], place: int) -> Markup:
    """The date of a finding that can't hold together with another, and whether it is the older one; else nothing."""
    for difference in differences:
        dates = {difference.one: difference.one_date, difference.other: difference.other_date}
        if place in dates:
            older = say("answer.older") if difference.older == place else ""
            words = say("list.dot").join(filter(None, (iso_words(dates[place]), older)))
            return Markup('<p class="dated">{}</p>').format(words) if words else Markup()
    return Markup()


def finding_html(finding: Finding, number: int, claims: bool = True, told: Markup = _NOTHING) -> Markup:
    """A card: the quote with the answer lit, how sure the reader is if it `claims` to answer, and the citations,
    numbered from `number`; `told` stands above."""
    first, *others = finding.citations
    sureness = sureness_words(finding) if claims else ""
    sure = Markup('<span class="confidence">{}</span>').format(said_sureness(finding)) if sureness else ""
    return Markup(
        '<li class="finding" data-sure="{}">{}{}<blockquote class="quote" dir="auto">{}</blockquote>'
        '<div class="standing">{}{}{}'
        '<button type="button" class="copy" data-copy="{}" aria-label="{}">{}'
        '<span class="said">{}</span></button></div>'
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
        say("answer.copy_quote"),
        COPY_ICON,
        say("answer.copy"),
        citation_html(first, number),
        joined(agreeing_html(citation, number + n) for n, citation in enumerate(others, start=1)),
        mentions_html(finding, number + len(finding.citations)),
    )


def evidence_html(finding: Finding) -> Markup:
    """What anybody can check in the quote; how many documents say so is told beside it."""
    facts = [say_note(fact) for fact in finding.evidence if not is_of_voices(fact)]
    told = say("list.semicolon").join(facts)
    return Markup('<span class="evidence">{}</span>').format(escape(told)) if facts else Markup()


def agreement_html(finding: Finding) -> Markup:
    """How many documents say so, each for itself; or how many repeat one text."""
    documents = len({citation.document_id for citation in finding.citations})
    if documents < 2:
        return Markup()
    said, count = ("answer.agree", finding.voices) if finding.voices > 1 else ("answer.repeated", documents)
    return Markup('<span class="agreement">{}</span>').format(say(said, count=count))


def agreeing_html(citation: Citation, number: int) -> Markup:
    """Another document's own words for the same."""
    return Markup('<div class="agreeing">{}<blockquote class="quote" dir="auto">{}</blockquote>{}</div>').format(
        under_html(citation), quote_html(citation), citation_html(citation, number)
    )


def mentions_html(finding: Finding, number: int) -> Markup:
    """Documents that give the words without claiming the same."""
    chips = joined(citation_html(citation, number + n) for n, citation in enumerate(finding.mentions))
    shown = Markup('<div class="mentions"><span>{}</span>{}</div>')
    return shown.format(say("answer.mentioned"), chips) if chips else Markup()
