"""HTML elements → headings, paragraphs, items, rows and code in a Composer, for web pages, books and mail.

Trees are walked from element to element, never by recursion: a page nests as deeply as it likes.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from lxml import etree

from index.loading.bounds import Bounds, check_memory
from index.loading.composing import Composer
from index.loading.web.markup_table import is_data, table_rows

Element: TypeAlias = etree._Element
Skip = Callable[[Element], bool]

SILENT = frozenset(
    "script style noscript template title iframe frame object embed audio video canvas svg input select textarea "
    "button datalist option map area progress meter annotation annotation-xml rp".split()
)
"""Elements that show no text of the page, or only a control's. <head> is not one: what is lost in it is shown."""
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table "
    "tbody td tfoot th thead tr ul".split()
)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LONGEST_HEADING = 300  # characters, beyond which a heading is text made large
_LINE_NUMBERS = frozenset({"gutter", "linenos", "linenodiv", "lineno", "hljs-ln-numbers"})
_ANCHOR_MARKS = frozenset({"", "¶", "#", "§", "🔗"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_TOO_DEEP = "Its elements are nested thousands deep; the deepest, and whatever follows them, were not read."


def parse(text: str, xml: bool = False) -> tuple[Element | None, tuple[str, ...]]:
    """The root element of a page, None where there is none, and a warning where it nests too deeply to be read.

    `xml` reads it by the rules of XHTML, if it keeps them; else, and where it does not, by those of HTML.
    """
    text = _XML_DECLARATION.sub("", text.replace("\0", ""), count=1)
    root = _parse_xml(text) if xml else None
    if root is not None:
        return root, ()
    # huge_tree lets libxml2 go 2,048 elements deep, not 256; files and their text are bounded elsewhere.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        check_memory(parser)
        return None, ()
    check_memory(parser)
    too_deep = any("depth" in entry.message.lower() for entry in parser.error_log)
    return root, (_TOO_DEEP,) if too_deep else ()


def is_hidden(element: Element) -> bool:
    """Whether an element says that it is not shown; the page's body counts as shown whatever it says."""
    if element.tag in ("html", "body"):
        return False
    hidden = element.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def compose(root: Element | None, composer: Composer, bounds: Bounds, skip: Skip | None = None) -> None:
    """Adds what `root` shows to `composer`, without the elements for which `skip` is true."""
    if root is None:
        return
    _Walk(composer, bounds, skip or (lambda element: False)).walk(root)


def events(root: Element, skip: Skip) -> Iterator[tuple[str, Element]]:
    """("start", element) and ("end", element) in the order of the text, or ("past", element) where `skip` is true."""
    walker = etree.iterwalk(root, events=("start", "end"))
    skipped = None
    for event, element in walker:
        if event == "start" and skip(element):
            walker.skip_subtree()
            skipped = element
        else:
            yield "past" if element is skipped else event, element


def is_silent(element: Element) -> bool:
    """Whether an element shows no text: a script, a control, a line's number, a heading's anchor mark, hidden text."""
    if element.tag in SILENT or is_hidden(element):
        return True
    if element.tag == "a" and "#" in element.get("href", ""):
        return "".join(element.itertext()).strip() in _ANCHOR_MARKS
    names = element.get("class")
    return bool(names) and not _LINE_NUMBERS.isdisjoint(names.split())


class _Walk:
    """One walk over a page: the words of the block that is open, and what kind of block it is."""

    def __init__(self, composer: Composer, bounds: Bounds, skip: Skip) -> None:
        self._composer = composer
        self._bounds = bounds
        self._skip = skip
        self._words: list[str] = []
        self._heading = 0
        self._lists: list[int | None] = []  # for each list that is open the number of its next item, None for a bullet
        self._mark = ""  # of the item whose first words are still to come

    def walk(self, root: Element) -> None:
        for passed, (event, element) in enumerate(events(root, self._passes_over), 1):
            if event == "start":
                self._open(element)
            elif element.tag in BLOCKS:
                self._close(element, opened=event == "end")
            if event != "start" and element is not root:
                self._add(element.tail)
            if passed % 10_000 == 0:
                self._bounds.page(0, 1)
        self._flush()

    def _passes_over(self, element: Element) -> bool:
        if is_silent(element) or self._skip(element):
            return True
        if element.tag == "pre":
            self._flush()
            self._composer.code(shown_text(element))
            return True
        if element.tag == "table" and is_data(element):
            self._flush()
            for cells, header in table_rows(element, shown_text):
                self._composer.row(cells, header)
            return True
        return False

    def _open(self, element: Element) -> None:
        tag = str(element.tag)
        if tag == "br":
            self._words.append("\n")
        if tag in BLOCKS:
            self._flush()
            self._heading = _HEADINGS.get(tag, self._heading)
            if tag in _LISTS:
                self._lists.append(_whole_number(element.get("start"), 1) if tag == "ol" else None)
            elif tag == "li":
                self._mark = self._next_mark(element)
        self._add(element.text)

    def _close(self, element: Element, opened: bool) -> None:
        self._flush()
        tag = str(element.tag) if opened else ""
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._mark = ""

    def _add(self, text: str | None) -> None:
        if text:
            self._words.append(_BLANKS.sub(" ", text).replace("\u00ad", ""))

    def _next_mark(self, element: Element) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "•"
        number = _whole_number(element.get("value"), number)
        self._lists[-1] = number + 1
        return f"{number}."

    def _flush(self) -> None:
        words, self._words = "".join(self._words), []
        if not words.strip():
            return
        if self._heading and len(words) <= _LONGEST_HEADING:
            self._composer.heading(words, self._heading)
            return
        for paragraph in _EMPTY_LINE.split(words):
            if self._mark and paragraph.strip():
                self._composer.item(paragraph, max(0, len(self._lists) - 1), self._mark)
                self._mark = ""
            else:
                self._composer.paragraph(paragraph)


def shown_text(element: Element) -> str:
    """The text that an element shows, its blanks as they stand, blocks and `<br>` on lines of their own."""
    parts: list[str] = []
    apart = False
    for event, part in events(element, is_silent):
        if event == "start" and part.tag == "br":
            parts.append("\n")
        apart = apart or (part is not element and part.tag in BLOCKS)
        text = part.text if event == "start" else part.tail if part is not element else None
        if text:
            if apart and parts and not parts[-1].endswith("\n") and not text.startswith("\n"):
                parts.append("\n")
            parts.append(text.replace("\u00ad", ""))
            apart = False
    return "".join(parts)


def _parse_xml(text: str) -> Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_NAMED_ENTITY.sub(_character, text).encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    if next(root.iter(etree.Entity), None) is not None:
        return None
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname.lower()
    return root


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    return entity[0] if name in _OF_XML else html.entities.html5.get(f"{name};", entity[0])


def _whole_number(written: str | None, otherwise: int) -> int:
    return int(written) if written and re.fullmatch(r"-?[0-9]{1,6}", written.strip()) else otherwise
