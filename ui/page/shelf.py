"""The documents on the left as HTML: the list, its tags and folders, how far adding has come and what came of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from ui.page.facts import counted, day_words, file_name, kind_words, length_words, named, time_left
from ui.page.rendering import CROSS_ICON, escape, joined

if TYPE_CHECKING:
    from index.adding.progress import Progress
    from ui.intake import Summary
    from ui.service import DocumentSummary, Failure, RemovedDocument

_UNDONE = 3  # removed documents at a time: more would push the list of documents aside
_DOCUMENT = Markup(
    '<li class="document" data-id="{id}" data-path="{path}" data-find="{find}">'
    '<input type="checkbox" value="{id}" aria-label="Ask only {title}">'
    '<button type="button" class="open" data-document="{id}"><bdi class="title">{title}</bdi>'
    '<span class="origin"><bdi class="file">{file}</bdi>{mark} <span class="day">{day}</span></span>'
    '<span class="facts">{facts}</span>{tags}</button>'
    '<button type="button" class="remove" data-remove="{id}" aria-label="Remove {title}">{icon}</button></li>'
)
_FOLDER = Markup(
    '<li class="folder" data-id="{path}" title="{path}"><span class="place"><bdi class="name">{name}</bdi>'
    '<span class="file"><bdi dir="ltr">{path}</bdi></span></span>'
    '<button type="button" class="switch" role="switch" aria-checked="{on}" data-folder="{path}" '
    'aria-label="Keep {name} in sync"><span aria-hidden="true">Keep in sync</span></button></li>'
)


def documents_html(documents: Iterable["DocumentSummary"]) -> Markup:
    """The list of documents, by title."""
    return joined(document_html(document) for document in sorted(documents, key=_by_title))


def document_html(document: "DocumentSummary") -> Markup:
    """A document in the list: tick to ask only it, open it, remove it."""
    title, kind = escape(document.title), kind_words(document.media_type, document.path)
    passages = counted(document.passages, "passage")
    find = " ".join([document.title, document.path, kind, *document.tags]).casefold()
    return _DOCUMENT.format(
        id=escape(document.id),
        path=escape(document.path),
        find=escape(find),
        title=title,
        file=escape(file_name(document.path)),
        day=day_words(document.modified) or f"added {day_words(document.added)}",
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
        _FOLDER.format(path=escape(path), name=escape(file_name(path)), on="true" if on else "false")
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
    line = Markup(
        '<li>Removed <bdi class="title">{title}</bdi>. <button type="button" class="link undo" '
        'data-removal="{removal}" aria-label="Undo: bring back {title}">Undo</button></li>'
    )
    lines = [line.format(title=escape(each.title), removal=each.removal) for each in removed[:_UNDONE]]
    if len(removed) > _UNDONE:
        more = Markup("<li>and {} more, which <code>quoth restore</code> lists.</li>")
        lines.append(more.format(f"{len(removed) - _UNDONE:,}"))
    return joined(lines)


def progress_html(progress: "Progress") -> Markup:
    """How far the adding of documents has come."""
    facts = [
        f"{progress.done:,} of {counted(progress.total, 'file')}",
        counted(progress.pages, "page") if progress.pages else "",
        counted(progress.passages, "passage") if progress.passages else "",
        time_left(progress.seconds_left),
    ]
    return Markup('<p class="reading">Reading <bdi>{}</bdi></p><p class="facts">{}</p>').format(
        escape(file_name(progress.name)), _apart(facts)
    )


def summary_words(summary: "Summary") -> str:
    """What came of adding, in a sentence or two."""
    counts = {
        "added": summary.added,
        "changed": summary.changed,
        "renamed": summary.renamed,
        "removed": summary.removed,
        "already there": summary.unchanged,
        "out of reach": summary.kept,
        "not added": summary.failed,
    }
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    if summary.noted:
        said += f"; {summary.noted:,} marked †, with notes on what could not be read"
    if summary.cancelled:
        return f"Cancelled; already done: {said}." if said else "Cancelled; nothing was added."
    return f"{said}." if said else "There was nothing to add."


def _by_title(document: "DocumentSummary") -> tuple[str, str]:
    """Whatever marks it begins with, and `Part 2` before `Part 10`."""
    words = re.sub(r"^\W+", "", document.title.casefold())
    return re.sub(r"\d+", lambda number: number[0].zfill(20), words), document.path


def _apart(facts: Iterable[str], kind: str = "") -> Markup:
    """Facts with a dot between them, each kept on one line; a document's kind before them."""
    first = [Markup('<span class="kind">{}</span>').format(kind)] if kind else []
    return joined([*first, *(Markup("<span>{}</span>").format(fact) for fact in facts if fact)], " · ")


def _warning_mark(warnings: int) -> Markup:
    if not warnings:
        return Markup()
    mark = Markup(' <span class="noted" title="{0}"><i aria-hidden="true">†</i><span class="unseen">{0}</span></span>')
    return mark.format(f"{counted(warnings, 'note')} on how it was read")


def _tags(tags: Iterable[str]) -> Markup:
    chips = joined(Markup('<bdi class="tag">{}</bdi>').format(escape(tag)) for tag in tags)
    return Markup('<span class="tags">{}</span>').format(chips) if chips else Markup()
