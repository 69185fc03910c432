"""How Word's runs look, as far as it changes what is read: raised or lowered, struck out, hidden, in a symbol font."""

from dataclasses import dataclass, replace

from index.loading.office.openxml import W, is_on
from index.loading.office.word_styles import Styles
from index.loading.symbols import is_symbol_font
from index.loading.zipped_xml import Element, whole

_HEIGHTS = {"superscript": 1, "subscript": -1}
_MEANT = {f"{W}{name}": name for name in ("vertAlign", "position", "strike", "dstrike", "vanish", "rFonts")}
_VALUE = f"{W}val"
_RAISED_FROM = 4  # half-points that a run is moved; by less, letters are only fitted to one another


@dataclass(frozen=True, slots=True)
class Look:
    """`height` is 1 for raised, -1 for lowered; `font` is a symbol font's name, empty for any other."""

    height: int = 0
    struck: bool = False
    hidden: bool = False
    font: str = ""


PLAIN = Look()


class Looks:
    """What the styles of a document say of its runs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._of_style: dict[str, list[Element]] = {}

    def of_paragraph(self, paragraph: Element) -> Look:
        """What its runs look like by its style; a style that raises all of a paragraph raises nothing in it."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return PLAIN if style is None else replace(self._styled(PLAIN, style.get(f"{W}val") or ""), height=0)

    def of_run(self, run: Element, paragraph: Look) -> Look:
        """What a run looks like: by its paragraph's style, its own style, its own properties."""
        look = paragraph
        for properties in run.iterfind(f"{W}rPr"):
            style = properties.find(f"{W}rStyle")
            if style is not None:
                look = self._styled(look, style.get(f"{W}val") or "")
            look = _changed(look, properties)
        return look

    def _styled(self, look: Look, style: str) -> Look:
        if style not in self._of_style:
            properties = (based.find(f"{W}rPr") for based in reversed(self._styles.based_on(style)))
            self._of_style[style] = [found for found in properties if found is not None]
        for properties in self._of_style[style]:
            look = _changed(look, properties)
        return look


def _changed(look: Look, properties: Element) -> Look:
    for mark in properties:
        name = _MEANT.get(mark.tag)
        if name is None:
            continue
        value = mark.get(_VALUE)
        if name == "vertAlign":
            look = replace(look, height=_HEIGHTS.get(value or "", 0))
        elif name == "position":
            moved = whole(value)
            look = replace(look, height=(moved > 0) - (moved < 0)) if abs(moved) >= _RAISED_FROM else look
        elif name in ("strike", "dstrike"):
            look = replace(look, struck=is_on(mark, value))
        elif name == "vanish":
            look = replace(look, hidden=is_on(mark, value))
        elif name == "rFonts":
            font = mark.get(f"{W}ascii") or mark.get(f"{W}hAnsi")
            named = font if is_symbol_font(font) else ""
            look = replace(look, font=named or "") if font and named != look.font else look
    return look
