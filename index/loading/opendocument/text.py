"""An OpenDocument paragraph (ODF 1.3 part 3, 5.1 and 6) → its text, and the notes and frames anchored in it."""

import re
from dataclasses import dataclass, field

from index.loading.unread import Unread
from index.loading.zipped_xml import Element, local

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{{{_NAMESPACE}text:1.0}}"
TABLE = f"{{{_NAMESPACE}table:1.0}}"
DRAW = f"{{{_NAMESPACE}drawing:1.0}}"
OFFICE = f"{{{_NAMESPACE}office:1.0}}"
STYLE = f"{{{_NAMESPACE}style:1.0}}"
PRESENTATION = f"{{{_NAMESPACE}presentation:1.0}}"
SVG = f"{{{_NAMESPACE}svg-compatible:1.0}}"
_SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}
_BLANKS = re.compile(r"\s+")
_PASSED_OVER = frozenset({"ruby-text", "desc", "tracked-changes", "event-listeners", "glue-point", "script"})
FRAMES = frozenset(
    "frame custom-shape g rect ellipse circle line connector polygon polyline path regular-polygon caption a".split()
)


@dataclass(slots=True)
class ParagraphText:
    """A paragraph's words, and what is shown elsewhere: its notes and the frames that are anchored in it."""

    words: list[str] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    frames: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words joined."""
        return "".join(self.words)


def paragraph_text(paragraph: Element, unread: Unread) -> ParagraphText:
    """The text of a text:p or text:h with its fields and links; blanks as the format has them, many for one."""
    content = ParagraphText()
    stack: list[Element | str | None] = [*_pieces(paragraph)]
    while stack:
        element = stack.pop()
        if element is None or isinstance(element, str):
            content.words.append(_BLANKS.sub(" ", element or ""))
            continue
        name = local(element)
        if name in _SIGNS:
            content.words.append(_SIGNS[name])
        elif name == "note":
            content.notes.append(element)
        elif name == "annotation":
            unread.comments += 1
        elif element.tag.startswith(DRAW) and name in FRAMES - {"a"}:
            content.frames.append(element)
        elif name not in _PASSED_OVER and element.tag != f"{SVG}title":
            stack.extend(_pieces(element))
    return content


def _pieces(element: Element) -> list[Element | str | None]:
    """The contents of an element, last first: its children and the stretches of text between them."""
    pieces: list[Element | str | None] = [element.text]
    for child in element:
        pieces += [child, child.tail]
    return pieces[::-1]
