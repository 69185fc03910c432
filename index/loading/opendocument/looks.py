"""How OpenDocument's text looks, as far as it changes what is read: raised or lowered, struck out, in a symbol font."""

from dataclasses import dataclass, replace

from index.loading.opendocument.names import FO, STYLE, TEXT
from index.loading.symbols import is_symbol_font
from index.loading.zipped_xml import Element

_LONGEST_CHAIN = 20  # styles that a style may be based on


@dataclass(frozen=True, slots=True)
class Look:
    """`height` is 1 for raised, -1 for lowered; `font` is a symbol font's name, empty for any other."""

    height: int = 0
    struck: bool = False
    font: str = ""


PLAIN = Look()


class Looks:
    """What the styles of a document say of its text."""

    def __init__(self, *trees: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._families: dict[str, str] = {}
        for tree in trees:
            for style in tree.iter(f"{STYLE}style", f"{STYLE}font-face") if tree is not None else ():
                name = style.get(f"{STYLE}name") or ""
                if style.tag == f"{STYLE}font-face":
                    self._families[name] = (style.get(_FAMILY) or "").strip("'\"")
                elif style.get(f"{STYLE}family") in ("text", "paragraph"):
                    self._styles[name] = style
        self._properties: dict[str, list[Element]] = {}

    def of(self, element: Element, around: Look) -> Look:
        """What a paragraph or span looks like; a style that raises all of a paragraph raises nothing in it."""
        name = element.get(f"{TEXT}style-name")
        if not name:
            return around
        look = around
        for properties in self._of_style(name):
            look = self._changed(look, properties)
        return look if element.tag == f"{TEXT}span" else replace(look, height=0)

    def _of_style(self, name: str) -> list[Element]:
        if name not in self._properties:
            chain: list[Element] = []
            at: str | None = name
            while at and at in self._styles and len(chain) < _LONGEST_CHAIN:
                chain.append(self._styles[at])
                at = self._styles[at].get(f"{STYLE}parent-style-name")
            self._properties[name] = [found for style in reversed(chain) for found in style.iterfind(_PROPERTIES)]
        return self._properties[name]

    def _changed(self, look: Look, properties: Element) -> Look:
        position = properties.get(f"{STYLE}text-position")
        if position is not None:
            look = replace(look, height=_height(position))
        lines = [properties.get(f"{STYLE}text-line-through-{kind}") for kind in ("style", "type")]
        if any(lines):
            look = replace(look, struck="none" not in lines)
        font = properties.get(_FAMILY) or self._font(properties.get(f"{STYLE}font-name"))
        return replace(look, font=font if is_symbol_font(font) else "") if font else look

    def _font(self, name: str | None) -> str:
        return self._families.get(name or "") or (name or "")


_PROPERTIES = f"{STYLE}text-properties"
_FAMILY = f"{FO}font-family"


def _height(position: str) -> int:
    """`super 58%`, `sub`, or the part of the line's height by which the text is moved: `33% 58%`, `-33% 58%`, `0%`."""
    first = position.split()[0] if position.split() else ""
    if first in ("super", "sub"):
        return 1 if first == "super" else -1
    try:
        moved = float(first.rstrip("%"))
    except ValueError:
        return 0
    return (moved > 0) - (moved < 0)
