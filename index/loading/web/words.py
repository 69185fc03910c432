"""What stands in a line of a page: words at their height, formulas, marks of notes, fields of forms, pictures."""

import re
from typing import TypeAlias

from lxml import etree

from index.loading.mathml import formula
from index.loading.unread import Unread, counted
from index.loading.web.controls import CONTROLS, shown_by
from index.loading.web.line import Line
from index.loading.web.markup import BLOCKS, SILENT, events, is_hidden, is_silent
from index.loading.web.notes import note_mark
from index.loading.web.styles import MAY_BE_SHIFTED, STRUCK_TAGS, Styles

Element: TypeAlias = etree._Element

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_FORMULAS = frozenset({"math", "m:math", "mml:math"})
_SPECIAL = SILENT | CONTROLS | STRUCK_TAGS | _FORMULAS  # any other element without attributes is what it holds
_FRAMES = frozenset({"iframe", "frame"})
_TRACKERS = frozenset({"0", "1", "0px", "1px"})  # the width of a frame that shows nothing


class Words:
    """Takes a page's elements into the `line` that is open, and counts what it cannot show."""

    def __init__(self, styles: Styles) -> None:
        self.line = Line()
        self._styles = styles
        self._unread = Unread()
        self._frames = 0
        self._lists = 0

    def warnings(self) -> list[str]:
        """What was left out, in plain words."""
        told = list(self._unread.warnings())
        if self._frames:
            told.append(f"{counted(self._frames, 'frame')} not read: they are pages of their own.")
        if self._lists:
            told.append(f"{counted(self._lists, 'long list')} to choose from left out; nothing was chosen in it.")
        return told

    def passes_over(self, element: Element) -> bool:
        """Whether an element is done with: it shows no text, or what it shows is in the line already."""
        tag = element.tag
        if tag not in _SPECIAL and not element.keys():
            return False
        if tag in CONTROLS:
            if not is_hidden(element):
                self._control(element)
            return True
        if is_silent(element):
            self._frames += tag in _FRAMES and not is_hidden(element) and element.get("width") not in _TRACKERS
            return True
        if self._styles.is_struck(element):
            if "".join(element.itertext()).strip():
                self._unread.strike(self.line.before())
            return True
        if tag in _FORMULAS:
            self.line.formula(formula(element))
            return True
        return tag in ("a", "sup", "span") and self._is_note(element)

    def begin(self, element: Element) -> None:
        """An element begins: it may stand above or below the line."""
        tag = element.tag
        if tag == "br":
            self.line.add("\n")
        elif tag in MAY_BE_SHIFTED and (height := self._styles.height(element)):
            self.line.begin(height)

    def end(self, element: Element) -> None:
        """An element that `begin` took ends."""
        if element.tag in MAY_BE_SHIFTED and self._styles.height(element):
            self.line.end()

    def add(self, text: str | None) -> None:
        """Text of an element, blanks single."""
        if text:
            self.line.add(_BLANKS.sub(" ", text).replace("\u00ad", ""))

    def shown(self, element: Element) -> str:
        """The text that an element shows, its blanks as they stand, blocks and `<br>` on lines of their own."""
        parent = element.getparent()
        if parent is not None and parent.tag == "tr" and self._styles.is_struck(parent):
            self._unread.strike("")
            return ""
        if not len(element) and not element.keys():
            return (element.text or "").replace("\u00ad", "")
        around, self.line = self.line, Line()
        self._show(element)
        shown, self.line = self.line.take(), around
        return shown

    def _show(self, element: Element) -> None:
        apart = False
        for event, part in events(element, self.passes_over):
            if event == "start":
                self.begin(part)
            elif event == "end":
                self.end(part)
            apart = apart or (part is not element and part.tag in BLOCKS)
            text = part.text if event == "start" else part.tail if part is not element else None
            if text:
                before = self.line.before() if apart else ""
                if before and not before.endswith("\n") and not text.startswith("\n"):
                    self.line.add("\n")
                self.line.add(text.replace("\u00ad", ""))
                apart = False

    def _control(self, element: Element) -> None:
        words = shown_by(element)
        if words is None:
            self._lists += 1
        elif words and element.tag == "textarea":
            self.line.add(f"\n\n{words}\n\n")
        elif words and element.tag == "img" and not words.startswith("["):
            self.line.add(words)
        elif words:
            self.line.add(f" {words} ")

    def _is_note(self, element: Element) -> bool:
        before = self.line.before()[-1:]
        mark = note_mark(element, self.line.is_shifted or self._styles.height(element) > 0, before.isalnum())
        if mark:
            self.line.note(mark)
        return bool(mark)
