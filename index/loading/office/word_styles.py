"""Word's styles and numbering → which paragraphs are headings, and what mark stands in front of each list item."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from index.loading.marks import BULLET, numeral
from index.loading.office.openxml import W
from index.loading.zipped_xml import Element, whole

_HEADING = re.compile(r"heading\s*([1-9])")
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20  # styles that a style may be based on
_DEEPEST = 9  # levels of a list
_FORMS = {
    "decimalZero": "01",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Styles:
    """The styles of a document by their ids, which stay the same in every language."""

    def __init__(self, root: Element | None) -> None:
        styles = root.findall(f"{W}style") if root is not None else []
        self._styles = {style.get(f"{W}styleId") or "": style for style in styles}
        standard = (style for style in styles if style.get(f"{W}default") in ("1", "true"))
        paragraphs = (style.get(f"{W}styleId") or "" for style in standard if style.get(f"{W}type") == "paragraph")
        self._default = next(paragraphs, "")

    def heading(self, paragraph: Element) -> int:
        """A heading's level, 1 to 9; 0 for a paragraph that is none."""
        own = _value(paragraph, f"{W}pPr/{W}outlineLvl")
        if own is not None:
            return _heading_level(own)
        for style in self._chain(paragraph):
            name = (_value(style, f"{W}name") or "").lower()
            heading = _HEADING.fullmatch(name) or _HEADING.fullmatch((style.get(f"{W}styleId") or "").lower())
            level = _value(style, f"{W}pPr/{W}outlineLvl")
            if level is not None:
                return _heading_level(level)
            if heading:
                return int(heading[1])
            if name == "title":
                return 1
        return 0

    def numbered(self, paragraph: Element) -> tuple[str, int | None, str]:
        """The list that a paragraph is in, its level there, and the style that says so; "" where it is in none."""
        place = paragraph.find(f"{W}pPr/{W}numPr")
        if place is not None and _value(place, f"{W}numId") is not None:
            return _value(place, f"{W}numId") or "", whole(_value(place, f"{W}ilvl")), ""
        for style in self._chain(paragraph):
            of_style = style.find(f"{W}pPr/{W}numPr")
            number = _value(of_style, f"{W}numId") if of_style is not None else None
            if of_style is not None and number is not None:
                own = _value(place if place is not None else of_style, f"{W}ilvl")
                return number, whole(own) if own is not None else None, style.get(f"{W}styleId") or ""
        return "", None, ""

    def _chain(self, paragraph: Element) -> list[Element]:
        return self.based_on(_value(paragraph, f"{W}pPr/{W}pStyle") or self._default)

    def based_on(self, name: str | None) -> list[Element]:
        """A style by its id, and the ones that it is based on, the nearest first."""
        chain: list[Element] = []
        while name and name in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[name])
            name = _value(self._styles[name], f"{W}basedOn")
        return chain


class Numbering:
    """The lists of a document, each counted as its paragraphs go by."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        abstracts = {abstract.get(f"{W}abstractNumId"): abstract for abstract in _all(root, "abstractNum")}
        linked = {_value(abstract, f"{W}styleLink") or "": abstract for abstract in abstracts.values()}
        linked.pop("", None)
        for number in _all(root, "num"):
            abstract = abstracts.get(_value(number, f"{W}abstractNumId"))
            abstract = (
                linked.get(_value(abstract, f"{W}numStyleLink") or "", abstract) if abstract is not None else None
            )
            if abstract is not None:
                definition = _List(abstract.get(f"{W}abstractNumId") or "", _levels(abstract))
                for override in number.findall(f"{W}lvlOverride"):
                    _override(definition, override)
                self._lists[number.get(f"{W}numId") or ""] = definition

    def mark(self, paragraph: Element) -> tuple[str, int] | None:
        """The mark in front of a paragraph ("" where none is shown) and its depth from 0; None outside of lists."""
        number, depth, style = self._styles.numbered(paragraph)
        definition = self._lists.get(number)
        if definition is None:
            return None
        if depth is None:
            depth = next((level_depth for level_depth, level in definition.levels.items() if level.style == style), 0)
        depth = min(max(depth, 0), _DEEPEST - 1)
        level = definition.levels.get(depth)
        if level is None or level.form == "bullet":
            return BULLET, depth
        self._count(definition, depth)
        return ("" if level.form == "none" else self._shown(definition, level)), depth

    def _count(self, definition: _List, depth: int) -> None:
        counts = self._counts[definition.abstract]
        if depth in definition.restarts:
            counts[depth] = definition.restarts.pop(depth)
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else definition.levels[depth].start
        for deeper in [deeper for deeper in counts if deeper > depth]:
            del counts[deeper]

    def _shown(self, definition: _List, level: _Level) -> str:
        counts = self._counts[definition.abstract]

        def count(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            shown_level = definition.levels.get(depth, level)
            return numeral(counts.setdefault(depth, shown_level.start), _FORMS.get(shown_level.form, "1"))

        return re.sub(r"%([1-9])", count, level.text).strip()


def _levels(abstract: Element) -> dict[int, _Level]:
    return {whole(level.get(f"{W}ilvl")): _level(level) for level in abstract.findall(f"{W}lvl")}


def _level(element: Element) -> _Level:
    return _Level(
        start=whole(_value(element, f"{W}start"), 1),
        form=_value(element, f"{W}numFmt") or "decimal",
        text=_value(element, f"{W}lvlText") or "",
        style=_value(element, f"{W}pStyle") or "",
    )


def _override(definition: _List, override: Element) -> None:
    depth = whole(override.get(f"{W}ilvl"))
    level = override.find(f"{W}lvl")
    if level is not None:
        definition.levels[depth] = _level(level)
    start = _value(override, f"{W}startOverride")
    if start is not None:
        definition.restarts[depth] = whole(start, 1)


def _heading_level(outline: str) -> int:
    level = whole(outline, _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else 0


def _all(root: Element | None, name: str) -> list[Element]:
    return list(root.findall(f"{W}{name}")) if root is not None else []


def _value(element: Element, path: str) -> str | None:
    """The w:val of the element at `path` below; None where there is none."""
    below = element.find(path)
    return None if below is None else str(below.get(f"{W}val") or "")
