"""PowerPoint presentations (.pptx) → Document: a page a slide, its shapes in reading order, its notes after them."""

from collections.abc import Iterator
from pathlib import Path

from index.documents.datatypes import Document
from index.errors import LoadError
from index.loading.bounds import Bounds
from index.loading.composing import Composer, flat
from index.loading.office.openxml import A, P, Package, R, chosen
from index.loading.office.slide_text import Bullets, body_of, paragraph_words
from index.loading.tables import LONGEST_REPEATED, Header
from index.loading.unread import Unread
from index.loading.zipped_xml import Element, local, whole

_ROW_OF_SHAPES = 0.04  # of a slide's height, within which two shapes stand beside one another
_USUAL_HEIGHT = 6858000  # EMU
_TITLES = ("title", "ctrTitle")
_SHAPES = frozenset({"sp", "grpSp", "graphicFrame", "pic", "cxnSp"})
_MOST_COLUMNS = 1000  # of a table whose header labels them


def load(path: Path, data: bytes, bounds: Bounds, media_type: str) -> Document:
    """A document whose pages are the slides. Raises LoadError when the file is protected or damaged."""
    package = Package(path, data, bounds, "presentation")
    composer = Composer(str(path), bounds)
    deck = _Deck(package, composer)
    links = package.relations(package.main)
    listed = dict.fromkeys(entry.get(f"{R}id") or "" for entry in package.root.iterfind(f"{P}sldIdLst/{P}sldId"))
    slides = list(dict.fromkeys(links[identity].target if identity in links else identity for identity in listed))
    try:
        for number, slide in enumerate(slides, 1):
            bounds.page(number, len(slides))
            deck.slide(number, slide)
    except RecursionError as error:
        raise LoadError(str(path), "Its shapes are nested too deeply to be read.") from error
    return composer.document(path, data, media_type, package.title, package.modified, deck.warnings())


