"""A Word paragraph → its text with every tracked change accepted, and the notes and boxes anchored in it."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from index.loading.office.equations import equation_text
from index.loading.office.form_fields import FormField
from index.loading.office.openxml import R, W, chosen, is_on
from index.loading.office.word_looks import PLAIN, Look, Looks
from index.loading.raised import Stretch, joined
from index.loading.symbols import UNKNOWN, in_symbols, symbol
from index.loading.unread import Unread
from index.loading.zipped_xml import Element, local

DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_PASSED_OVER = frozenset(
    "pPr rPr sdtPr sdtEndPr instrText delInstrText delText fldData ffData rt tblPr tblGrid trPr tcPr sectPr".split()
)
_BEFORE = 8  # stretches of text before a struck one that say where it stands


@dataclass(slots=True)
class ParagraphText:
    """A paragraph's words, and what is shown elsewhere: notes (kind, id, mark), text boxes, diagrams' data (ids)."""

    stretches: list[Stretch] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words joined, what is raised or lowered in a form that cannot be misread."""
        return joined(self.stretches)


class NoteMarks:
    """The marks of notes, `[1]` and `[endnote 1]`, counted as they are met."""

    def __init__(self, known: Mapping[str, Container[str]]) -> None:
        """`known` holds the ids of the notes of each kind, `footnotes` and `endnotes`."""
        self._known = known
        self._marks: dict[tuple[str, str], str] = {}
        self._count = dict.fromkeys(known, 0)

    def mark(self, kind: str, number: str) -> str:
        """The mark of the note with that id; empty where there is no such note."""
        if (kind, number) not in self._marks and number in self._known.get(kind, ()):
            self._count[kind] += 1
            count = self._count[kind]
            self._marks[kind, number] = f"[{count}]" if kind == "footnotes" else f"[endnote {count}]"
        return self._marks.get((kind, number), "")


class WordText:
    """Reads the paragraphs of one document; what is left out is counted in `unread`."""

    def __init__(self, unread: Unread, looks: Looks, marks: NoteMarks) -> None:
        self._unread, self._looks, self._marks = unread, looks, marks
        self._content = ParagraphText()
        self._look = PLAIN
        self._striking = self._after_equation = False

    def paragraph(self, paragraph: Element) -> ParagraphText:
        """The text of a w:p or a:p: runs, links, fields' results, content controls, equations."""
        content = self._content = ParagraphText()
        around = self._look = self._looks.of_paragraph(paragraph)
        self._striking = self._after_equation = False
        form = FormField()
        stack = [*reversed(paragraph)]
        while stack:
            element = stack.pop()
            name = local(element)
            if name == "t":
                self._say(element.text or "")
            elif name == "r":
                self._begin(element, around)
                stack.extend(reversed(element))
            elif name in _SIGNS:
                self._say(_SIGNS[name])
            elif name == "fldChar":
                self._say(form.shown(element, len(content.stretches)))
            elif not self._is_set_apart(element, name):
                stack.extend(self._within(element, name))
        self._say(form.ended(len(content.stretches)))
        return content

    def _begin(self, run: Element, around: Look) -> None:
        self._look = self._looks.of_run(run, around)
        self._unread.hidden += self._look.hidden

    def _within(self, element: Element, name: str) -> Iterator[Element]:
        """What there is to read in an element, last first."""
        if name in DELETED:
            self._unread.changes += 1
        elif name == "AlternateContent":
            choice = chosen(element)
            yield from () if choice is None else (choice,)
        elif name not in _PASSED_OVER:
            _count(name, self._unread)
            yield from reversed(element)

    def _is_set_apart(self, element: Element, name: str) -> bool:
        """Takes in what is no run of text: symbols, equations, notes, boxes, diagrams; False for any other element."""
        if name == "sym":
            self._symbol(element)
        elif name == "oMath":
            self._equation(equation_text(element))
        elif name in _NOTES:
            self._note(element, _NOTES[name])
        elif name == "txbxContent":
            self._content.boxes.append(element)
        elif name == "relIds":
            self._content.diagrams.append(element.get(f"{R}dm") or "")
        else:
            return False
        return True

    def _say(self, words: str) -> None:
        if not words:
            return
        if self._look.struck:
            if not self._striking and words.strip():
                before = self._content.stretches[-_BEFORE:]
                self._unread.strike("".join(text for text, _ in before))
                self._striking = True
            return
        self._striking = False
        if self._look.font:
            words = in_symbols(self._look.font, words)
            self._unread.symbols += words.count(UNKNOWN)
        if self._after_equation:
            self._after_equation = False
            words = f" {words}" if words[0].isalnum() else words
        self._content.stretches.append((words, self._look.height))

    def _symbol(self, element: Element) -> None:
        code = element.get(f"{W}char") or ""
        sign = symbol(element.get(f"{W}font"), int(code, 16) if _is_hex(code) else 0)
        self._look = Look(self._look.height, self._look.struck)
        self._unread.symbols += sign == UNKNOWN and not self._look.struck
        self._say(sign)

    def _equation(self, text: str) -> None:
        """An equation in a line of text, apart from a figure or word right before or after it."""
        before = self._content.stretches[-1][0][-1:] if self._content.stretches else ""
        self._look = PLAIN
        self._say(f" {text}" if before.isalnum() and text[:1].isalnum() else text)
        self._after_equation = text[-1:].isalnum()

    def _note(self, reference: Element, kind: str) -> None:
        """A note is shown after the paragraph; its mark here, unless the run has a mark of its own."""
        number, own = reference.get(f"{W}id") or "", reference.get(f"{W}customMarkFollows")
        mark = self._marks.mark(kind, number) if own is None or not is_on(reference, own) else ""
        self._content.notes.append((kind, number, mark))
        if mark and not self._look.struck:
            self._content.stretches.append((f" {mark}", 0))


def _is_hex(code: str) -> bool:
    return 0 < len(code) <= 6 and all(digit in "0123456789abcdefABCDEF" for digit in code)


def _count(name: str, unread: Unread) -> None:
    if name in _INSERTED:
        unread.changes += 1
    elif name in ("blip", "imagedata"):
        unread.pictures += 1
    elif name == "chart":
        unread.charts += 1
    elif name == "OLEObject":
        unread.files += 1


def children(container: Element, names: frozenset[str], unread: Unread) -> Iterator[Element]:
    """The nearest elements of those names below `container`, in order, through content controls and the like."""
    stack = [*reversed(container)]
    while stack:
        element = stack.pop()
        name = local(element)
        if name in names:
            yield element
        elif name in DELETED:
            unread.changes += 1
        elif name == "AlternateContent":
            choice = chosen(element)
            stack.extend([] if choice is None else [choice])
        elif name == "altChunk":
            unread.files += 1
        elif name not in _PASSED_OVER:
            stack.extend(reversed(element))
