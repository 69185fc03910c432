"""A Word paragraph → its text with every tracked change accepted, and the notes and boxes anchored in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from index.loading.office.openxml import R, W, chosen, is_on
from index.loading.unread import Unread
from index.loading.zipped_xml import Element, local

DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_PASSED_OVER = frozenset(
    "pPr rPr sdtPr sdtEndPr instrText delInstrText delText fldData ffData rt tblPr tblGrid trPr tcPr sectPr".split()
)


@dataclass(slots=True)
class ParagraphText:
    """A paragraph's words, and what is shown elsewhere: notes (kind and id), text boxes, diagrams' data (ids)."""

    words: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words joined."""
        return "".join(self.words)


def paragraph_text(paragraph: Element, unread: Unread) -> ParagraphText:
    """The text of a w:p: runs, links, fields' results, content controls; what is left out counted in `unread`."""
    content = ParagraphText()
    stack = [*reversed(paragraph)]
    while stack:
        element = stack.pop()
        name = local(element)
        if name == "t":
            content.words.append(element.text or "")
        elif name in _SIGNS:
            content.words.append(_SIGNS[name])
        elif name in DELETED:
            unread.changes += 1
        elif name == "AlternateContent":
            choice = chosen(element)
            stack.extend([] if choice is None else [choice])
        elif name == "txbxContent":
            content.boxes.append(element)
        elif name in _NOTES:
            content.notes.append((_NOTES[name], element.get(f"{W}id") or ""))
        elif name == "relIds":
            content.diagrams.append(element.get(f"{R}dm") or "")
        elif name not in _PASSED_OVER:
            _count(element, name, unread)
            stack.extend(reversed(element))
    return content


def _count(element: Element, name: str, unread: Unread) -> None:
    if name == "r":
        hidden = element.find(f"{W}rPr/{W}vanish")
        unread.hidden += is_on(hidden, hidden.get(f"{W}val") if hidden is not None else None)
    elif name in _INSERTED:
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
