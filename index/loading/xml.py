"""XML of any vocabulary → Document: running text as paragraphs, records as rows of labelled values.

What an element is, is told by what it holds: words beside elements make a paragraph; elements of words alone, several
in one, make a record, each word behind its element's name, as the values of JSON are.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds, check_memory
from index.loading.composing import Composer, flat
from index.loading.mathml import formula
from index.loading.unread import Unread, counted
from index.loading.web import html
from index.loading.web.flow import compose
from index.loading.web.line import Line
from index.loading.web.markup import parse
from index.loading.zipped_xml import Element, local

_TITLES = frozenset({"title", "head", "heading", "subtitle", "h1", "h2", "h3", "h4", "h5", "h6", "article-title"})
_PARAGRAPHS = frozenset("p para simpara v l line li item note description abstract text".split())
_HEIGHTS = {"sup": 1, "superscript": 1, "sub": -1, "subscript": -1}
_STRUCK = frozenset({"del", "s", "strike"})
_FORMULA = "math"
_SKIPPED = _STRUCK | {_FORMULA}
_BREAKS = frozenset({"br", "lb", "break"})
_OF_LOOKS = frozenset({"class", "style"})
_MOST_FIELDS = 60  # of a record that is shown as one row
_LONGEST_VALUE = 400  # characters, beyond which a value is a paragraph of its own
_LONGEST_RECORD = 1_600  # characters of a record that is shown as one row
_MARKUP = re.compile(r"</[a-z]\w*>|<br\s*/?>", re.I)
_XHTML = "http://www.w3.org/1999/xhtml"


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """The text of every element and the values of attributes beside it. Raises LoadError for what is not XML."""
    options = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}
    parser = etree.XMLParser(huge_tree=True, **options)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        check_memory(parser)
        reason = f"It is not XML, or it is damaged: {error}. To have it read as plain text, rename it to .txt."
        raise LoadError(str(path), reason) from error
    if etree.QName(root).namespace == _XHTML:
        return html.load(path, data, bounds, media_type)
    reading = _Reading(Composer(str(path), bounds), bounds)
    reading.read(root)
    return reading.composer.document(path, data, media_type, reading.title, None, reading.warnings())


class _Reading:
    """Composes a tree of elements, and counts what in it cannot be shown."""

    def __init__(self, composer: Composer, bounds: Bounds) -> None:
        self.composer = composer
        self.title = ""
        self._bounds = bounds
        self._unread = Unread()
        self._entities = 0
        self._told: list[str] = []

    def warnings(self) -> list[str]:
        """What was left out, in plain words."""
        entities = [f"{counted(self._entities, 'entity', 'entities')} of its own not read."] * bool(self._entities)
        return [*self._unread.warnings(), *entities, *self._told]

    def read(self, root: Element) -> None:
        """Adds each element, in order."""
        waiting = [(root, 0)]
        passed = 0
        while waiting:
            element, depth = waiting.pop()
            passed += 1
            if passed % 10_000 == 0:
                self._bounds.page(0, 1)
            name = local(element).lower()
            if not name or name in _STRUCK:
                self._pass_over(element)
            elif name in _TITLES and _is_flowing(element):
                words = self._words(element)
                self.title = self.title or words
                self.composer.heading(words, max(1, depth))
            elif not len(element) or _is_flowing(element) or name == _FORMULA:
                self._leaf(element)
            elif fields := self._fields(element):
                self.composer.row([value for _, value in fields], [label for label, _ in fields])
            else:
                fields = [(f"{local(element)}.{label}", value) for label, value in _attributes(element)]
                self.composer.row([value for _, value in fields], [label for label, _ in fields])
                waiting += [(child, depth + 1) for child in reversed(element)]

    def _leaf(self, element: Element) -> None:
        words = self._words(element)
        if _MARKUP.search(words):  # HTML inside XML, as in feeds
            self._told += compose(parse(words)[0], self.composer, self._bounds)
        elif local(element).lower() in _PARAGRAPHS or len(element) or len(words) > _LONGEST_VALUE:
            self.composer.paragraph(words)
        else:
            fields = [(label, value) for label, value in [(local(element), words), *_attributes(element)] if value]
            self.composer.row([value for _, value in fields], [label for label, _ in fields])

    def _fields(self, element: Element) -> list[tuple[str, str]]:
        """The values of a record, each with its element's name; empty for what is none."""
        children = [child for child in element if local(child)]
        names = {local(child).lower() for child in children}
        if len(children) > _MOST_FIELDS or any(len(child) for child in children):
            return []
        if names & (_TITLES | _PARAGRAPHS | _STRUCK) or len(names) < 2:
            return []
        values = [(local(child), self._words(child)) for child in children]
        if sum(len(value) for _, value in values) > _LONGEST_RECORD or any(
            _MARKUP.search(value) for _, value in values
        ):
            return []
        inner = ((f"{local(child)}.{name}", value) for child in children for name, value in _attributes(child))
        return [(label, value) for label, value in (*_attributes(element), *values, *inner) if value]

    def _words(self, element: Element) -> str:
        """The words in an element on one line, raised ones and formulas as they are seen."""
        line = Line()
        walker = etree.iterwalk(element, events=("start", "end"))
        for event, part in walker:
            name = local(part).lower()
            height = _HEIGHTS.get(name, 0)
            if event == "start" and name in _SKIPPED:
                walker.skip_subtree()
                if name == _FORMULA:
                    line.formula(formula(part))
                elif name in _STRUCK and "".join(part.itertext()).strip():
                    self._unread.strike(line.before())
            elif event == "start":
                if height:
                    line.begin(height)
                line.add("\n" if name in _BREAKS else "")
                line.add(part.text or "" if name else "")
            elif height:
                line.end()
            if event == "end" or not name:
                self._entities += not name and event == "start"
                line.add(part.tail or "" if part is not element and event == "end" else "")
        return flat(line.take())

    def _pass_over(self, element: Element) -> None:
        if local(element) and "".join(element.itertext()).strip():
            self._unread.strike("")
        self._entities += not local(element)


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    """An element's attributes that say something: none of another vocabulary, none of its looks."""
    for name, value in element.attrib.items():
        if not str(name).startswith("{") and name not in _OF_LOOKS and str(value).strip():
            yield str(name), flat(str(value))


def _is_flowing(element: Element) -> bool:
    """Whether words stand in an element itself, beside other elements or alone."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