class _Deck:
    """Walks the slides of a presentation into a Composer."""

    def __init__(self, package: Package, composer: Composer) -> None:
        self._package, self._composer = package, composer
        size = package.root.find(f"{P}sldSz")
        self._height = (whole(size.get("cy")) if size is not None else 0) or _USUAL_HEIGHT
        self._said: list[str] = []
        self._footers: set[str] = set()
        self._unread = Unread()
        self._trees: dict[str, Element | None] = {}

    def warnings(self) -> list[str]:
        """What was not read, in plain words."""
        return [*self._said, *self._unread.warnings()]

    def _words(self, paragraph: Element) -> str:
        return paragraph_words(paragraph, self._unread)

    def slide(self, number: int, name: str) -> None:
        """Writes one slide as a page."""
        self._composer.page()
        before = self._composer.length
        root = self._package.xml(name)
        if root is None:
            self._said.append(f"Slide {number} is missing from the file.")
            return
        if (root.get("show") or "1") in ("0", "false"):
            self._said.append(f"Slide {number} is hidden in the slide show; it was read like the rest.")
        links = self._package.relations(name)
        bullets = Bullets(self._unread, *self._behind(name))
        shapes = [*self._in_order(root.find(f"{P}cSld/{P}spTree"), bullets)]
        shapes.sort(key=lambda shape: _kind(shape) not in _TITLES)
        for shape in shapes:
            self._shape(shape, bullets, {key: link.target for key, link in links.items()})
        if self._composer.length == before:
            self._said.append(f"Slide {number} contains no text.")
        for notes in (link.target for link in links.values() if link.kind == "notesSlide"):
            self._notes(self._package.xml(notes))
        for comments in (link.target for link in links.values() if link.kind == "comments"):
            listed = self._package.xml(comments)
            self._unread.comments += len(listed) if listed is not None else 0

    def _behind(self, slide: str) -> tuple[Element | None, Element | None]:
        """The layout of a slide and the master of that, each parsed once."""
        layout = next(iter(self._package.related(slide, "slideLayout")), "")
        master = next(iter(self._package.related(layout, "slideMaster")), "") if layout else ""
        for name in (layout, master):
            if name not in self._trees:
                self._trees[name] = self._package.xml(name)
        return self._trees[layout], self._trees[master]

    def _in_order(self, tree: Element | None, bullets: Bullets) -> Iterator[Element]:
        """The shapes of a slide or group, line by line as they stand; those of a group together."""
        placed = []
        for shape in tree if tree is not None else ():
            shown = _shown(shape)
            if shown is not None and local(shown) in _SHAPES:
                left, top = bullets.place(shown)
                placed.append((top, left, shown))
        placed.sort(key=lambda place: place[:2])
        line: list[tuple[int, int, Element]] = []
        for place in placed:
            if line and place[0] - line[0][0] > self._height * _ROW_OF_SHAPES:
                yield from self._across(line, bullets)
                line = []
            line.append(place)
        yield from self._across(line, bullets)

    def _across(self, line: list[tuple[int, int, Element]], bullets: Bullets) -> Iterator[Element]:
        for _, _, shape in sorted(line, key=lambda place: place[1]):
            if local(shape) == "grpSp":
                yield from self._in_order(shape, bullets)
            else:
                yield shape

    def _shape(self, shape: Element, bullets: Bullets, links: dict[str, str]) -> None:
        kind = _kind(shape)
        if local(shape) == "graphicFrame":
            self._frame(shape, links)
        elif kind in _TITLES:
            self._composer.heading(" ".join(map(self._words, body_of(shape))))
        elif kind in ("ftr", "dt", "hdr"):
            words = " ".join(map(self._words, body_of(shape)))
            if words not in self._footers:
                self._footers.add(words)
                self._composer.paragraph(words)
        elif kind != "sldNum":
            for words, mark, depth in bullets.paragraphs(shape):
                if mark:
                    self._composer.item(words, depth, mark)
                else:
                    self._composer.paragraph(words)
        self._unread.pictures += local(shape) == "pic"

    def _frame(self, frame: Element, links: dict[str, str]) -> None:
        """A table, a diagram's words as items; a chart is counted, since its words lie in a part of their own."""
        for table in frame.iter(f"{A}tbl"):
            self._table(table)
        for below in frame.iter("{*}relIds", "{*}chart"):
            if local(below) == "chart":
                self._unread.charts += 1
                continue
            data = self._package.xml(links.get(below.get(f"{R}dm") or "", ""))
            for paragraph in data.iter(f"{A}p") if data is not None else ():
                self._composer.item(self._words(paragraph))

    def _table(self, table: Element) -> None:
        rows: list[dict[int, str]] = []
        spread: list[dict[int, str]] = []
        for row in table.iterfind(f"{A}tr"):
            shown: dict[int, str] = {}
            labelled: dict[int, str] = {}
            for column, cell in enumerate(row.iterfind(f"{A}tc")):
                words = flat("\n".join(map(self._words, cell.iter(f"{A}p"))))
                if not words and rows and (cell.get("vMerge") or "0") in ("1", "true"):
                    above = rows[-1].get(column, "")
                    words = above if len(above) <= LONGEST_REPEATED else ""
                if words:
                    span = min(max(1, whole(cell.get("gridSpan"), 1)), _MOST_COLUMNS)
                    shown[column] = words
                    labelled |= dict.fromkeys(range(column, min(column + span, _MOST_COLUMNS)), words)
            rows.append(shown)
            spread.append(labelled)
        marked = table.find(f"{A}tblPr")
        first = marked is not None and (marked.get("firstRow") or "0") in ("1", "true")
        header = Header(rows, spread, int(first and len(rows) > 1))
        for number, shown in enumerate(rows):
            header.write(self._composer, number, shown)

    def _notes(self, root: Element | None) -> None:
        """The speaker's notes, under the word Notes."""
        bodies = [shape for shape in root.iter(f"{P}sp") if _kind(shape) == "body"] if root is not None else []
        paragraphs = [words for body in bodies for words in map(self._words, body_of(body)) if words.strip()]
        for words in ["Notes", *paragraphs] if paragraphs else ():
            self._composer.paragraph(words)


def _shown(shape: Element) -> Element | None:
    if local(shape) != "AlternateContent":
        return shape
    choice = chosen(shape)
    return next(iter(choice), None) if choice is not None else None


def _kind(shape: Element) -> str:
    """What a placeholder is for; empty for a shape that is none."""
    place = shape.find(f"*/{P}nvPr/{P}ph")
    return "" if place is None else str(place.get("type") or "obj")
