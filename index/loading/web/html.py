"""Web pages (.html, .xhtml, .mhtml) → Document: the page's own text, without its menus, banners and scripts."""

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from itertools import islice
from pathlib import Path

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer, flat
from index.loading.dating import seconds_of
from index.loading.front_matter import front_matter
from index.loading.titling import shortened
from index.loading.unread import counted
from index.loading.web.article import Article, article
from index.loading.web.charset import decode_as
from index.loading.web.flow import compose
from index.loading.web.markup import Element, events, is_silent, parse
from index.loading.web.styles import of_page

_PAGES = frozenset({"html", "xhtml+xml"})
_ARCHIVED = frozenset({".mhtml", ".mht"})
_SEARCHED = 4096  # bytes in which a page names its charset
_NAMED_PARTS = 4  # of those left out, by their first words
_FIRST_WORDS = 60  # characters
_SEARCHED_PARTS = 200  # pieces of text in which the first words are looked for
_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{1,40})", re.I)
_DATES = ("article:published_time", "og:article:published_time", "datepublished", "dc.date", "dcterms.date", "date")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A page's article, or its whole body where nothing looks like one. Raises LoadError for a page without text."""
    page, charset = data, ""
    warnings: list[str] = []
    if path.suffix.lower() in _ARCHIVED:
        page, charset, warnings = _page_in_archive(path, data)
    text, unsure = decode_as(path, page, charset or _named_charset(page))
    front = front_matter(text)
    text = text[front.length :] if front else text
    root, too_deep = parse(
        text, xml=path.suffix.lower() == ".xhtml" or 'xmlns="http://www.w3.org/1999/xhtml"' in text[:2000]
    )
    if root is None:
        raise LoadError(str(path), "The page contains no text.")
    composer = Composer(str(path), bounds)
    told = _compose_article(root, composer, bounds)
    if too_deep and not composer.length:
        raise LoadError(str(path), *too_deep)
    warnings += [*unsure, *too_deep, *told]
    if front is None:
        return composer.document(path, data, media_type, _named_title(root), _published(root), warnings)
    title, modified = front.title or _named_title(root), front.modified or _published(root)
    document = composer.document(path, data, media_type, title, modified, (*warnings, *front.warnings()))
    return replace(document, tags=front.tags)


def _compose_article(root: Element, composer: Composer, bounds: Bounds) -> list[str]:
    """Adds a page's own text; what of it could not be shown, and what else of the page was left out."""
    found, styles = article(root, bounds), of_page(root)
    told = compose(found.start, composer, bounds, lambda element: element in found.left_out, styles)
    if composer.length:
        return told + _beside(found)
    return compose(root, composer, bounds, None, styles)


def _beside(found: Article) -> list[str]:
    """What is told of the parts of a page that stand beside its own text."""
    told = [f"“{_first_words(element)}”" for element in found.beside[:_NAMED_PARTS]]
    if len(found.beside) > _NAMED_PARTS:
        told.append(f"{len(found.beside) - _NAMED_PARTS} more parts")
    if found.outside:
        told.append(f"{found.outside:,} characters outside its main part")
    return [f"Left out, as beside the page's own text: {'; '.join(told)}."] if told else []


def _first_words(element: Element) -> str:
    """The first words that an element shows."""
    parts = (part.text if event == "start" else part.tail for event, part in events(element, is_silent))
    return shortened(flat(" ".join(text for text in islice(parts, _SEARCHED_PARTS) if text)), _FIRST_WORDS)


def _page_in_archive(path: Path, data: bytes) -> tuple[bytes, str, list[str]]:
    """The page that an .mhtml file was saved for, the charset named for it, and a warning for frames beside it."""
    try:
        pages = [part for part in _leaves(email.message_from_bytes(data)) if part.get_content_subtype() in _PAGES]
        page = pages[0].get_payload(decode=True) if pages else None
        charset = pages[0].get_content_charset("") if pages else ""
    except Exception as error:  # the email parser raises just anything on damaged headers
        raise LoadError(str(path), f"The saved page is damaged: {error}.") from error
    if not isinstance(page, bytes):
        raise LoadError(str(path), "It is not a saved web page, or it is damaged: it contains no HTML.")
    frames = len(pages) - 1
    return page, charset, [f"{counted(frames, 'frame')} not read: they are pages of their own."] if frames else []


def _leaves(message: Message) -> Iterator[Message]:
    """The parts of a message that hold no others, in order."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        below = part.get_payload()
        if isinstance(below, list):
            waiting += [inner for inner in reversed(below) if isinstance(inner, Message)]
        else:
            yield part


def _named_charset(data: bytes) -> str:
    declared = _XML_ENCODING.search(data[:_SEARCHED]) or _CHARSET.search(data[:_SEARCHED])
    name = declared[1].decode("ascii") if declared else ""
    return "utf-8" if name.lower().startswith("utf-16") else name  # it could not have been read in UTF-16


def _named_title(root: Element) -> str:
    for meta in root.iter("meta"):
        if (meta.get("property") or "").lower() == "og:title" and flat(meta.get("content") or ""):
            return meta.get("content") or ""
    for title in root.iter("title"):
        if all(above.tag != "svg" for above in title.iterancestors()):
            return "".join(title.itertext())
    return ""


def _published(root: Element) -> float | None:
    """The date that a page gives for itself, in seconds since 1970; None unless it is a plain ISO date."""
    dates: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        dates.setdefault(name.lower(), (meta.get("content") or "").strip())
    written = next((dates[name] for name in _DATES if _ISO.fullmatch(dates.get(name, ""))), "")
    return seconds_of(written)
