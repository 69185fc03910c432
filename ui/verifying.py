"""A saved answer → the quotes in it that do not stand where they say, in the library and in the file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import LoadError, QuothError, UnknownDocumentError
from index.library import Library
from index.loading import load
from qa.citing import quote_mismatch
from qa.datatypes import Citation


def problems(answer: Any, library: Library) -> tuple[int, list[str], list[str]]:
    """How many quotes were checked, what is wrong, and what is worth knowing, each in a line.

    Raises QuothError for something that is not the JSON of an answer.
    """
    checked, wrong, notes = 0, [], []
    for label, citation in _citations(answer):
        checked += 1
        errors, remarks = _check(citation, library)
        wrong += [f"{label}: {error}" for error in errors]
        notes += [f"{label}: {remark}" for remark in remarks]
    wrong += _texts_without_a_quote(answer)
    return checked, wrong, notes


def _citations(answer: Any) -> Iterator[tuple[str, Citation]]:
    try:
        for number, finding in enumerate(answer["findings"], start=1):
            for place, citation in enumerate(finding["citations"], start=1):
                yield f"finding {number}, citation {place}", _citation(citation)
        for number, citation in enumerate(answer["closest"], start=1):
            yield f"closest passage {number}", _citation(citation)
    except (KeyError, TypeError, ValueError) as error:
        raise QuothError(f"This is not the JSON of an answer: {error!r}. `quoth ask --json` prints one.") from error


def _citation(found: dict[str, Any]) -> Citation:
    start, end = int(found["start"]), int(found["end"])
    names = ("document_id", "title", "path", "sha256", "quote")
    text = {name: str(found[name]) for name in names}
    return Citation(**text, page=found["page"], start=start, end=end, answer_start=start, answer_end=end)


def _check(citation: Citation, library: Library) -> tuple[list[str], list[str]]:
    wrong, notes, seen = [], [], False
    try:
        stored = library.document(citation.document_id)
        seen = True
        if mismatch := quote_mismatch(citation, stored.text):
            wrong.append(f"in the library {mismatch}")
    except UnknownDocumentError:
        notes.append(f"the library {library.folder} does not hold {citation.path}")
    if Path(citation.path).is_file():
        seen = True
        try:
            read = load(Path(citation.path))
        except LoadError as error:
            return [*wrong, f"the file can no longer be read: {error}"], notes
        if mismatch := quote_mismatch(citation, read.text):
            wrong.append(f"in the file {citation.path} {mismatch}")
        elif read.sha256 != citation.sha256:
            notes.append(f"the file {citation.path} has changed elsewhere since; this quote still stands")
    elif seen:
        notes.append(f"the file {citation.path} is gone; the quote stands in the library's copy of its text")
    if not seen:
        wrong.append(f"neither the library nor the file {citation.path} is there to check it against")
    return wrong, notes


def _texts_without_a_quote(answer: Any) -> list[str]:
    """Findings whose text is no stretch of their first quote, and an answer text that is not the first finding's."""
    wrong = []
    for number, finding in enumerate(answer["findings"], start=1):
        quotes = [citation["quote"] for citation in finding["citations"]]
        if not quotes or str(finding.get("text")) not in quotes[0]:
            wrong.append(f"finding {number}: its text {finding.get('text')!r} is not in its quote")
    first = answer["findings"][0].get("text") if answer["findings"] else ""
    if answer.get("text", first) != first:
        wrong.append(f"the answer's text {answer['text']!r} is not its first finding's")
    return wrong
