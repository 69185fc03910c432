"""A page's style sheets, as far as they change what its words mean: raised, lowered or struck out (CSS 2.2, Text 4).

Only rules for one class or one id are followed; what depends on the elements around would need a browser.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

_MOST_CSS = 256 * 1024  # characters of all style sheets of a page together
_SELECTOR = re.compile(r"[a-z0-9]*([.#][\w-]+)", re.I)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_VERTICAL = re.compile(r"(?:^|[\s;])(?:vertical-align|mso-text-raise)\s*:\s*(super|sub|-?[\d.]+)", re.I)
STRUCK_TAGS = frozenset({"del", "s", "strike"})
_HEIGHTS = {"sup": 1, "sub": -1}
_IN_LINE = frozenset({"span", "font", "small", "a", "b", "i", "em", "strong", "big", "tt", "code", "cite"})
MAY_BE_SHIFTED = _IN_LINE | _HEIGHTS.keys()
"""The elements that may stand above or below the line."""


class Styles:
    """The look of elements by their tags, their own styles, and the rules in `sheets`."""

    def __init__(self, sheets: Iterable[str] = ()) -> None:
        self._heights: dict[str, int] = {}
        self._struck: set[str] = set()
        for names, declarations in _rules("\n".join(sheets)[:_MOST_CSS]):
            if height := _height(declarations):
                self._heights.update(dict.fromkeys(names, height))
            if _STRUCK.search(declarations):
                self._struck.update(names)

    def height(self, element: Element) -> int:
        """1 for an element whose words stand above the line, -1 for below, else 0."""
        tag = element.tag
        if tag in _HEIGHTS:
            return _HEIGHTS[tag]
        if tag not in _IN_LINE or not element.keys():
            return 0
        if (style := element.get("style")) and (height := _height(style)):
            return height
        if not self._heights:
            return 0
        return next((self._heights[name] for name in _names(element) if name in self._heights), 0)

    def is_struck(self, element: Element) -> bool:
        """Whether an element's words are struck out."""
        if element.tag in STRUCK_TAGS:
            return True
        if not element.keys():
            return False
        style = element.get("style")
        if style and _STRUCK.search(style):
            return True
        return bool(self._struck) and not self._struck.isdisjoint(_names(element))


def of_page(root: Element, linked: Iterable[str] = ()) -> Styles:
    """The styles of a page, from its own <style> elements and from the sheets that it links to."""
    return Styles([*linked, *("".join(style.itertext()) for style in islice(root.iter("style"), 100))])


def _names(element: Element) -> Iterator[str]:
    for name in (element.get("class") or "").split():
        yield f".{name}"
    if identity := element.get("id"):
        yield f"#{identity}"


def _height(declarations: str) -> int:
    found = _VERTICAL.search(declarations)
    if not found:
        return 0
    value = found[1].lower()
    if value in ("super", "sub"):
        return 1 if value == "super" else -1
    try:
        return (float(value) > 0) - (float(value) < 0)
    except ValueError:
        return 0


def _rules(css: str) -> Iterator[tuple[list[str], str]]:
    """The names that each rule is for, `.class` or `#id`, and its declarations."""
    first, *rest = css.split("/*")
    css = first + "".join(part.partition("*/")[2] for part in rest)
    for rule in css.split("}"):
        selectors, _, declarations = rule.rpartition("{")
        if "{" not in selectors:  # a rule inside @media or the like holds only there
            found = (_SELECTOR.fullmatch(selector.strip()) for selector in selectors.split(","))
            yield [match[1] for match in found if match], declarations
