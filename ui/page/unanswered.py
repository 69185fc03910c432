"""What the page says where there is no finding: close but not sure, nothing near, or no question to documents."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from qa.datatypes import Answer, Citation, Verdict
from ui.page.facts import counted
from ui.page.rendering import citation_html, escape, joined, quote_html, under_html

if TYPE_CHECKING:
    from ui.service import Progress

UNSURE = "I’m not sure. These come closest:"
_NONE = "Your documents don’t say."


def none_words(asked_of: int | None = None) -> str:
    """The refusal, which says how many documents were asked where it was not all of them."""
    if asked_of is None:
        return _NONE
    one, several = "The document you asked doesn’t say.", f"The {asked_of:,} documents you asked don’t say."
    return one if asked_of == 1 else several


def unread_note(documents: int, progress: "Progress | None") -> str:
    """Why a refusal may be early: documents are still being read, or there are none; empty when neither is so."""
    if progress:
        done = f"{progress.done:,} of {counted(progress.total, 'file')}"
        return f"Quoth is still reading your documents ({done} so far). Ask again when it has finished."
    return "" if documents else "There are no documents yet. Add some, then ask again."


def unanswered_html(answer: Answer, note: str = "", asked_of: int | None = None) -> Markup:
    """The reply without findings. `note` and `asked_of` as for `answer_html`."""
    if answer.verdict is Verdict.TALK:
        passages = _passages([_lit(citation, number) for number, citation in enumerate(answer.closest, start=1)])
        return Markup('<div class="talk"><p class="verdict">{}</p>{}</div>').format(escape(answer.note), passages)
    remark = Markup('<p class="remark">{}</p>').format(escape(answer.note)) if answer.note else ""
    noted = Markup('<p class="unread">{}</p>').format(note) if note else ""
    if answer.verdict is Verdict.UNSURE:
        words, told = UNSURE, _unknown_html(answer)
        passages = _passages([_lit(citation, number) for number, citation in enumerate(answer.closest, start=1)])
    else:
        words, told = none_words(asked_of), _unknown_html(answer)
        passages = _unlit_passages(answer)
    return Markup('<div class="refusal" data-verdict="{}"><p class="verdict">{}</p>{}{}{}{}{}</div>').format(
        answer.verdict, words, noted, remark, told, passages, _ask_all_html(answer, asked_of)
    )


def _ask_all_html(answer: Answer, asked_of: int | None) -> Markup:
    """One press that asks every document, where only some were."""
    if asked_of is None:
        return Markup()
    return Markup('<button type="button" class="ask-everywhere" data-question="{}">Ask all documents</button>').format(
        escape(answer.question)
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
    return Markup('<h3>Closest passages — not an answer</h3><ol class="closest">{}</ol>').format(passages)


def _unknown_html(answer: Answer) -> Markup:
    """The words that no document contains, and the question with those that one does, to press."""
    unknown = _either(Markup("<b>{}</b>").format(escape(word)) for word in answer.unknown_words)
    told = Markup('<p class="unknown">No document contains {}.</p>').format(unknown) if unknown else Markup()
    meant = escape(answer.corrected)
    press = Markup('<p class="unknown">Did you mean <button type="button" class="meant">{}</button></p>')
    return told + press.format(meant) if meant else told


def _either(words: Iterable[Markup]) -> Markup:
    """`a`, `a or b`, `a, b or c`."""
    *first, last = [*words] or [Markup()]
    return joined([joined(first, ", "), last], " or ") if first else last


def problem_html(reason: str) -> Markup:
    """Why a question could not be asked."""
    return Markup('<div class="refusal"><p class="verdict">{}</p></div>').format(escape(reason))
