"""Answers and lists as plain text for a terminal; control characters are shown, never obeyed."""

import re
import textwrap
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from qa.confidence import sureness_words
from qa.datatypes import Answer, Citation, Finding, Verdict
from qa.notes import is_of_language
from ui.page.facts import counted, named, under_line
from ui.words import either, say

if TYPE_CHECKING:
    from index.adding.progress import Failure
    from index.library.protocol import DocumentSummary
    from index.library.removed import RemovedDocument

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Text without control characters and bidi overrides, each shown as U+FFFD; line feeds and tabs stay."""
    printable = _CONTROL.sub("\ufffd", text.replace("\r\n", "\n"))
    return printable.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """`plain` text on one line."""
    return plain(text).replace("\n", "\ufffd")


def listed(document: "DocumentSummary") -> list[str]:
    """A document as the lines of a list: id, size, title and tags; its path; what could not be read in it."""
    pages = counted(document.pages, "page") if document.pages else counted(document.characters, "character")
    day = _day(document.modified or document.added)
    tags = "".join(f" [{tag}]" for tag in document.tags)
    indent = " " * (len(document.id) + 2)
    lines = [f"{document.id}  {day}  {pages:>18}  {document.title}{tags}", f"{indent}{document.path}"]
    return lines + [f"{indent}! {warning}" for warning in document.warnings]


def _day(seconds: float) -> str:
    """The local date of a time in seconds since 1970; dashes for a time that a file has and no calendar."""
    try:
        return datetime.fromtimestamp(seconds).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return "----------"


def removed_lines(document: "RemovedDocument") -> list[str]:
    """A removed document as the lines of a list: id, day of removal, title and tags; its path."""
    day = _day(document.removed)
    tags = "".join(f" [{tag}]" for tag in document.tags)
    indent = " " * (len(document.id) + 2)
    return [f"{document.id}  {say('command.removed_on', day=day)}  {document.title}{tags}", f"{indent}{document.path}"]


def kept_lines(kept: "Sequence[Failure]") -> list[str]:
    """Whose documents a sync kept, and why."""
    return [say("command.kept", file=one_line(file), reason=one_line(reason)) for file, reason in named(kept)]


def answer_text(answer: Answer, width: int = 100) -> str:
    """An answer as a person reads it in a terminal."""
    lines = []
    if answer.standalone_question != answer.question:
        lines += [say("answer.searched", question=plain(answer.standalone_question)), ""]
    if not answer.answered:
        lines += _refusal_lines(answer)
    lines += [say("answer.differ"), ""] if answer.differences else []
    for number, finding in enumerate(answer.findings, start=1):
        lines.append(_wrapped(f"{number}. {finding.text}", width, "   "))
        lines += [] if answer.looked_up else [f"   {plain(line)}" for line in _sureness(finding)]
        for citation in finding.citations:
            under = under_line(citation)
            lines += [_wrapped(f"{under}:" if not under.endswith(":") else under, width, "     ")] if under else []
            lines += [_wrapped(f"“{citation.quote}”", width, "     "), f"     — {_place(citation)}"]
        lines.append("")
    for citation in answer.closest:
        lines += [_wrapped(f"“{citation.quote}”", width, "  "), f"  — {_place(citation)}"]
    noted = [plain(answer.note)] if answer.note and answer.answered else []
    return "\n".join([*lines, *noted]).strip()


def _refusal_lines(answer: Answer) -> list[str]:
    said = [plain(answer.note)] if answer.note else []
    if answer.verdict is Verdict.TALK:
        return [*said, ""]
    if answer.verdict is Verdict.UNSURE:
        return [say("command.unsure"), *said, *_unknown_lines(answer), ""]
    refused = say("command.untold") if is_of_language(answer.note) else say("command.none")
    lines = [refused, *said, *_unknown_lines(answer)]
    return [*lines, "", say("command.closest")] if answer.closest else lines


def _unknown_lines(answer: Answer) -> list[str]:
    words = either(Markup(word) for word in answer.unknown_words)  # nothing is escaped in a terminal
    unknown = [say("refusal.unknown", words=plain(words))] if words else []
    return [*unknown, say("command.meant", question=plain(answer.corrected))] if answer.corrected else unknown


def _sureness(finding: Finding) -> list[str]:
    """How sure it is, where that does not mislead, and what anybody can check in the quote."""
    words, facts = sureness_words(finding), say("list.semicolon").join(finding.evidence)
    said = say("command.sureness", sureness=words, share=f"{finding.confidence:.0%}") if words else ""
    if said and facts:
        return [say("command.sure_because", sureness=said, facts=facts)]
    return [said or facts] if said or facts else []


def _place(citation: Citation) -> str:
    given = {"title": citation.title, "path": citation.path, "start": str(citation.start), "end": str(citation.end)}
    if citation.page:
        return plain(say("command.place_page", **given, page=citation.page))
    return plain(say("command.place", **given))


def _wrapped(text: str, width: int, indent: str) -> str:
    return textwrap.fill(plain(text), width, initial_indent=indent, subsequent_indent=indent)
