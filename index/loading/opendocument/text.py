"""An OpenDocument paragraph (ODF 1.3 part 3, 5.1 and 6) → its text, and the notes and frames anchored in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from index.loading.opendocument.looks import PLAIN, Look, Looks
from index.loading.opendocument.names import DRAW, FRAMES, SVG, TEXT
from index.loading.raised import Stretch, joined
from index.loading.symbols import UNKNOWN, in_symbols
from index.loading.unread import Unread
from index.loading.zipped_xml import Element, local

_SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}
_BLANKS = re.compile(r"\s+")
_PASSED_OVER = frozenset({"ruby-text", "desc", "tracked-changes", "event-listeners", "glue-point", "script"})
_BEFORE = 8  # stretches of text before a struck one that say where it stands

Piece = tuple[Element | str, Look]


@dataclass(slots=True)
class ParagraphText:
    """A paragraph's words, and what is shown elsewhere: its notes and the frames that are anchored in it."""

    stretches: list[Stretch] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    frames: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words joined, what is raised or lowered in a form that cannot be misread."""
        return joined(self.stretches)


class TextReader:
    """Reads the paragraphs of one document; what is left out is counted in `unread`."""

    def __init__(self, unread: Unread, looks: Looks, formula: Callable[[Element], str]) -> None:
        """`formula` gives the text of a frame that holds a formula, empty for any other frame."""
        self._unread, self._looks, self._formula = unread, looks, formula
        self._content = ParagraphText()
        self._striking = self._after_formula = False

    def paragraph(self, paragraph: Element) -> ParagraphText:
        """The text of a text:p or text:h with its fields and links; blanks as the format has them, many for one."""
        content = self._content = ParagraphText()
        self._striking = self._after_formula = False
        stack = _pieces(paragraph, self._looks.of(paragraph, PLAIN))
        while stack:
            piece, look = stack.pop()
            if isinstance(piece, str):
                self._say(_BLANKS.sub(" ", piece), look)
                continue
            name = local(piece)
            if name in _SIGNS:
                self._say(_SIGNS[name], look)
            elif name == "span":
                stack.extend(_pieces(piece, self._looks.of(piece, look)))
            elif name == "note":
                self._note(piece, look)
            elif name == "annotation":
                self._unread.comments += 1
            elif piece.tag.startswith(DRAW) and name in FRAMES - {"a"}:
                self._frame(piece)
            elif name not in _PASSED_OVER and piece.tag != f"{SVG}title":
                stack.extend(_pieces(piece, look))
        return content

    def _say(self, words: str, look: Look) -> None:
        if not words:
            return
        if look.struck:
            if not self._striking and words.strip():
                self._unread.strike("".join(text for text, _ in self._content.stretches[-_BEFORE:]))
                self._striking = True
            return
        self._striking = False
        if look.font:
            words = in_symbols(look.font, words)
            self._unread.symbols += words.count(UNKNOWN)
        if self._after_formula:
            self._after_formula = False
            words = f" {words}" if words[0].isalnum() else words
        self._content.stretches.append((words, look.height))

    def _note(self, note: Element, look: Look) -> None:
        """A note is shown after the paragraph; its mark here, apart from what it stands at."""
        self._content.notes.append(note)
        mark = note_mark(note)
        if mark and not look.struck:
            self._content.stretches.append((f" {mark}", 0))

    def _frame(self, frame: Element) -> None:
        formula = self._formula(frame)
        if not formula:
            self._content.frames.append(frame)
            return
        before = self._content.stretches[-1][0][-1:] if self._content.stretches else ""
        self._say(f" {formula}" if before.isalnum() and formula[0].isalnum() else formula, PLAIN)
        self._after_formula = formula[-1:].isalnum()


def note_mark(note: Element) -> str:
    """The mark of a note: `[1]`; empty where the file gives it none."""
    citation = " ".join("".join("".join(part.itertext()) for part in note.iterfind(f"{TEXT}note-citation")).split())
    return f"[{citation}]" if citation else ""


def _pieces(element: Element, look: Look) -> list[Piece]:
    """The contents of an element, last first: its children and the stretches of text between them."""
    pieces: list[Piece] = [(element.text, look)] if element.text else []
    for child in element:
        pieces.append((child, look))
        if child.tail:
            pieces.append((child.tail, look))
    return pieces[::-1]
