"""EPUB books → Document: the chapters in the order of the book's spine (EPUB 3.3; EPUB 2 as well)."""

import posixpath
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urldefrag

from lxml import etree

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer, flat
from index.loading.dating import seconds_of
from index.loading.web.charset import decode_as
from index.loading.web.flow import compose
from index.loading.web.markup import Element, parse
from index.loading.web.styles import Styles, of_page

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_ENCRYPTION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_CHAPTER_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_MOST_SHEETS = 8  # style sheets of a chapter
_SEARCHED = 50  # elements at a chapter's start that may be its title
_NO_BOOK = "It is not an EPUB book, or it is damaged: "


@dataclass(frozen=True, slots=True)
class _Package:
    """What a book's OPF file says of it. `chapters` are the paths in the archive and the media types, in order."""

    title: str
    modified: float | None
    chapters: list[tuple[str, str]]
    contents: str  # the path of its table of contents; empty where it has none
    unknown: list[str]  # what the spine names and the manifest lacks


class _Book:
    """The files of a book, read one at a time."""

    def __init__(self, path: Path, data: bytes, bounds: Bounds) -> None:
        self.path = path
        self._archive = bounds.zipped(str(path), data)

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None for one that is missing or damaged."""
        try:
            return self._archive.read(name)
        except Exception:  # whatever the decompressors raise on damaged streams: the file cannot be read
            return None

    def xml(self, name: str) -> Element | None:
        """The root of an XML file, its entities left alone; None for one that is missing or damaged."""
        data = self.read(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
        try:
            return etree.fromstring(data, parser) if data else None
        except (etree.LxmlError, ValueError):
            return None


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A book's text, chapter by chapter. Raises LoadError for one that is protected, damaged or without text."""
    book = _Book(path, data, bounds)
    _refuse_protected(book)
    package = _package(book)
    titles = _titles(book, package.contents)
    composer = Composer(str(path), bounds)
    warnings = [f"Chapter {name} is missing from the book." for name in package.unknown]
    for number, (name, chapter_type) in enumerate(package.chapters):
        bounds.page(number, len(package.chapters))
        warnings += _compose_chapter(book, name, chapter_type, titles.get(name, ""), composer, bounds)
    return composer.document(path, data, media_type, package.title, package.modified, warnings)


def _compose_chapter(
    book: _Book, name: str, media_type: str, title: str, composer: Composer, bounds: Bounds
) -> tuple[str, ...]:
    """Adds a chapter, under its own heading or the one that the table of contents has for it; its warnings."""
    shown = posixpath.basename(name)
    if media_type not in _CHAPTER_TYPES:
        return (f"Chapter {shown} is a picture, or of an unknown type ({media_type}), and was not read.",)
    data = book.read(name)
    if data is None:
        return (f"Chapter {shown} is missing or damaged.",)
    try:
        text, warnings = decode_as(book.path, data, "")
    except LoadError:
        return (f"Chapter {shown} contains no text.",)
    root, too_deep = parse(text, xml=True)
    if root is None:
        return (f"Chapter {shown} is damaged.",)
    if title and next(root.iter("h1", "h2", "h3", "h4", "h5", "h6"), None) is None and not _make_heading(root, title):
        composer.heading(title)
    told = compose(root, composer, bounds, None, _styles(book, name, root))
    return tuple(f"In chapter {shown}: {warning}" for warning in (*warnings, *too_deep, *told))


def _styles(book: _Book, name: str, root: Element) -> Styles:
    """The look of a chapter, from the book's style sheets that it links to."""
    links = (link for link in root.iter("link") if "stylesheet" in (link.get("rel") or "").lower())
    sheets = [book.read(_resolve(name, link.get("href") or "")) for link in islice(links, _MOST_SHEETS)]
    return of_page(root, [sheet.decode("utf-8", "replace") for sheet in sheets if sheet])


