"""Control words that set how characters and paragraphs look → the state of the group they stand in."""

from index.loading.richtext.encodings import Encodings
from index.loading.richtext.flow import Flow, State
from index.loading.unread import Unread

_HEIGHTS = {"super": 1, "sub": -1, "nosupersub": 0, "up": 1, "dn": -1}
OF_CHARACTERS = frozenset({"v", "deleted", "plain", "f", "revised", "strike", "striked", *_HEIGHTS})
OF_PARAGRAPHS = frozenset({"pard", "intbl", "s", "ilvl", "outlinelevel"})
_RAISED_FROM = 4  # half-points by which \\up and \\dn move text; by less, letters are only fitted to one another


def set_characters(state: State, word: str, number: int | None, encodings: Encodings, unread: Unread) -> None:
    """Obeys one of `OF_CHARACTERS`; a revision is counted."""
    if word == "v":
        state.hidden = number != 0
    elif word == "deleted":
        state.deleted = number != 0
    elif word == "revised":
        unread.changes += number != 0
    elif word in ("strike", "striked"):
        state.struck = number != 0
    elif word in _HEIGHTS:
        state.height = _HEIGHTS[word] if number is None or abs(number) >= _RAISED_FROM else 0
    elif word == "plain":
        state.hidden, state.deleted, state.encoding = False, False, encodings.default
        state.struck, state.height, state.font = False, 0, ""
    elif state.flow.kind == "fonttbl":
        encodings.declare(word, number)
    else:
        state.encoding, state.font = encodings.of_font(number or 0), encodings.symbols(number or 0)


def set_paragraph(state: State, word: str, number: int | None) -> None:
    """Obeys one of `OF_PARAGRAPHS`."""
    if word == "pard":
        state.in_table, state.style, state.level = False, -1, 0
        state.flow.depth = 0
    elif word == "intbl":
        state.in_table = True
    elif word == "s":
        if state.flow.kind == "styles":
            state.flow = Flow("style")
        state.style = number or 0
    elif word == "ilvl":
        state.flow.depth = min(max(number or 0, 0), 8)
    else:
        state.level = (number or 0) + 1 if 0 <= (number or 0) < 9 else 0
