"""A visual line of a page, or a part of one, each character with its box."""

import re
from dataclasses import dataclass, field

from index.loading.pdf.characters import Look

BOX_BYTES = 8
NO_BOX = bytes(BOX_BYTES)
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # Hebrew, Arabic, Syriac, Thaana, N'Ko


@dataclass(slots=True)
class Line:
    """One visual line, or a part of it: `text` with single blanks, `boxes` eight bytes a character.

    Edges in points, with the text upright, those of its ink: a blank has none, wherever the file draws it. `cells` are
    the spans of a table row's cells; `apart` says that the line stands alone, as text at an angle does; `spaced` that
    the file has a blank after it.
    """

    text: str
    boxes: bytes
    left: float
    top: float
    right: float
    bottom: float
    look: Look
    cells: list[tuple[int, int]] = field(default_factory=list)
    apart: bool = False
    spaced: bool = False

    @property
    def first_word(self) -> float:
        """About the width of its first word, in points."""
        return (self.right - self.left) * len(self.text.split(" ", 1)[0]) / max(1, len(self.text))


def joined(parts: list[Line], between: str = " ", cells: bool = True) -> Line:
    """The parts of a visual line as one; what stands between them is drawn nowhere. Its cells are the parts."""
    if len(parts) == 1:
        return parts[0]
    spans, start = [], 0
    for part in parts:
        spans.append((start, start + len(part.text)))
        start += len(part.text) + len(between)
    return Line(
        between.join(part.text for part in parts),
        (NO_BOX * len(between)).join(part.boxes for part in parts),
        min(part.left for part in parts),
        min(part.top for part in parts),
        max(part.right for part in parts),
        max(part.bottom for part in parts),
        max(parts, key=lambda part: len(part.text)).look,
        spans if cells else [],
        spaced=parts[-1].spaced,
        apart=any(part.apart for part in parts),
    )


def is_leftward(text: str) -> bool:
    """Whether a text is of a script that runs from right to left."""
    return bool(_LEFTWARD.search(text))
