"""What stands above a document's text: its title and tags, to be changed here, its pages, what is known of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from index.documents.datatypes import Document
from ui.page.facts import bytes_words, counted, day_words, file_name, kind_words, page_word
from ui.page.rendering import CROSS_ICON, ICON, escape, joined
from ui.words import say, say_html

if TYPE_CHECKING:
    from ui.service import DocumentSummary

_PENCIL = ICON.format("M3 13l.6-2.8 7.6-7.6 2.2 2.2-7.6 7.6zM9.6 4.2l2.2 2.2")
_BACK, _ON = ICON.format("M10 3.5L5.5 8l4.5 4.5"), ICON.format("M6 3.5L10.5 8 6 12.5")
_HEAD = Markup(
    '<header class="source-head"{facts}><div class="title-line"><h2 dir="auto">{title}</h2>{pencil}</div>'
    '<p class="file"><bdi>{file}</bdi>{page}</p>{bar}</header>'
)
_CHANGE = Markup(
    '<button type="button" class="plain rename" data-name="rename" aria-label="{0}" title="{0}">{1}</button>'
)
_TAG = Markup(
    '<li class="tag"><bdi>{tag}</bdi><button type="button" class="untag" data-untag="{tag}" '
    'aria-label="{remove}">{icon}</button></li>'
)
_TAGS = Markup(
    '<ul class="tags" aria-label="{tags}">{shown}</ul><input class="new-tag" type="text" maxlength="60" '
    'list="known-tags" aria-label="{add}" placeholder="{add}" autocomplete="off">'
)


@dataclass(frozen=True, slots=True)
class PageBar:
    """Which of `pages` is shown, as a picture or within the text; `quoted`: the page of the quote."""

    page: int
    pages: int
    as_text: bool
    quoted: int | None = None


def head_html(
    title: str, path: str, page: int | None = None, document_id: str = "", bar: PageBar | None = None
) -> Markup:
    """The title, the file and the page; with `document_id`, of a document that is still there, to be changed."""
    facts = Markup(' data-document="{}" data-path="{}"').format(escape(document_id), escape(path))
    return _HEAD.format(
        facts=facts if document_id else "",
        title=escape(title),
        pencil=_CHANGE.format(say("source.change_title"), _PENCIL) if document_id else "",
        file=escape(file_name(path)),
        page=say("source.on_page", page=page) if page else "",
        bar=_bar_html(bar) if bar else "",
    )


def details_html(document: Document, summary: "DocumentSummary", is_open: bool) -> Markup:
    """Tags, path, kind, size, day, length, and in full what could not be read."""
    listed = joined(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, escape(value))
        for name, value in _facts(document, summary)
        if value
    )
    return Markup(
        '<details class="details"{}><summary>{}</summary>{}<div class="tag-editor">{}</div>'
        '<p class="problem" role="alert"></p><dl>{}</dl></details>'
    ).format(
        Markup(" open") if is_open else "",
        say("source.details"),
        _warnings(document),
        tags_html(summary.tags),
        listed,
    )


def tags_html(tags: tuple[str, ...]) -> Markup:
    """A document's tags, each with a button that removes it, and a field for another."""
    shown = joined(
        _TAG.format(tag=escape(tag), remove=say_html("source.remove_tag", tag=escape(tag)), icon=CROSS_ICON)
        for tag in tags
    )
    return _TAGS.format(tags=say("source.tags"), shown=shown, add=say("source.add_tag"))


def _facts(document: Document, summary: "DocumentSummary") -> list[tuple[str, str]]:
    pages = len(document.page_starts)
    paged = "source.slides" if page_word(document.media_type) == "slide" else "source.pages"
    characters, passages = counted(len(document.text), "character"), counted(summary.passages, "passage")
    return [
        (say("source.file"), document.path),
        (say("source.kind"), kind_words(document.media_type, document.path)),
        (say("source.size"), bytes_words(summary.size)),
        (say("source.date"), day_words(document.modified)),
        (say("source.added"), day_words(summary.added)),
        (say(paged), f"{pages:,}" if pages else ""),
        (say("source.text"), say("source.length", characters=characters, passages=passages)),
    ]


def _warnings(document: Document) -> Markup:
    if not document.warnings:
        return Markup()
    lines = joined(Markup("<li>{}</li>").format(escape(warning)) for warning in document.warnings)
    return Markup('<div class="warnings"><p>{}</p><ul>{}</ul></div>').format(say("source.notes"), lines)


def _bar_html(bar: PageBar) -> Markup:
    """Buttons to turn pages, and the switch between picture and text."""
    turning = Markup()
    if not bar.as_text:
        turning = Markup('{}<span class="page-number">{}</span>{}{}').format(
            _turn(bar.page - 1, say("source.previous"), "previous", _BACK, bar.page > 1),
            say("source.page_of", page=bar.page, pages=bar.pages),
            _turn(bar.page + 1, say("source.next"), "next", _ON, bar.page < bar.pages),
            _to_quote(bar),
        )
    return Markup(
        '<div class="page-bar{}">{}<span class="views" role="group" aria-label="{}">{}{}</span></div>'
    ).format(
        " as-text" if bar.as_text else "",
        turning,
        say("source.show_as"),
        _view("page", say("source.as_page"), bar, not bar.as_text),
        _view("text", say("source.as_text"), bar, bar.as_text),
    )


def _turn(page: int, words: str, name: str, icon: Markup, can: bool) -> Markup:
    return Markup(
        '<button type="button" class="plain turn-page" data-name="{}" data-go="{}" aria-label="{}"{}>{}</button>'
    ).format(name, f'{{"page": {page}}}', words, "" if can else Markup(" disabled"), icon)


def _to_quote(bar: PageBar) -> Markup:
    if bar.quoted is None or bar.quoted == bar.page:
        return Markup()
    return Markup('<button type="button" class="link" data-name="to-quote" data-go="{}">{}</button>').format(
        f'{{"page": {bar.quoted}}}', say("source.to_quote")
    )


def _view(view: str, words: str, bar: PageBar, pressed: bool) -> Markup:
    return Markup('<button type="button" data-name="view-{0}" data-go="{1}" aria-pressed="{2}">{3}</button>').format(
        view, f'{{"view": "{view}", "page": {bar.page}}}', "true" if pressed else "false", words
    )
