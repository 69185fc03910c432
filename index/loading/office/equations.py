"""An equation of Office (OMML, ECMA-376 part 1, 22.1) → its text on one line: 3/4, 10⁶, √(x+1), ∑_{i=1}^{n}(x+1)."""

import re
from collections.abc import Callable, Iterable

from index.loading.office.openxml import MATH, is_on
from index.loading.raised import fraction, grouped, lowered, raised, root
from index.loading.zipped_xml import Element, local

_LEFT_OUT = frozenset({"del", "moveFrom", "rPr", "ctrlPr", "instrText", "delText"})
_OPEN_WORD = re.compile(r"[\^_][^\W_]+\Z")  # a raised or lowered word, which a letter after it would lengthen
_HAT, _OVER, _UNDER = "\u0302", "\u0305", "\u0332"  # combining characters


def equation_text(equation: Element) -> str:
    """The text of an m:oMath or of anything in it. Raises RecursionError for one that is nested absurdly deep."""
    return _all(equation)


def _all(container: Element | None) -> str:
    """The parts of a container one after another, a fraction never glued to a figure or a letter."""
    text, after_fraction = "", False
    for part in container if container is not None else ():
        words = _part(part)
        if not words:
            continue
        is_fraction = local(part) == "f"
        glued = (is_fraction and _binds(text[-1:])) or (after_fraction and _binds(words[0]))
        if glued or (words[0].isalnum() and _OPEN_WORD.search(text[-40:])):
            text += " "
        text, after_fraction = text + words, is_fraction
    return text


def _binds(character: str) -> bool:
    return character.isalnum() or character in ("(", ")", "√")


def _part(part: Element) -> str:
    name = local(part)
    if name == "t":
        return part.text or ""
    if name in _LEFT_OUT or name.endswith("Pr"):
        return ""
    written = _FORMS.get(name)
    return written(part) if written else _all(part)


def _run(part: Element) -> str:
    """A run's words, but for those that are struck out."""
    struck = part.findall("{*}rPr/{*}strike") + part.findall("{*}rPr/{*}dstrike")
    return "" if any(is_on(mark, _value(mark)) for mark in struck) else _all(part)


def _fraction(part: Element) -> str:
    above, below = _below(part, "num"), _below(part, "den")
    if _property(part, "type", "bar") == "noBar":
        return f"({above}; {below})"
    return fraction(above, below)


def _scripts(part: Element) -> str:
    return _base(_below(part, "e")) + _low(_below(part, "sub")) + _high(_below(part, "sup"))


def _before(part: Element) -> str:
    return _low(_below(part, "sub")) + _high(_below(part, "sup")) + _base(_below(part, "e"))


def _root(part: Element) -> str:
    hidden = part.find(f"{MATH}radPr/{MATH}degHide")
    return root(_below(part, "e"), "" if is_on(hidden, _value(hidden)) else _below(part, "deg"))


def _sum(part: Element) -> str:
    """A sum, product or integral: its sign, its bounds in braces, and what it goes over."""
    low, high, over = (_below(part, name) for name in ("sub", "sup", "e"))
    bounds = (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")
    return _property(part, "chr", "∫") + bounds + (" " if not bounds and _binds(over[:1]) else "") + over


def _delimited(part: Element) -> str:
    parts = _property(part, "sepChr", "|").join(_inner(inner) for inner in part.findall(f"{MATH}e"))
    return _property(part, "begChr", "(") + parts + _property(part, "endChr", ")")


def _inner(element: Element) -> str:
    """What stands between brackets: that of a matrix or a stack needs none of its own."""
    alone = [part for part in element if local(part) != "ctrlPr"]
    if len(alone) == 1 and local(alone[0]) == "m":
        return _cells(alone[0])
    if len(alone) == 1 and local(alone[0]) == "f" and _property(alone[0], "type", "bar") == "noBar":
        return _fraction(alone[0])[1:-1]
    return _all(element)


def _function(part: Element) -> str:
    name, over = _below(part, "fName"), _below(part, "e")
    return name + (" " if name and over[:1].isalnum() else "") + over


def _cells(matrix: Element) -> str:
    rows = matrix.findall(f"{MATH}mr")
    return "; ".join(", ".join(_all(cell) for cell in row.findall(f"{MATH}e")) for row in rows)


def _accent(part: Element) -> str:
    sign, under = _property(part, "chr", _HAT), _below(part, "e")
    return f"{under}{sign}" if len(under) == 1 else f"{grouped(under)}{sign}"


def _bar(part: Element) -> str:
    line = _OVER if _property(part, "pos", "bot") == "top" else _UNDER
    return "".join(f"{character}{line}" for character in _below(part, "e"))


def _phantom(part: Element) -> str:
    shown = part.find(f"{MATH}phantPr/{MATH}show")
    return "" if shown is not None and not is_on(shown, _value(shown)) else _all(part)


_FORMS: dict[str, Callable[[Element], str]] = {
    "r": _run,
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _before,
    "limLow": lambda part: _base(_below(part, "e")) + _low(_below(part, "lim")),
    "limUpp": lambda part: _base(_below(part, "e")) + _high(_below(part, "lim")),
    "rad": _root,
    "nary": _sum,
    "d": _delimited,
    "func": _function,
    "m": lambda part: f"[{_cells(part)}]",
    "eqArr": lambda part: _lines(map(_all, part.findall(f"{MATH}e"))),
    "acc": _accent,
    "bar": _bar,
    "phant": _phantom,
}


def _lines(lines: Iterable[str]) -> str:
    return "; ".join(line.replace("&", "") for line in lines)  # & is where lines are aligned


def _base(text: str) -> str:
    return grouped(text) if text else ""


def _high(text: str) -> str:
    return raised(text) if text.strip() else ""


def _low(text: str) -> str:
    return lowered(text) if text.strip() else ""


def _below(part: Element, name: str) -> str:
    return _all(part.find(f"{MATH}{name}")).strip()


def _property(part: Element, name: str, default: str) -> str:
    mark = part.find(f"{MATH}{local(part)}Pr/{MATH}{name}")
    return default if mark is None else mark.get(f"{MATH}val") or ""


def _value(mark: Element | None) -> str | None:
    if mark is None:
        return None
    return next((value for name, value in mark.attrib.items() if name.endswith("}val")), None)
