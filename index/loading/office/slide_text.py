"""A slide's shapes → their paragraphs with bullets and places, the layout's and master's where it has none."""

from collections.abc import Iterator

from index.loading.marks import BULLET, numeral
from index.loading.office.equations import equation_text
from index.loading.office.openxml import A, P
from index.loading.raised import Stretch, joined
from index.loading.symbols import UNKNOWN, in_symbols, is_symbol_font
from index.loading.unread import Unread
from index.loading.zipped_xml import Element, local, whole

_FORMS = {"arabic": "1", "alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I"}
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Minus": "{} -"}
_DEEPEST = 9  # levels of a list
_BODIES = ("body", "obj", "subTitle")
_BEFORE = 8  # stretches of text before a struck one that say where it stands
_SIGNS = {"br": "\n", "tab": "\t"}


class Bullets:
    """What a slide's layout and master say of its shapes."""

    def __init__(self, unread: Unread, layout: Element | None, master: Element | None) -> None:
        self._unread = unread
        self._trees = (layout, master)
        styles = master.find(f"{P}txStyles/{P}bodyStyle") if master is not None else None
        self._body_style = styles

    def place(self, shape: Element) -> tuple[int, int]:
        """A shape's left and top in EMU; its placeholder's in the layout or master where it has none of its own."""
        for holder in (shape, *self._placeholders(shape)):
            offset = holder.find(f".//{A}off") if local(holder) != "graphicFrame" else holder.find(f"{P}xfrm/{A}off")
            if offset is not None:
                return whole(offset.get("x")), whole(offset.get("y"))
        return 0, 0

    def paragraphs(self, shape: Element) -> Iterator[tuple[str, str, int]]:
        """Each paragraph's words, its mark ("" where it is no item) and its depth from 0."""
        behind = [holder.find(f"{P}txBody/{A}lstStyle") for holder in (shape, *self._placeholders(shape))]
        place = shape.find(f"*/{P}nvPr/{P}ph")
        if place is not None and (place.get("type") or "obj") in _BODIES:
            behind.append(self._body_style)
        counts: dict[int, int] = {}
        for paragraph in body_of(shape):
            words = paragraph_words(paragraph, self._unread)
            own = paragraph.find(f"{A}pPr")
            depth = min(max(whole(own.get("lvl")), 0), _DEEPEST - 1) if own is not None else 0
            levels = [own, *(style.find(f"{A}lvl{depth + 1}pPr") for style in behind if style is not None)]
            bullet = next((known for level in levels if (known := _bullet(level)) is not None), None)
            if words.strip():
                yield words, _mark(bullet, depth, counts), depth

    def _placeholders(self, shape: Element) -> list[Element]:
        """The placeholders of the layout and master that a slide's placeholder fills."""
        place = shape.find(f"*/{P}nvPr/{P}ph")
        if place is None:
            return []
        kind, index, holders = place.get("type") or "obj", place.get("idx"), []
        for tree in self._trees:
            candidates = tree.findall(f".//{P}ph") if tree is not None else []
            same = [candidate for candidate in candidates if index is not None and candidate.get("idx") == index]
            alike = [candidate for candidate in candidates if _alike(candidate.get("type") or "obj", kind)]
            for candidate in (same or alike)[:1] if tree is self._trees[0] else alike[:1]:
                holders.append(candidate.getparent().getparent().getparent())
        return holders


def body_of(shape: Element) -> list[Element]:
    """The paragraphs of a shape's text."""
    return list(shape.iterfind(f"{P}txBody/{A}p"))


def paragraph_words(paragraph: Element, unread: Unread) -> str:
    """An a:p's text: runs, breaks, fields, formulas; struck-out runs are left out and counted in `unread`."""
    stretches: list[Stretch] = []
    stack, striking = [*reversed(paragraph)], False
    while stack:
        element = stack.pop()
        name = local(element)
        if name in ("r", "fld"):
            words, height, struck = _run(element, unread)
            if struck and words.strip() and not striking:
                unread.strike("".join(text for text, _ in stretches[-_BEFORE:]))
            striking = struck or (striking and not words.strip())
            stretches += [] if struck else [(words, height)]
        elif name == "oMath":
            before, words = stretches[-1][0][-1:] if stretches else "", equation_text(element)
            stretches.append((f" {words}" if before.isalnum() and words[:1].isalnum() else words, 0))
        elif name in _SIGNS:
            stretches.append((_SIGNS[name], 0))
        elif name == "AlternateContent":
            stack.extend(list(element)[:1])
        elif name not in ("pPr", "rPr", "endParaRPr"):
            stack.extend(reversed(element))
    return joined(stretches)


def _run(run: Element, unread: Unread) -> tuple[str, int, bool]:
    """A run's words as their font shows them, its height (1 raised, -1 lowered), and whether it is struck out."""
    words = "".join(part.text or "" for part in run.iterfind(f"{A}t"))
    look = run.find(f"{A}rPr")
    if look is None:
        return words, 0, False
    moved, struck = whole(look.get("baseline")), (look.get("strike") or "noStrike") != "noStrike"
    fonts = (font.get("typeface") for font in (look.find(f"{A}sym"), look.find(f"{A}latin")) if font is not None)
    font = next((name for name in fonts if is_symbol_font(name)), None)
    if font is not None and not struck:
        words = in_symbols(font, words)
        unread.symbols += words.count(UNKNOWN)
    return words, (moved > 0) - (moved < 0), struck


def _alike(kind: str, other: str) -> bool:
    """Whether two kinds of placeholder inherit from one another."""
    families = (("title", "ctrTitle"), _BODIES)
    return kind == other or any(kind in family and other in family for family in families)


def _bullet(properties: Element | None) -> Element | None:
    bullets = (child for child in (properties if properties is not None else ()) if local(child) in _BULLETS)
    return next(bullets, None)


_BULLETS = frozenset({"buNone", "buChar", "buAutoNum", "buBlip"})


def _mark(bullet: Element | None, depth: int, counts: dict[int, int]) -> str:
    for deeper in [level for level in counts if level > depth]:
        del counts[deeper]
    if bullet is None or local(bullet) != "buAutoNum":
        counts.pop(depth, None)
        return BULLET if bullet is not None and local(bullet) != "buNone" else ""
    counts[depth] = counts[depth] + 1 if depth in counts else max(1, whole(bullet.get("startAt"), 1))
    scheme = bullet.get("type") or ""
    form = next((form for name, form in _FORMS.items() if scheme.startswith(name)), "1")
    around = next((around for name, around in _AROUND.items() if scheme.endswith(name)), "{}")
    return around.format(numeral(counts[depth], form))
