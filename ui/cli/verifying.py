"""A saved answer → the quotes in it that are not where they say, in the library or in the file."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from index.documents.datatypes import Document
from index.errors import LoadError, QuothError, UnknownDocumentError
from index.isolation import ReadingProcess
from index.library.protocol import Library
from qa.citing import quote_mismatch
from qa.datatypes import Citation
from ui.page.facts import counted


def problems(answer: Any, library: Library | None) -> tuple[int, list[str], list[str]]:
    """How many quotes were checked, what is wrong, and what is worth knowing, one line each.

    Raises QuothError for anything but the JSON of an answer.
    """
    checked, wrong, notes = 0, [], []
    for label, citation in _citations(answer):
        checked += 1
        errors, remarks = _check(citation, library)
        wrong += [f"{label}: {error}" for error in errors]
        notes += [f"{label}: {remark}" for remark in remarks]
    return checked, wrong + _texts_without_a_quote(answer), notes


def _citations(answer: Any) -> Iterator[tuple[str, Citation]]:
    try:
        for number, finding in enumerate(answer["findings"], start=1):
            for place, citation in enumerate(finding["citations"], start=1):
                yield f"finding {number}, citation {place}", _citation(citation)
        for number, citation in enumerate(answer["closest"], start=1):
            yield f"closest passage {number}", _citation(citation)
    except (KeyError, TypeError, ValueError) as error:
        raise QuothError(f"This is not the JSON of an answer: {error!r}. `quoth ask --json` prints one.") from error


def _citation(saved: dict[str, Any]) -> Citation:
    """A citation as it was saved; no value is converted to make it fit."""
    texts = {name: saved[name] for name in ("document_id", "title", "path", "sha256", "quote")}
    start, end, page = saved["start"], saved["end"], saved["page"]
    for name, value in texts.items():
        if type(value) is not str:
            raise TypeError(f"{name} must be text, not {value!r}")
        value.encode()
    if type(start) is not int or type(end) is not int or (page is not None and type(page) is not int):
        raise TypeError(f"start, end and page must be whole numbers, not {start!r}, {end!r} and {page!r}")
    return Citation(**texts, page=page, start=start, end=end, answer_start=start, answer_end=end)


def _check(citation: Citation, library: Library | None) -> tuple[list[str], list[str]]:
    wrong: list[str] = []
    notes: list[str] = []
    stored = _stored(citation, library)
    read = _read(citation, wrong)
    if stored:
        wrong += _differences(citation, stored, "in the library")
        if stored.path != citation.path:
            notes.append(f"the library now has this document at {stored.path}")
    elif library:
        notes.append(f"the library {library.location} does not have {citation.path}")
    if read:
        wrong += _differences(citation, read, f"in the file {citation.path}", titled=stored is None)
    elif stored:
        notes.append(f"the file {citation.path} is gone; the quote was checked against the library's copy of its text")
    elif not wrong:
        wrong.append(f"it cannot be checked: neither the library nor the file {citation.path} is there")
    if (stored or read) and citation.sha256 not in {document.sha256 for document in (stored, read) if document}:
        notes.append("its sha256 is not that of the text checked: either the document or the answer has changed since")
    elif stored and read and stored.sha256 != read.sha256:
        notes.append(f"the file {citation.path} has changed since it was added, but not in this quote")
    return wrong, notes


def _stored(citation: Citation, library: Library | None) -> Document | None:
    try:
        return library.document(citation.document_id) if library else None
    except UnknownDocumentError:
        return None


def _read(citation: Citation, wrong: list[str]) -> Document | None:
    """The file as it is now, None if there is none; why it cannot be read goes to `wrong`."""
    try:
        path = Path(citation.path)
        file = next((candidate for candidate in (path, *path.parents) if candidate.is_file()), None)
        with closing(ReadingProcess()) as process:
            for document in process.documents(file) if file else ():
                if isinstance(document, Document) and document.path == citation.path:
                    return document
    except LoadError as error:
        wrong.append(f"the file can no longer be read: {error}")
    except (OSError, ValueError) as error:
        wrong.append(f"no file can be called {citation.path[:80]}: {error}")
    return None


def _differences(citation: Citation, document: Document, where: str, titled: bool = True) -> list[str]:
    """What differs between a citation and `document`; the title is compared only if `titled`."""
    if mismatch := quote_mismatch(citation, document.text):
        return [f"{where}, {mismatch}"]
    wrong = []
    if titled and citation.title != document.title:
        wrong.append(f"{where}, the title is {document.title!r}, not {citation.title!r}")
    if citation.page != document.page_at(citation.start):
        wrong.append(f"{where}, the page is {document.page_at(citation.start)}, not {citation.page}")
    return wrong


def _texts_without_a_quote(answer: Any) -> list[str]:
    """What the answer claims without a quote: texts that are not part of one, and claims that do not fit."""
    wrong = []
    for number, finding in enumerate(answer["findings"], start=1):
        quotes = [citation["quote"] for citation in finding["citations"]]
        text = finding.get("text")
        if not quotes or type(text) is not str or not text or text not in quotes[0]:
            wrong.append(f"finding {number}: its text {text!r} is not in its quote")
    first = answer["findings"][0].get("text") if answer["findings"] else ""
    if answer.get("text") != first:
        wrong.append(f"the answer's text {answer.get('text')!r} is not that of its first finding")
    findings = counted(len(answer["findings"]), "finding")
    if answer.get("answered") is not bool(answer["findings"]):
        wrong.append(f"it says answered: {answer.get('answered')!r}, but has {findings}")
    return wrong
