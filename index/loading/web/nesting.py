"""Markup whose elements nest deeper than any parser goes → the same text with the deepest elements' tags taken out."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

_DEEPEST = 500  # elements inside one another that are kept; libxml2 goes 2,048 deep, with some that it adds itself
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]*)>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_END_BY_THEMSELVES = frozenset({"p", "li", "dt", "dd", "option"})  # where the next begins
_UNREAD = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))
_NEW_LINE = "<br><br>"


def flattened(markup: str, blocks: Collection[str]) -> str:
    """`markup` without the tags of elements more than 500 deep; where a block among them begins or ends, a new line.

    Takes time in proportion to the markup's length, whatever it holds.
    """
    for begin, end in _UNREAD:
        markup = "".join(_without(markup, begin, end))
    kept, dropped = _Open(), _Open()
    parts: list[str] = []
    at = 0
    for tag in _TAG.finditer(markup):
        parts.append(markup[at : tag.start()])
        at = tag.end()
        name = tag[2].lower()
        if name in _VOID or name in _END_BY_THEMSELVES or _goes(bool(tag[1]), name, kept, dropped):
            parts.append(tag[0])
        elif name in blocks:
            parts.append(_NEW_LINE)
    parts.append(markup[at:])
    return "".join(parts)


class _Open:
    """The elements that are open, by their names."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._counts = Counter[str]()

    def __contains__(self, name: str) -> bool:
        return self._counts[name] > 0

    def push(self, name: str) -> None:
        self.names.append(name)
        self._counts[name] += 1

    def pop_to(self, name: str) -> None:
        """Ends the innermost element of that name, and all inside it."""
        while True:
            last = self.names.pop()
            self._counts[last] -= 1
            if last == name:
                return

    def clear(self) -> None:
        self.names.clear()
        self._counts.clear()


def _goes(ends: bool, name: str, kept: _Open, dropped: _Open) -> bool:
    """Whether a tag that begins or ends an element is kept."""
    if not ends:
        is_kept = len(kept.names) < _DEEPEST
        (kept if is_kept else dropped).push(name)
        return is_kept
    if name in dropped:
        dropped.pop_to(name)
        return False
    if name in kept:
        dropped.clear()
        kept.pop_to(name)
    return True


def _without(markup: str, begin: str, end: str) -> Iterator[str]:
    """The markup outside stretches from `begin` to `end`, in any case of letters; one that never ends is kept."""
    begins, ends = re.compile(begin, re.I), re.compile(f"{end}[^<>]*>" if end.startswith("</") else end, re.I)
    at = 0
    while (start := begins.search(markup, at)) and (stop := ends.search(markup, start.end())):
        yield markup[at : start.start()]
        at = stop.end()
    yield markup[at:]
