"""What the page says where there is no finding: close but not sure, nothing near, or no question to documents."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from qa.datatypes import Answer, Citation, Verdict
from qa.notes import is_of_language
from ui.page.facts import progress_words
from ui.page.rendering import citation_html, escape, joined, quote_html, under_html
from ui.words import either, say, say_html, say_note

if TYPE_CHECKING:
    from ui.service import Progress


def refusal_words(answer: Answer, asked_of: int | None = None) -> str:
    """That it is not sure or can't tell, or that the documents don't say; and how many were asked, if not all."""
    if answer.verdict is Verdict.UNSURE:
        return say("refusal.unsure")
    if is_of_language(answer.note):
        return say("refusal.untold")
    return say("refusal.none") if asked_of is None else say("refusal.none_of", count=asked_of)


def unread_note(documents: int, progress: "Progress | None") -> str:
    """Why a refusal may be early: documents are still being read, or there are none; empty when neither is so."""
    if progress:
        return say("refusal.still_reading", progress=progress_words(progress))
    return "" if documents else say("refusal.no_documents")


def unanswered_html(answer: Answer, note: str = "", asked_of: int | None = None) -> Markup:
    """The reply without findings. `note` and `asked_of` as for `answer_html`."""
    if answer.verdict is Verdict.TALK:
        passages = _passages([_lit(citation, number) for number, citation in enumerate(answer.closest, start=1)])
        told = escape(say_note(answer.note))
        return Markup('<div class="talk"><p class="verdict">{}</p>{}</div>').format(told, passages)
    remark = Markup('<p class="remark">{}</p>').format(escape(say_note(answer.note))) if answer.note else ""
    noted = Markup('<p class="unread">{}</p>').format(note) if note else ""
    if answer.verdict is Verdict.UNSURE:
        passages = _passages([_lit(citation, number) for number, citation in enumerate(answer.closest, start=1)])
    else:
        passages = _unlit_passages(answer)
    words, told = refusal_words(answer, asked_of), _unknown_html(answer)
    return Markup('<div class="refusal" data-verdict="{}"><p class="verdict">{}</p>{}{}{}{}{}</div>').format(
        answer.verdict, words, noted, remark, told, passages, _ask_all_html(answer, asked_of)
    )


def _ask_all_html(answer: Answer, asked_of: int | None) -> Markup:
    """One press that asks every document, where only some were."""
    if asked_of is None:
        return Markup()
    return Markup('<button type="button" class="ask-everywhere" data-question="{}">{}</button>').format(
        escape(answer.question), say("refusal.ask_all")
    )


def _lit(citation: Citation, number: int) -> Markup:
    """A passage with its words lit, as in a finding."""
    return Markup('<li class="passage">{}<blockquote class="quote" dir="auto">{}</blockquote>{}</li>').format(
        under_html(citation), quote_html(citation), citation_html(citation, number)
    )


def _passages(items: Iterable[Markup]) -> Markup:
    shown = joined(items)
    return Markup('<ol class="nearest">{}</ol>').format(shown) if shown else Markup()


def _unlit_passages(answer: Answer) -> Markup:
    """The closest passages, said not to be an answer: nothing is lit in them here, nor when they are opened."""
    passages = joined(
        Markup('<li class="passage"><blockquote class="quote" dir="auto">{}</blockquote>{}</li>').format(
            escape(citation.quote), citation_html(replace(citation, answer_end=citation.answer_start), number)
        )
        for number, citation in enumerate(answer.closest, start=1)
    )
    if not passages:
        return Markup()
    return Markup('<h3>{}</h3><ol class="closest">{}</ol>').format(say("refusal.closest"), passages)


def _unknown_html(answer: Answer) -> Markup:
    """The words that no document contains, and the question with those that one does, to press."""
    told, line = Markup(), Markup('<p class="unknown">{}</p>')
    if answer.unknown_words:
        unknown = either(Markup("<b>{}</b>").format(escape(word)) for word in answer.unknown_words)
        told = line.format(say_html("refusal.unknown", words=unknown))
    if not answer.corrected:
        return told
    press = Markup('<button type="button" class="meant">{}</button>').format(escape(answer.corrected))
    return told + line.format(say_html("refusal.meant", question=press))


def problem_html(reason: str) -> Markup:
    """Why a question could not be asked."""
    return Markup('<div class="refusal"><p class="verdict">{}</p></div>').format(escape(reason))
