"""OpenDocument's list styles → the mark in front of each item."""

from dataclasses import dataclass

from index.loading.marks import BULLET, numeral
from index.loading.opendocument.names import STYLE, TEXT
from index.loading.zipped_xml import Element, local, whole

_DEEPEST = 10
_CHAPTERS = "\0chapters"  # the one outline style, among the list styles


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    before: str
    after: str
    shown: int
    start: int


class Lists:
    """Counts the items of a document's lists as they go by."""

    def __init__(self, *trees: Element | None) -> None:
        self._styles: dict[str, dict[int, _Level | None]] = {}
        for tree in trees:
            for style in tree.iter(f"{TEXT}list-style", f"{TEXT}outline-style") if tree is not None else ():
                name = style.get(f"{STYLE}name") if local(style) == "list-style" else _CHAPTERS
                self._styles[name or ""] = _levels(style)
        self._counts: dict[int, int] = {}
        self._ended: dict[str, dict[int, int]] = {}
        self._last: dict[int, int] = {}
        self._chapters: dict[int, int] = {}

    def begin(self, listed: Element, depth: int) -> None:
        """A list begins; a top-level one continues an earlier count only where it says so."""
        if depth == 0:
            goes_on = listed.get(f"{TEXT}continue-list")
            if goes_on in self._ended:
                self._counts = self._ended[goes_on]
            elif listed.get(f"{TEXT}continue-numbering") == "true":
                self._counts = dict(self._last)
            else:
                self._counts = {}
            self._last = self._counts
            name = listed.get("{http://www.w3.org/XML/1998/namespace}id")
            if name:
                self._ended[name] = self._counts
        elif listed.get(f"{TEXT}continue-numbering") != "true":
            self._counts.pop(depth, None)

    def chapter(self, level: int) -> str:
        """The number of the next heading of a level from 1; "" where headings are not numbered."""
        numbering = self._styles.get(_CHAPTERS, {}).get(level - 1)
        for deeper in [deeper for deeper in self._chapters if deeper >= level]:
            del self._chapters[deeper]
        start = numbering.start if numbering else 1
        self._chapters[level - 1] = self._chapters.get(level - 1, start - 1) + 1
        return self._shown(numbering, _CHAPTERS, level - 1, self._chapters) if numbering and numbering.form else ""

    def mark(self, item: Element, style: str, depth: int) -> str:
        """The mark of an item; "" where its level shows none."""
        level = self._styles.get(style, {}).get(min(depth, _DEEPEST - 1))
        if level is None:
            return BULLET
        for deeper in [deeper for deeper in self._counts if deeper > depth]:
            del self._counts[deeper]
        start = item.get(f"{TEXT}start-value")
        if start is not None or depth not in self._counts:
            self._counts[depth] = whole(start, level.start)
        else:
            self._counts[depth] += 1
        if not level.form:
            return ""
        return self._shown(level, style, depth, self._counts)

    def _shown(self, level: _Level, style: str, depth: int, counts: dict[int, int]) -> str:
        """A level's number, with as many of the levels above as it shows, and the signs around."""
        above = [self._styles[style].get(outer_depth) for outer_depth in range(depth)]
        forms = [*(outer.form if outer else "1" for outer in above), level.form]
        shown = range(max(0, depth - level.shown + 1), depth + 1)
        numerals = (numeral(counts.get(outer, 1), forms[outer]) for outer in shown if forms[outer])
        return level.before + ".".join(numerals) + level.after


def _levels(style: Element) -> dict[int, _Level | None]:
    levels: dict[int, _Level | None] = {}
    for element in style:
        depth = whole(element.get(f"{TEXT}level"), 1) - 1
        levels[depth] = None
        if local(element) == "list-level-style-number":
            levels[depth] = _Level(
                form=element.get(f"{STYLE}num-format") or "",
                before=element.get(f"{STYLE}num-prefix") or "",
                after=element.get(f"{STYLE}num-suffix") or "",
                shown=whole(element.get(f"{TEXT}display-levels"), 1),
                start=whole(element.get(f"{TEXT}start-value"), 1),
            )
    return levels
