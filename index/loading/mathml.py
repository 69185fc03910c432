"""MathML (W3C, version 3) → its text on one line: 3/4, 10⁶, √(x+1), ∑_{i=1}^{n}(x+1)."""

import re
from collections.abc import Callable
from typing import TypeAlias

from lxml import etree

from index.loading.raised import fraction, grouped, lowered, raised, root

Element: TypeAlias = etree._Element

_LEFT_OUT = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts", "maligngroup", "malignmark"})
_INVISIBLE = str.maketrans("", "", "\u2061\u2062\u2063\u2064")
_OPEN_WORD = re.compile(r"[\^_][^\W_]+\Z")  # a raised or lowered word, which a letter after it would lengthen
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂")
_ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0305", "‾": "\u0305", "→": "\u20d7"}
_ACCENTS |= {"_": "\u0305", "―": "\u0305", "˙": "\u0307", "¨": "\u0308"}


def math_text(element: Element) -> str:
    """The text of a <math> element or of any part of one. Raises RecursionError for one nested absurdly deep."""
    return " ".join(_all(list(element)).split())


def _all(parts: list[Element]) -> str:
    """Parts one after another, a fraction never glued to a figure or a letter."""
    text, after_fraction = "", False
    for part in parts:
        words = _part(part)
        if not words:
            continue
        is_fraction = "/" in words and _is_fraction(part)
        glued = (is_fraction and _binds(text[-1:])) or (after_fraction and _binds(words[0]))
        if glued or (words[0].isalnum() and _OPEN_WORD.search(text[-40:])):
            text += " "
        text, after_fraction = text + words, is_fraction
    return text


def _is_fraction(part: Element) -> bool:
    """Whether a part is a fraction, however many rows that hold nothing else are around it."""
    while _name(part) in ("mrow", "mstyle", "semantics") and len(part):
        part = part[0]
    return _name(part) == "mfrac"


def _binds(character: str) -> bool:
    return character.isalnum() or character in ("(", ")", "√")


def _part(part: Element) -> str:
    name = _name(part)
    if not name or name in _LEFT_OUT:
        return ""
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        words = " ".join("".join(part.itertext()).translate(_INVISIBLE).split())
        return f" {words} " if name == "mtext" and words else words
    if name == "semantics":
        return _all(list(part)[:1])
    written = _FORMS.get(name)
    return written(list(part)) if written else _fenced(part) if name == "mfenced" else _all(list(part))


def _fenced(part: Element) -> str:
    separators = "".join((part.get("separators") or ",").split()) or " "
    inner = [_part(child) for child in part]
    text = "".join(
        f"{separators[min(at, len(separators)) - 1]}{words}" if at else words for at, words in enumerate(inner)
    )
    return f"{part.get('open') or '('}{text}{part.get('close') or ')'}"


def _fraction(parts: list[Element]) -> str:
    above, below = (_inner(parts, at) for at in (0, 1))
    return fraction(above, below)


def _scripts(parts: list[Element], low: int, high: int) -> str:
    base, below, above = _inner(parts, 0), _inner(parts, low), _inner(parts, high)
    if base in _LARGE:
        return base + (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return (grouped(base) if base else "") + (lowered(below) if below else "") + (raised(above) if above else "")


def _over(parts: list[Element]) -> str:
    accent = _ACCENTS.get(_inner(parts, 1))
    return f"{grouped(_inner(parts, 0))}{accent}" if accent else _scripts(parts, -1, 1)


def _before(parts: list[Element]) -> str:
    """Scripts after the base, then, behind <mprescripts>, those before it."""
    at = next((index for index, part in enumerate(parts) if _name(part) == "mprescripts"), len(parts))
    return _pairs(parts[at + 1 :]) + (grouped(_inner(parts, 0)) if parts else "") + _pairs(parts[1:at])


def _pairs(parts: list[Element]) -> str:
    written = ""
    for index, part in enumerate(parts):
        words = _part(part).strip()
        written += (raised(words) if index % 2 else lowered(words)) if words else ""
    return written


def _table(parts: list[Element]) -> str:
    rows = [[_part(cell).strip() for cell in row] for row in parts]
    return "; ".join(", ".join(cell for cell in row if cell) for row in rows)


def _inner(parts: list[Element], at: int) -> str:
    return _part(parts[at]).strip() if 0 <= at < len(parts) else ""


_FORMS: dict[str, Callable[[list[Element]], str]] = {
    "mfrac": _fraction,
    "msup": lambda parts: _scripts(parts, -1, 1),
    "msub": lambda parts: _scripts(parts, 1, -1),
    "msubsup": lambda parts: _scripts(parts, 1, 2),
    "munder": lambda parts: _scripts(parts, 1, -1),
    "mover": _over,
    "munderover": lambda parts: _scripts(parts, 1, 2),
    "msqrt": lambda parts: root(_all(parts)),
    "mroot": lambda parts: root(_inner(parts, 0), _inner(parts, 1)),
    "mmultiscripts": _before,
    "mtable": _table,
}


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
