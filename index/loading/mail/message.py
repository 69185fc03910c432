"""Mails (.eml) → Document of the message, and the files attached to it; format=flowed by RFC 3676."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from email.message import Message
from pathlib import Path

from index.documents.datatypes import Document, Failure
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer, flat
from index.loading.mail.parts import Parts, attached_name, content_of, dated, header, parse, subject
from index.loading.member_names import MemberNames
from index.loading.members import Member, inside
from index.loading.titling import shortened
from index.loading.web.charset import decode_as
from index.loading.web.flow import compose
from index.loading.web.markup import Element
from index.loading.web.markup import parse as parse_page
from index.loading.web.styles import Styles, of_page

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_SUBSTANTIAL = 0.8  # of the words that a mail says in HTML, for its plain text to stand for it; links' addresses differ
_SAID_ELSEWHERE = 0.5  # of the plain text's words that its HTML lacks, from which this is told
_FIRST_WORDS = 60  # characters
_WORD = re.compile(r"\w+")
_QUOTE_MARKS = re.compile(r">*")
_SIGNATURE = "-- "


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """The message: who wrote to whom, when and of what, and what it says. Raises LoadError for what is not an email."""
    return document_of(parse(path, data), path, data, bounds, media_type)


def document_of(
    message: Message, path: Path, data: bytes, bounds: Bounds, media_type: str, told: Sequence[str] = ()
) -> Document:
    """The document of a message that is taken apart already; `told` is what is known to be missing in it."""
    composer = Composer(str(path), bounds)
    for name in _SHOWN:
        words = header(message, name)
        composer.paragraph(f"{name}: {words}" if words else "")
    parts = Parts(message)
    warnings = list(told)
    for plain, html in parts.bodies:
        warnings += _compose_body(path, plain, html, composer, bounds)
    warnings += parts.warnings
    if not composer.length:
        raise LoadError(str(path), "It is not an email, or it is damaged: it has no sender, subject or text.")
    return composer.document(path, data, media_type, subject(message), dated(message), warnings)


def unpack(path: Path, data: bytes, bounds: Bounds) -> Iterator[Member | Failure]:
    """The files attached to a mail, mails among them; signatures and the pictures in its text are left out."""
    yield from attached_files(parse(path, data), path, bounds)


def attached_files(message: Message, path: Path, bounds: Bounds) -> Iterator[Member | Failure]:
    """The files attached to a message that is taken apart already."""
    attached, when = Parts(message).attached, dated(message)
    names = MemberNames(path)
    for index, part in enumerate(attached):
        bounds.page(index, len(attached))
        name = names.unique(attached_name(part, index + 1))
        content = content_of(part)
        if content is None:
            yield Failure(str(inside(path, name)), "It is damaged in the email.")
        else:
            bounds.unpacked(str(path), len(content))
            yield Member(name, content, when)


def _compose_body(
    path: Path, plain: Sequence[Message], html: Sequence[Message], composer: Composer, bounds: Bounds
) -> list[str]:
    """Adds one body of a mail: its plain text, unless its HTML says more. Returns warnings."""
    texts = [(part, *_text_of(path, part)) for part in plain]
    pages = [(parse_page(text), unsure) for text, unsure in (_text_of(path, part) for part in html)]
    in_pages = Composer(str(path), bounds)
    for (root, _), _ in pages:
        compose(root, in_pages, bounds, None, _styles(root))
    said, said_in_pages = (Counter(_WORD.findall(words)) for words in (_joined(texts), in_pages.text))
    missing = (said_in_pages - said).total()
    warnings: list[str] = []
    if said and missing <= (1 - _SUBSTANTIAL) * said_in_pages.total():
        for part, text, unsure in texts:
            _compose_plain(part, text, composer)
            warnings += unsure
        return warnings
    for (root, too_deep), unsure in pages:
        warnings += [*unsure, *too_deep, *compose(root, composer, bounds, None, _styles(root))]
    if (said - said_in_pages).total() > _SAID_ELSEWHERE * said.total():
        beginning = shortened(flat(_joined(texts)), _FIRST_WORDS)
        warnings.append(f"Its text without formatting says something else, and was left out: “{beginning}”")
    return warnings + [warning for _, _, unsure in texts for warning in unsure]


def _joined(texts: Sequence[tuple[Message, str, tuple[str, ...]]]) -> str:
    return "\n".join(text for _, text, _ in texts)


def _styles(root: Element | None) -> Styles:
    return Styles() if root is None else of_page(root)


def _text_of(path: Path, part: Message) -> tuple[str, tuple[str, ...]]:
    """A part's text; what its charset does not explain is guessed at, or replaced, with a warning."""
    content = content_of(part)
    if content is None:
        return "", ("Part of the email's text is damaged and was not read.",)
    if not content.strip():
        return "", ()
    try:
        return decode_as(path, content, str(part.get_content_charset("") or ""))
    except LoadError:
        return "", ("Part of the email's text is in an unknown encoding and was not read.",)


def _compose_plain(part: Message, text: str, composer: Composer) -> None:
    """Adds a plain text, a paragraph for each stretch between blank lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if str(part.get_param("format", "") or "").lower() == "flowed":
        lines = list(_unflowed(lines, str(part.get_param("delsp", "") or "").lower() == "yes"))
    paragraph: list[str] = []
    for line in (*lines, ""):
        if line.strip(" \t>"):
            paragraph.append(line)
        elif paragraph:
            composer.paragraph("\n".join(paragraph))
            paragraph = []


def _unflowed(lines: Sequence[str], delete_space: bool) -> Iterator[str]:
    """The lines of a flowed text as they were before they were wrapped: RFC 3676, section 4."""
    depth = 0
    flowing: list[str] = []
    for line in lines:
        marks = len(_QUOTE_MARKS.match(line)[0])  # type: ignore[index]  # it matches an empty string too
        words = line[marks:].removeprefix(" ")
        if flowing and (marks != depth or words == _SIGNATURE):
            yield _quoted(depth, flowing)
            flowing = []
        depth = marks
        soft = words.endswith(" ") and words != _SIGNATURE
        flowing.append(words[:-1] if soft and delete_space else words)
        if not soft:
            yield _quoted(depth, flowing)
            flowing = []
    if flowing:
        yield _quoted(depth, flowing)


def _quoted(depth: int, words: Sequence[str]) -> str:
    return (">" * depth + " " if depth else "") + "".join(words)