def _make_heading(root: Element, title: str) -> bool:
    """Makes a chapter's first words a heading where they are its title; False where they are not."""
    for element in islice(root.iter("p", "div"), _SEARCHED):
        words = flat(" ".join(islice(element.itertext(), _SEARCHED)))
        if words.casefold() == title.casefold():
            element.tag = "h1"
            return True
        if words and not len(element):
            break
    return next((text for text in next(root.iter("body"), root).itertext() if text.strip()), None) is None


def _refuse_protected(book: _Book) -> None:
    root = book.xml(_ENCRYPTION)
    for method in root.iter("{*}EncryptionMethod") if root is not None else ():
        if method.get("Algorithm") not in _FONT_ENCRYPTION:
            reason = "The book is copy-protected (DRM), so its text cannot be read."
            raise LoadError(str(book.path), reason)


def _package(book: _Book) -> _Package:
    """Reads the OPF file. Raises LoadError where there is none that can be read."""
    name, root = _opf(book)
    manifest = {item.get("id"): item for item in root.iter("{*}item")}
    spine = [reference.get("idref") for reference in root.iter("{*}itemref")]
    chapters = [manifest[identity] for identity in spine if identity in manifest]
    contents = _contents(list(manifest.values()))
    return _Package(
        title=_first(root, "title"),
        modified=next((when for when in map(seconds_of, _dates(root)) if when is not None), None),
        chapters=[(_target(name, item), item.get("media-type") or "") for item in chapters],
        contents="" if contents is None else _target(name, contents),
        unknown=[identity or "without a name" for identity in spine if identity not in manifest],
    )


def _opf(book: _Book) -> tuple[str, Element]:
    """The OPF file's path in the archive, and its root. Raises LoadError where there is none that can be read."""
    container = book.xml(_CONTAINER)
    rootfile = next(container.iter("{*}rootfile"), None) if container is not None else None
    if rootfile is None:
        raise LoadError(str(book.path), f"{_NO_BOOK}it has no {_CONTAINER}.")
    name = _resolve("", rootfile.get("full-path") or "")
    root = book.xml(name)
    if root is None:
        raise LoadError(str(book.path), f"{_NO_BOOK}its list of chapters ({name or 'without a name'}) is missing.")
    return name, root


def _contents(items: list[Element]) -> Element | None:
    """The manifest's item for the table of contents: EPUB 3's nav, else EPUB 2's NCX."""
    navs = [item for item in items if "nav" in (item.get("properties") or "").split()]
    tables = [item for item in items if "dtbncx" in (item.get("media-type") or "")]
    return next(iter(navs[-1:] or tables), None)


def _target(opf: str, item: Element) -> str:
    """The path in the archive of an item in the manifest of the OPF file at `opf`."""
    return _resolve(opf, item.get("href") or "")


def _titles(book: _Book, contents: str) -> dict[str, str]:
    """The title of each chapter in the book's table of contents (EPUB 3's nav or EPUB 2's NCX), by its path."""
    root = book.xml(contents) if contents else None
    titles: dict[str, str] = {}
    for link in root.iter("{*}a") if root is not None else ():
        titles.setdefault(_resolve(contents, link.get("href") or ""), flat("".join(link.itertext())))
    for point in root.iter("{*}navPoint") if root is not None else ():
        content = next(point.iterchildren("{*}content"), None)
        label = next(point.iterchildren("{*}navLabel"), None)
        if content is not None and label is not None:
            titles.setdefault(_resolve(contents, content.get("src") or ""), flat("".join(label.itertext())))
    return titles


def _first(root: Element, name: str) -> str:
    return next((words for element in root.iter(f"{{*}}{name}") if (words := flat("".join(element.itertext())))), "")


def _dates(root: Element) -> list[str]:
    return [flat("".join(element.itertext())) for element in root.iter("{*}date")]


def _resolve(base: str, href: str) -> str:
    """The path in the archive that a link in the file `base` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(urldefrag(href).url))).lstrip("/")
