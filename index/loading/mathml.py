"""MathML → one line of plain text that cannot be misread: 3/4, (x+1)², √2, ∑_{i=1}^{n} (MathML Core; W3C MathML 3).

Elements are put together from the innermost outwards, never by recursion.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from lxml import etree

from index.loading.raised import fraction, grouped, joined, root

Element: TypeAlias = etree._Element
Parts = Sequence[str]

_IGNORED = frozenset({"annotation", "annotation-xml", "mphantom", "mprescripts", "none", "malignmark", "maligngroup"})
_FIRST_ALONE = frozenset({"semantics", "maction"})
_RELATIONS = frozenset("=≠<>≤≥≈≡≅∼→←↔⇒⇔∈∉⊂⊆±∓")
_BLANK = {"\u2061": "", "\u2062": "", "\u2063": ",", "\u2064": " "}  # function, times, separator, plus: not drawn
_ACCENTS = {
    "¯": "\u0305",
    "‾": "\u0305",
    "_": "\u0305",
    "―": "\u0305",
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "→": "\u20d7",
}
_ACCENTS |= {"˙": "\u0307", "¨": "\u0308"}
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂")  # signs whose bounds stand below and above
_FRACTION = re.compile(r"(?<![\w.])[\d,.]+/[\d,.]+\Z")
_STRUCK = "strike"
_BLANKS = re.compile(r"\s+")
_AROUND_RELATION = re.compile(rf" ([{''.join(sorted(_RELATIONS))}]) ")


def formula(math: Element) -> str:
    """What a <math> element shows, on one line; its `alttext` where it shows nothing."""
    shown: dict[Element, str] = {}
    for _, element in etree.iterwalk(math, events=("end",)):
        parts = [shown.pop(child, "") for child in element]
        shown[element] = "" if _name(element) in _IGNORED else _shown(element, parts)
    return _BLANKS.sub(" ", shown[math]).strip() or (math.get("alttext") or "").strip()


def _name(element: Element) -> str:
    return element.tag.rpartition(":")[2].rpartition("}")[2] if isinstance(element.tag, str) else ""


def _shown(element: Element, parts: Parts) -> str:
    name = _name(element)
    if not len(element):
        return _token(name, "".join(element.itertext()))
    if name in _FIRST_ALONE:
        return parts[0]
    if name == "menclose" and _STRUCK in (element.get("notation") or ""):
        return ""
    if name == "mfrac" and (element.get("linethickness") or "").strip("px") == "0":
        return f"binom({', '.join(parts)})"
    if name == "mfenced":
        between = (element.get("separators") or ",")[:1]
        return f"{element.get('open', '(')}{between.join(parts)}{element.get('close', ')')}"
    if name == "mmultiscripts":
        return _scripted(element, parts)
    least, built = _BUILT.get(name, (0, _row))
    return built(parts) if len(parts) >= least else _row(parts)


def _token(name: str, text: str) -> str:
    words = _BLANKS.sub(" ", text)
    if name == "mtext":
        return words
    words = words.strip()
    if name == "mspace":
        return " "
    if name == "ms":
        return f'"{words}"'
    if name == "mo":
        words = _BLANK.get(words, words)
        return f" {words} " if words in _RELATIONS else words
    return words


def _row(parts: Parts) -> str:
    """Parts one after the other; figures and longer names never run into what follows them."""
    row = ""
    for part in parts:
        if row and part and _run_together(row, part):
            row += " "
        row += part
    return row


def _run_together(before: str, after: str) -> bool:
    if before[-1].isdigit() and after[0].isdigit():
        return True
    if _FRACTION.search(before) and after[0].isalnum():
        return True
    name = re.search(r"[^\W\d_]{2,}\Z", before)
    return (name is not None and after[0].isalnum()) or (before[-1].isalnum() and bool(re.match(r"[^\W\d_]{2}", after)))


def _over(parts: Parts) -> str:
    base, above = parts[0], parts[1].strip()
    return base + _ACCENTS[above] if above in _ACCENTS and len(base) == 1 else _raised(parts)


def _raised(parts: Parts) -> str:
    return _scripts(parts[0], "", parts[1])


def _lowered(parts: Parts) -> str:
    return _scripts(parts[0], parts[1], "")


def _both(parts: Parts) -> str:
    return _scripts(*parts[:3])


def _scripts(base: str, below: str, above: str) -> str:
    """A base with what stands below and above it; bounds of a sum or an integral are written out in braces."""
    base, below, above = base.strip(), *(_AROUND_RELATION.sub(r"\1", text.strip()) for text in (below, above))
    if base in _LARGE:
        return base + (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
    return joined([(_base(base), 0), (below, -1), (above, 1)])


def _base(text: str) -> str:
    text = text.strip()
    return grouped(text) if len(text) > 1 else text


def _scripted(element: Element, parts: Parts) -> str:
    """A base with pairs of scripts behind it, and after <mprescripts> pairs that stand before it."""
    names = [_name(child) for child in element]
    before_at = names.index("mprescripts") if "mprescripts" in names else len(names)
    behind, before = parts[1:before_at], parts[before_at + 1 :]
    written = joined((text, -1 if at % 2 == 0 else 1) for at, text in enumerate(before) if text)
    return written + joined([(parts[0], 0), *((text, -1 if at % 2 == 0 else 1) for at, text in enumerate(behind))])


_BUILT: dict[str, tuple[int, Callable[[Parts], str]]] = {
    "mfrac": (2, lambda parts: fraction(parts[0], parts[1])),
    "msup": (2, _raised),
    "msub": (2, _lowered),
    "msubsup": (3, _both),
    "mover": (2, _over),
    "munder": (2, _lowered),
    "munderover": (3, _both),
    "msqrt": (1, lambda parts: root(_row(parts))),
    "mroot": (2, lambda parts: root(parts[0], parts[1])),
    "mtd": (1, _row),
    "mtr": (1, ", ".join),
    "mlabeledtr": (1, ", ".join),
    "mtable": (1, lambda parts: f"({'; '.join(parts)})"),
}
