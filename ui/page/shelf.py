"""The documents on the left as HTML: the list, its tags and folders, how far adding has come and what came of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from ui.page.facts import counted, day_words, file_name, kind_words, length_words, named, progress_words, time_left
from ui.page.rendering import CROSS_ICON, escape, joined
from ui.words import say, say_html

if TYPE_CHECKING:
    from index.adding.progress import Progress
    from ui.intake import Summary
    from ui.service import DocumentSummary, Failure, RemovedDocument

_UNDONE = 3  # removed documents at a time: more would push the list of documents aside
_DOCUMENT = Markup(
    '<li class="document" data-id="{id}" data-path="{path}" data-find="{find}">'
    '<input type="checkbox" value="{id}" aria-label="{ask_only}">'
    '<button type="button" class="open" data-document="{id}"><bdi class="title">{title}</bdi>'
    '<span class="origin"><bdi class="file">{file}</bdi>{mark} <span class="day">{day}</span></span>'
    '<span class="facts">{facts}</span>{tags}</button>'
    '<button type="button" class="remove" data-remove="{id}" aria-label="{remove}">{icon}</button></li>'
)
_FOLDER = Markup(
    '<li class="folder" data-id="{path}" title="{path}"><span class="place"><bdi class="name">{name}</bdi>'
    '<span class="file"><bdi dir="ltr">{path}</bdi></span></span>'
    '<button type="button" class="switch" role="switch" aria-checked="{on}" data-folder="{path}" '
    'aria-label="{keep_folder}"><span aria-hidden="true">{keep}</span></button></li>'
)


def documents_html(documents: Iterable["DocumentSummary"]) -> Markup:
    """The list of documents, by title."""
    return joined(document_html(document) for document in sorted(documents, key=_by_title))


def document_html(document: "DocumentSummary") -> Markup:
    """A document in the list: tick to ask only it, open it, remove it."""
    kind = kind_words(document.media_type, document.path)
    passages = counted(document.passages, "passage")
    find = " ".join([document.title, document.path, kind, *document.tags]).casefold()
    return _DOCUMENT.format(
        id=escape(document.id),
        path=escape(document.path),
        find=escape(find),
        title=escape(document.title),
        ask_only=say_html("shelf.ask_only", title=escape(document.title)),
        remove=say_html("shelf.remove", title=escape(document.title)),
        file=escape(file_name(document.path)),
        day=day_words(document.modified) or say("shelf.added_on", day=day_words(document.added)),
        facts=_apart([length_words(document.characters, document.pages, document.media_type), passages], kind),
        mark=_warning_mark(len(document.warnings)),
        tags=_tags(document.tags),
        icon=CROSS_ICON,
    )


def tag_choices_html(tags: Mapping[str, int]) -> Markup:
    """Every tag as a button that restricts questions to it, with the number of its documents."""
    choice = Markup(
        '<button type="button" class="tag" aria-pressed="false" data-tag="{tag}"><bdi>{tag}</bdi> '
        "<i>{count}</i></button>"
    )
    return joined(choice.format(tag=escape(tag), count=count) for tag, count in tags.items())


def folders_html(folders: Mapping[str, bool]) -> Markup:
    """The folders that were synced, each with its switch."""
    return joined(
        _FOLDER.format(
            path=escape(path),
            name=escape(file_name(path)),
            on="true" if on else "false",
            keep=say("shelf.keep_in_sync"),
            keep_folder=say_html("shelf.keep_folder", name=escape(file_name(path))),
        )
        for path, on in sorted(folders.items())
    )


def failures_html(failures: Iterable["Failure"], kept: Iterable["Failure"] = ()) -> Markup:
    """The files that could not be added, each with the reason; then those out of reach, whose documents are kept."""
    item = Markup('<li class="{}"><bdi class="file" title="{}">{}</bdi> <span class="reason">{}</span></li>')
    lines = [("failed", failure.path, failure.reason) for failure in failures]
    lines += [("kept", path, reason) for path, reason in named(kept)]
    return joined(
        item.format(kind, escape(path), escape(file_name(path)), escape(reason)) for kind, path, reason in lines
    )


def removed_html(removed: Sequence["RemovedDocument"]) -> Markup:
    """What was removed, the latest first, each with a button that undoes it; beyond a few, how many more."""
    lines = [_undo_html(each) for each in removed[:_UNDONE]]
    if len(removed) > _UNDONE:
        command = Markup("<code>quoth restore</code>")
        more = say_html("shelf.more_removed", count=len(removed) - _UNDONE, command=command)
        lines.append(Markup("<li>{}</li>").format(more))
    return joined(lines)


def _undo_html(removed: "RemovedDocument") -> Markup:
    title = escape(removed.title)
    return Markup(
        '<li>{} <button type="button" class="link undo" data-removal="{}" aria-label="{}">{}</button></li>'
    ).format(
        say_html("shelf.removed", title=Markup('<bdi class="title">{}</bdi>').format(title)),
        removed.removal,
        say_html("shelf.undo_title", title=title),
        say("shelf.undo"),
    )


def progress_html(progress: "Progress") -> Markup:
    """How far the adding of documents has come."""
    facts = [
        progress_words(progress),
        counted(progress.pages, "page") if progress.pages else "",
        counted(progress.passages, "passage") if progress.passages else "",
        time_left(progress.seconds_left),
    ]
    name = Markup("<bdi>{}</bdi>").format(escape(file_name(progress.name)))
    return Markup('<p class="reading">{}</p><p class="facts">{}</p>').format(
        say_html("shelf.reading", file=name), _apart(facts)
    )


def summary_words(summary: "Summary") -> str:
    """What came of adding, in a sentence or two."""
    counts = {
        "added.added": summary.added,
        "added.changed": summary.changed,
        "added.renamed": summary.renamed,
        "added.removed": summary.removed,
        "added.unchanged": summary.unchanged,
        "added.kept": summary.kept,
        "added.failed": summary.failed,
    }
    said = say("list.comma").join(say(key, count=count) for key, count in counts.items() if count)
    if not said:
        return say("added.cancelled_nothing") if summary.cancelled else say("added.nothing")
    noted = say("added.noted", count=summary.noted) if summary.noted else ""
    return say("added.cancelled" if summary.cancelled else "added.done", counts=said, noted=noted)


def _by_title(document: "DocumentSummary") -> tuple[str, str]:
    """Whatever marks it begins with, and `Part 2` before `Part 10`."""
    words = re.sub(r"^\W+", "", document.title.casefold())
    return re.sub(r"\d+", lambda number: number[0].zfill(20), words), document.path


def _apart(facts: Iterable[str], kind: str = "") -> Markup:
    """Facts with a dot between them, each kept on one line; a document's kind before them."""
    first = [Markup('<span class="kind">{}</span>').format(kind)] if kind else []
    return joined([*first, *(Markup("<span>{}</span>").format(fact) for fact in facts if fact)], say("list.dot"))


def _warning_mark(warnings: int) -> Markup:
    if not warnings:
        return Markup()
    mark = Markup(' <span class="noted" title="{0}"><i aria-hidden="true">†</i><span class="unseen">{0}</span></span>')
    return mark.format(say("shelf.notes", count=warnings))


def _tags(tags: Iterable[str]) -> Markup:
    chips = joined(Markup('<bdi class="tag">{}</bdi>').format(escape(tag)) for tag in tags)
    return Markup('<span class="tags">{}</span>').format(chips) if chips else Markup()
