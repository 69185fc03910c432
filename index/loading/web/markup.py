"""Markup → a tree of elements, and which of them show text.

Trees are walked from element to element, never by recursion: a page nests as deeply as it likes.
"""

import re
from collections.abc import Callable, Iterator
from html.entities import html5
from typing import TypeAlias

from lxml import etree

from index.loading.bounds import check_memory
from index.loading.web.nesting import flattened

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
_LINE_NUMBERS = frozenset({"gutter", "linenos", "linenodiv", "lineno", "hljs-ln-numbers"})
_ANCHOR_MARKS = frozenset({"", "¶", "#", "§", "🔗"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_FORMULA = "mwe-math-mathml"  # hides the formula that a picture shows, in Wikipedia
_DRAWN_AGAIN = "katex-html"  # what KaTeX draws beside the formula that it stands for
_TOO_DEEP = "Its elements are nested thousands deep; the deepest, and whatever follows them, were not read."


def parse(text: str, xml: bool = False) -> tuple[Element | None, tuple[str, ...]]:
    """The root element of a page, None where there is none, and a warning where it nests too deeply to be read.

    `xml` reads it by the rules of XHTML, if it keeps them; else, and where it does not, by those of HTML.
    """
    text = _XML_DECLARATION.sub("", text.replace("\0", ""), count=1)
    root = _parse_xml(text) if xml else None
    if root is not None:
        return root, ()
    root, too_deep = _parse_html(text)
    if too_deep:
        root, too_deep = _parse_html(flattened(text, BLOCKS))
    return root, (_TOO_DEEP,) if too_deep else ()


def _parse_html(text: str) -> tuple[Element | None, bool]:
    """The root, and whether elements were nested too deeply for all of them to be read."""
    # huge_tree lets libxml2 go 2,048 elements deep, not 256; files and their text are bounded elsewhere.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        check_memory(parser)
        return None, any("depth" in entry.message.lower() for entry in parser.error_log)
    check_memory(parser)
    return root, any("depth" in entry.message.lower() for entry in parser.error_log)


def is_hidden(element: Element) -> bool:
    """Whether an element says that it is not shown; the page's body counts as shown whatever it says."""
    if element.tag in ("html", "body") or _FORMULA in (element.get("class") or ""):
        return False
    hidden = element.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style") or ""))


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
    if element.tag in SILENT:
        return True
    if not element.keys():
        return False
    if is_hidden(element):
        return True
    if element.tag == "a" and "#" in element.get("href", ""):
        return "".join(element.itertext()).strip() in _ANCHOR_MARKS
    if element.tag == "nobr" and element.get("aria-hidden") == "true":  # what MathJax draws
        return True
    names = element.get("class")
    if not names:
        return False
    if _DRAWN_AGAIN in names and element.getprevious() is not None:
        return True
    return not _LINE_NUMBERS.isdisjoint(names.split())


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
    return entity[0] if name in _OF_XML else html5.get(f"{name};", entity[0])
