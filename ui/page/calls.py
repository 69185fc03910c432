"""The functions that the page's script may call; each takes one JSON value and gives back HTML already escaped."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.utils import get_upload_folder

from index.documents.datatypes import Document
from index.errors import LoadError, QuothError
from qa.datatypes import Citation
from ui.intake import Upload
from ui.page.answers import announcement, answer_html
from ui.page.dismissed import BROWSER, Dismissed
from ui.page.rendering import place_json
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
from ui.page.unanswered import problem_html, unread_note
from ui.scope import Scope

if TYPE_CHECKING:
    from ui.service import Service

NARROWEST, WIDEST, STEP = 400, 1600, 200  # pixels of a page's picture, in steps so that one made before fits again


def page_calls(service: "Service") -> list[Callable[..., Any]]:
    """What the page may ask of `service`, by the functions' names."""
    return [*_asking(service), *_adding(service), *_managing(service), *_opening(service)]


def uploaded(path: str) -> Path:
    """The file the page has uploaded to `path`; `PermissionError` for a path anywhere else on this machine."""
    file = Path(path).resolve()
    if not file.is_relative_to(Path(get_upload_folder()).resolve()):
        raise PermissionError(f"{path} is not an uploaded file.")
    return file


def _asking(service: "Service") -> list[Callable[..., Any]]:
    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        """The reply to one turn, what a screen reader says of it, and the place to open beside it."""
        question, history = str(asked["question"]).strip(), [str(earlier) for earlier in asked["history"]]
        scope = Scope(
            documents=[str(document_id) for document_id in asked.get("documents") or ()],
            tags=[str(tag) for tag in asked.get("tags") or ()],
            since=str(asked.get("since") or "") or None,
            until=str(asked.get("until") or "") or None,
        )
        try:
            reply = service.answer(question, history, scope)
        except QuothError as error:
            return {"html": problem_html(str(error)), "announcement": str(error), "place": None}
        return {
            "html": answer_html(reply, unread_note(len(service.documents()), service.intake.progress())),
            "announcement": announcement(reply),
            "place": place_json(reply.findings[0].citations[0]) if reply.answered else None,
        }

    return [answer]


def _adding(service: "Service") -> list[Callable[..., Any]]:
    dismissed = Dismissed(service.intake)

    def overview(known: dict[str, str], request: gr.Request) -> dict[str, Any]:
        """The documents, unless the page has this list already, and how the adding of new ones goes."""
        intake, progress, listed = service.intake, service.intake.progress(), service.documents()
        documents, browser = documents_html(listed), _browser(request)
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

    def add(files: dict[str, list[dict[str, str]]], request: gr.Request) -> None:
        """Starts adding the files that the page has just uploaded."""
        uploads = [Upload(uploaded(file["path"]), file["name"]) for file in files["uploads"]]
        dismissed.dismiss(_browser(request))
        service.intake.add(uploads)

    def dismiss(_: Any, request: gr.Request) -> None:
        """What came of the work so far is not shown again in this browser."""
        dismissed.dismiss(_browser(request))

    def cancel(_: Any) -> None:
        """Ends the adding; what is finished stays."""
        service.intake.cancel()

    return [overview, add, dismiss, cancel]


def _browser(request: gr.Request) -> str:
    """The name that the browser was given; empty for a program, which has none."""
    return str(request.cookies.get(BROWSER, ""))


def _managing(service: "Service") -> list[Callable[..., Any]]:
    def remove(document: dict[str, str]) -> int:
        """Takes a document out of the library; the number that brings it back."""
        return service.remove(document["document_id"])

    def restore(removed: dict[str, Any]) -> str:
        """Brings a removed document back; gives back why it could not be."""
        return _problem(lambda: service.restore(int(removed["removal"])))

    def rename(wanted: dict[str, str]) -> dict[str, str]:
        """Gives a document another title, and says which it has now; `problem` says why it could not be."""
        document_id = wanted["document_id"]
        problem = _problem(lambda: service.rename(document_id, wanted["title"]))
        summary = service.summary(document_id)
        return {"problem": problem, "title": summary.title if summary else wanted["title"]}

    def tag(wanted: dict[str, Any]) -> dict[str, str]:
        """Makes these a document's tags; `problem` says why they could not be."""
        document_id, tags = wanted["document_id"], [str(tag) for tag in wanted["tags"]]
        problem = _problem(lambda: service.tag(document_id, tags))
        summary = service.summary(document_id)
        return {"problem": problem, "html": tags_html(summary.tags if summary else ())}

    def keep_in_sync(folder: dict[str, Any]) -> str:
        """Switches the watching of a folder; gives back why it could not be."""
        return _problem(lambda: service.intake.keep_in_sync(folder["folder"], bool(folder["on"])))

    return [remove, restore, rename, tag, keep_in_sync]


def _opening(service: "Service") -> list[Callable[..., Any]]:
    def source(wanted: dict[str, Any]) -> str:
        """A document: its text, or the picture of a page, with the quote lit where `place` is a citation."""
        place, page = wanted["place"], int(wanted.get("page") or 0) or None
        citation = Citation(**place) if "quote" in place else None
        try:
            document = service.document(str(place["document_id"]))
        except LookupError:
            return gone_html(citation)
        first = page or (document.page_at(citation.start) if citation else None) or 1
        has_pictures, note, sheet = service.layout(document.id, first) is not None, "", None
        if has_pictures and wanted.get("view") != "text":
            try:
                sheet = _sheet(service, document, first, int(wanted.get("width") or WIDEST))
            except LoadError as error:
                note = f"This page cannot be shown as a picture, so here is its text. {error.reason}"
        return source_html(
            document, citation, service.summary(document.id), sheet, page, note=note, has_pictures=has_pictures
        )

    def further(wanted: dict[str, Any]) -> str:
        """The stretch of a long text above or below what is shown."""
        try:
            document = service.document(str(wanted["document_id"]))
        except LookupError:
            return ""
        return further_html(document, str(wanted["way"]), int(wanted["offset"]))

    return [source, further]


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
