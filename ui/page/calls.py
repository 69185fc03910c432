"""The functions that the page's script may call; each takes one JSON object and gives back HTML already escaped.

A call that cannot be asked raises CallError, a document that is not there UnknownDocumentError.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Request
from gradio.utils import get_upload_folder

from index.adding.reasons import printable
from index.documents.datatypes import Document
from index.errors import LoadError, QuothError
from qa.datatypes import Citation
from ui.intake import Upload
from ui.page.asked import Asked
from ui.page.asking import asking_calls
from ui.page.dismissed import Dismissed, browser_of
from ui.page.shelf import (
    documents_html,
    failures_html,
    folders_html,
    progress_html,
    removed_html,
    summary_words,
    tag_choices_html,
)
from ui.page.source import Sheet, further_html, gone_html, source_html
from ui.page.source.head import tags_html
from ui.words import say

if TYPE_CHECKING:
    from ui.service import Service

NARROWEST, WIDEST, STEP = 400, 1600, 200  # pixels of a page's picture, in steps so that one made before fits again


def page_calls(service: "Service") -> list[Callable[..., Any]]:
    """What the page may ask of `service`, by the functions' names."""
    return [*asking_calls(service), *_adding(service), *_managing(service), *_opening(service)]


def uploaded(path: str) -> Path:
    """The file the page has uploaded to `path`, there or not; PermissionError for one anywhere else on this machine."""
    try:
        file = Path(path).resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL
        file = Path("/")
    if not file.is_relative_to(Path(get_upload_folder()).resolve()):
        raise PermissionError(f"{printable(path)} is not an uploaded file.")
    return file


def _adding(service: "Service") -> list[Callable[..., Any]]:
    dismissed = Dismissed(service.intake)

    def overview(known: Asked, request: Request) -> dict[str, Any]:
        """The documents, unless the page has this list already, and how the adding of new ones goes."""
        intake, progress, listed = service.intake, service.intake.progress(), service.documents()
        documents, browser = documents_html(listed), browser_of(request)
        summary = dismissed.summary(browser)
        stamp = hashlib.sha256(documents.encode("utf-8")).hexdigest()
        return {
            "documents": None if known.get("stamp") == stamp else documents,
            "stamp": stamp,
            "count": len(listed),
            "tags": tag_choices_html(service.tags()),
            "folders": folders_html(intake.folders()),
            "failures": failures_html(dismissed.failures(browser), dismissed.kept(browser)),
            "removed": removed_html(dismissed.removed(browser)),
            "busy": intake.busy(),
            "progress": progress
            and {"html": progress_html(progress), "part": _part(progress.done + progress.part, progress.total)},
            "summary": summary_words(summary) if summary else "",
            "examples": service.examples(),
        }

    def add(files: Asked, request: Request) -> None:
        """Starts adding the files that the page has just uploaded."""
        named = [files.object_of("uploads", file) for file in files.list("uploads")]
        uploads = [Upload(uploaded(file.text("path")), file.text("name")) for file in named]
        dismissed.dismiss(browser_of(request))
        service.intake.add(uploads)

    def dismiss(_: Asked, request: Request) -> None:
        """What came of the work so far is not shown again in this browser."""
        dismissed.dismiss(browser_of(request))

    def cancel(_: Asked) -> None:
        """Ends the adding; what is finished stays."""
        service.intake.cancel()

    return [overview, add, dismiss, cancel]


def _managing(service: "Service") -> list[Callable[..., Any]]:
    def remove(document: Asked) -> int:
        """Takes a document out of the library; the number that brings it back."""
        return service.remove(document.text("document_id"))

    def restore(removed: Asked) -> str:
        """Brings a removed document back; gives back why it could not be."""
        removal = removed.number("removal")
        return _problem(lambda: service.restore(removal))

    def rename(wanted: Asked) -> dict[str, str]:
        """Gives a document another title, and says which it has now; `problem` says why it could not be."""
        document_id, title = wanted.text("document_id"), wanted.text("title")
        problem = _problem(lambda: service.rename(document_id, title))
        summary = service.summary(document_id)
        return {"problem": problem, "title": summary.title if summary else title}

    def tag(wanted: Asked) -> dict[str, str]:
        """Makes these a document's tags; `problem` says why they could not be."""
        document_id, tags = wanted.text("document_id"), wanted.texts("tags")
        problem = _problem(lambda: service.tag(document_id, tags))
        summary = service.summary(document_id)
        return {"problem": problem, "html": tags_html(summary.tags if summary else ())}

    def keep_in_sync(wanted: Asked) -> str:
        """Switches the watching of a folder; gives back why it could not be."""
        folder, on = wanted.text("folder"), bool(wanted["on"])
        return _problem(lambda: service.intake.keep_in_sync(folder, on))

    return [remove, restore, rename, tag, keep_in_sync]


def _opening(service: "Service") -> list[Callable[..., Any]]:
    def source(wanted: Asked) -> str:
        """A document: its text, or the picture of a page, with the quote lit where `place` is a citation."""
        place, page = wanted.object("place"), wanted.number("page") or None
        citation = _citation(place) if "quote" in place else None
        try:
            document = service.document(place.text("document_id"))
        except LookupError:
            return gone_html(citation)
        first = page or (document.page_at(citation.start) if citation else None) or 1
        has_pictures, note, sheet = service.layout(document.id, first) is not None, "", None
        if has_pictures and wanted.get("view") != "text":
            try:
                sheet = _sheet(service, document, first, wanted.number("width", WIDEST))
            except LoadError as error:
                note = say("source.no_picture", reason=error.reason)
        return source_html(
            document, citation, service.summary(document.id), sheet, page, note=note, has_pictures=has_pictures
        )

    def further(wanted: Asked) -> str:
        """The stretch of a long text above or below what is shown."""
        way, offset = wanted.text("way"), wanted.number("offset")
        try:
            document = service.document(wanted.text("document_id"))
        except LookupError:
            return ""
        return further_html(document, way, offset)

    return [source, further]


def _citation(place: Asked) -> Citation:
    """The place that the page was given with an answer."""
    texts, numbers = ("document_id", "title", "path", "sha256", "quote"), ("start", "end", "answer_start", "answer_end")
    parts: dict[str, Any] = {name: place.text(name) for name in texts}
    parts |= {name: place.number(name) for name in numbers}
    return Citation(page=place.number("page") or None, **parts)


def _sheet(service: "Service", document: Document, page: int, width: int) -> Sheet | None:
    """A page's picture, of `width` pixels or a little more. Raises LoadError."""
    layout = service.layout(document.id, page)
    wide = min(WIDEST, max(NARROWEST, -(-width // STEP) * STEP))
    return Sheet(page, layout, service.picture(document.id, page, wide)) if layout else None


def _problem(change: Callable[[], None]) -> str:
    """Why a change could not be made, in words for a person; empty when it was."""
    try:
        change()
    except (QuothError, ValueError) as error:
        return str(error)
    return ""


def _part(done: float, total: int) -> float:
    return round(done / total, 3) if total else 0.0
