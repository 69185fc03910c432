"""Rich text's groups and control words → paragraphs, cells, notes, read in one pass from first byte to last.

No part of the file is matched twice, and groups are a list rather than calls, so a hostile file costs what its length
does.
"""

import re
from dataclasses import replace

from index.loading.richtext.encodings import Encodings
from index.loading.richtext.equations import begun, finished, say
from index.loading.richtext.flow import Flow, Sink, State
from index.loading.richtext.properties import OF_CHARACTERS, OF_PARAGRAPHS, set_characters, set_paragraph
from index.loading.richtext.states import BOXES, HEADERS, MARKS, NOTES, READ_THOUGH_STARRED, SIGNS, SKIPPED, SYMBOLS
from index.loading.symbols import UNKNOWN, in_symbols
from index.loading.unread import Unread

DEEPEST = 5000  # groups in one another
_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+|\\",
    re.DOTALL,
)
_HEADING = re.compile(r"heading\s*([1-9])")
_BEFORE = 8  # pieces of text before a struck one that say where it stands
_EVERY = 1 << 14  # tokens between two signs of life


class RichText:
    """Reads one file. `info` holds its properties, `warnings` follow from `unread` and `lost`."""

    def __init__(self, sink: Sink) -> None:
        self.unread = Unread()
        self.info: dict[str, str] = {}
        self.lost = 0
        self._sink = sink
        self._state = State(Flow("body"))
        self._stack: list[State] = []
        self._pending = bytearray()
        self._to_skip = 0
        self._encodings = Encodings()
        self._headings: dict[int, int] = {}
        self._edges: list[int] = []
        self._moment: dict[str, int] = {}
        self._notes = 0
        self._striking = self._after_equation = False

    @property
    def open_groups(self) -> int:
        """How many groups are still open; 0 after the end of a whole file."""
        return len(self._stack)

    def read(self, data: bytes) -> None:
        """Reads a whole file. Raises ValueError for groups more than `DEEPEST` deep."""
        position = count = 0
        while token := _TOKEN.match(data, position):
            position = token.end()
            count += 1
            if count % _EVERY == 0:
                self._sink.life(position, len(data))
            word, number, code, symbol, brace, text = token.groups()
            if text is not None:
                self._text(text)
            elif word is not None:
                position += self._word(word.decode("ascii"), None if number is None else int(number))
            elif code is not None:
                self._text(bytes.fromhex(code.decode("ascii")))
            elif brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
                if not self._stack:
                    break
            elif symbol is not None:
                self._symbol(symbol.decode("latin-1"))
        self._decode()
        if self._state.flow.words:
            self._end_paragraph()

    def _text(self, raw: bytes) -> None:
        skip = min(self._to_skip, len(raw))
        self._to_skip -= skip
        if self._is_shown(bool(raw.strip())):
            self._pending += raw[skip:]

    def _is_shown(self, words: bool = True) -> bool:
        """Whether text that comes now is kept; what is hidden, deleted or struck out is counted."""
        state = self._state
        if state.skipped:
            return False
        self.unread.changes += state.deleted
        self.unread.hidden += state.hidden and not state.struck
        if state.struck and not state.deleted and words and not self._striking:
            self._decode()
            self.unread.strike("".join(text for text, _ in state.flow.words[-_BEFORE:]))
            self._striking = True
        return not state.deleted and not state.struck

    def _decode(self) -> None:
        """What has come in bytes since the code page last changed → the flow's words."""
        if self._pending:
            words = self._pending.decode(self._state.encoding, "replace")
            self._pending.clear()
            self.lost += words.count("\ufffd")
            self._keep(words)

    def _keep(self, words: str) -> None:
        state = self._state
        if state.flow.kind == "fonttbl":
            self._encodings.name(words)
        elif state.math is not None:
            say(state.math, words)
        else:
            self._striking = self._striking and not words.strip()
            if state.font:
                words = in_symbols(state.font, words)
                self.unread.symbols += words.count(UNKNOWN)
            if self._after_equation and words:
                words = f" {words}" if words[0].isalnum() else words
                self._after_equation = False
            state.flow.words.append((words, state.height))

    def _say(self, words: str) -> None:
        self._decode()
        if self._is_shown():
            self._keep(words)

    def _open(self) -> None:
        self._decode()
        self._to_skip = 0
        if len(self._stack) >= DEEPEST:
            raise ValueError("its groups are nested too deeply")
        self._stack.append(self._state)
        self._state = replace(self._state, starred=False)

    def _close(self) -> None:
        self._decode()
        self._to_skip = 0
        if not self._stack:
            return
        ended, self._state = self._state, self._stack.pop()
        if ended.math is not None and self._state.math is None:
            self._equation(finished(ended.math.getroottree().getroot()))
        if ended.flow is not self._state.flow:
            self._finish(ended)

    def _equation(self, text: str) -> None:
        """An equation in a line of text, apart from a figure or word before or after it."""
        words = self._state.flow.words
        before = words[-1][0][-1:] if words else ""
        self._say(f" {text}" if before.isalnum() and text[:1].isalnum() else text)
        self._after_equation = text[-1:].isalnum()

    def _finish(self, ended: State) -> None:
        flow = ended.flow
        if flow.kind == "mark":
            self._state.flow.mark = flow.take().strip()
        elif flow.kind in ("note", "box", "header") and flow.words:
            self._sink.paragraph(flow, flow.take(), 0)
        elif flow.kind == "style":
            name = flow.take().strip().rstrip(";").strip().lower()
            heading = _HEADING.fullmatch(name)
            self._headings[ended.style] = int(heading[1]) if heading else ended.level or int(name == "title")
        elif flow.kind == "title":
            self.info["title"] = flow.take().strip()

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._state.starred = True
        elif symbol in "\r\n":
            self._end_paragraph()
        elif self._to_skip:
            self._to_skip -= 1
        elif symbol in SYMBOLS:
            self._say(SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> int:
        """Obeys one control word. Returns how many bytes after it are binary and have to be skipped."""
        state = self._state
        if word == "bin":
            return max(0, number or 0)
        if word == "ud" and len(self._stack) > 1:  # the Unicode form of what stands before it, which is skipped
            state.skipped, state.starred = self._stack[-2].skipped, False
        elif word in SKIPPED:
            self._decode()
            self.unread.pictures += word == "pict" and not state.skipped
            self.unread.comments += word == "annotation" and not state.skipped
            self.unread.files += word == "objdata" and not state.skipped
            state.skipped = True
        elif state.starred and word not in READ_THOUGH_STARRED:
            state.skipped = True
            state.starred = False
        elif not state.skipped:
            state.starred = False
            self._obey(word, number)
        return 0

    def _obey(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "u" and number is not None:
            self._say(chr(number % 0x10000))
            self._to_skip = state.unicode_skip
        elif word in SIGNS:
            self._sign(SIGNS[word])
        elif word in ("par", "sect", "page", "cell", "row"):
            self._end(word)
        elif self._begins(word):
            pass
        elif word in OF_PARAGRAPHS:
            set_paragraph(state, word, number)
        elif word in ("trhdr", "trowd", "cellx"):
            self._row_property(word, number)
        elif word in OF_CHARACTERS:
            self._decode()
            set_characters(state, word, number, self._encodings, self.unread)
        elif word == "uc":
            state.unicode_skip = min(max(number or 0, 0), 16)
        elif word in ("ansicpg", "mac", "pc", "pca", "fcharset", "cpg"):
            self._decode()
            self._encodings.declare(word, number)
            state.encoding = self._encodings.default if word not in ("fcharset", "cpg") else state.encoding
        elif word in ("yr", "mo", "dy", "hr", "min") and state.flow.kind == "revtim":
            self.info["revised"] = self._dated(word, number or 0)

    def _sign(self, sign: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._say(sign)

    def _begins(self, word: str) -> bool:
        """Whether a control word begins another flow, which then holds what its group says."""
        part = begun(word, self._state.math)
        if part is not None:
            self._decode()
            self._state.math = part
            return True
        kinds = ((NOTES, "note"), (BOXES, "box"), (HEADERS, "header"), (MARKS, "mark"))
        kind = next((kind for words, kind in kinds if word in words), "")
        if word in ("fonttbl", "stylesheet", "info", "title", "revtim"):
            kind = {"stylesheet": "styles"}.get(word, word)
        if not kind:
            return False
        self._decode()
        self._state.flow = self._note() if kind == "note" else Flow(kind)
        self._state.style, self._state.level, self._state.in_table = -1, 0, False
        return True

    def _note(self) -> Flow:
        """A note begins; its mark stands where it is anchored, apart from what is before it."""
        self._notes += 1
        if self._is_shown():
            self._state.flow.words.append((f" [{self._notes}]", 0))
        return Flow("note", number=self._notes)

    def _end(self, word: str) -> None:
        self._decode()
        state = self._state
        if state.deleted:
            return
        if word == "cell":
            self._sink.cell(state.flow, state.flow.take())
        elif word == "row":
            self._sink.row(state.flow, state.header_row, self._edges)
        elif state.in_table and word == "par":
            state.flow.words.append(("\n", 0))
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        self._decode()
        state = self._state
        if state.flow.kind in ("body", "note", "box", "header") and not state.skipped:
            self._sink.paragraph(state.flow, state.flow.take(), state.level or self._headings.get(state.style, 0))

    def _row_property(self, word: str, number: int | None) -> None:
        if word == "cellx":
            self._edges.append(number or 0)
        else:
            self._state.header_row = word == "trhdr"
            self._edges = self._edges if word == "trhdr" else []

    def _dated(self, word: str, number: int) -> str:
        self._moment[word] = number
        year, month, day, hour, minute = (self._moment.get(part, 0) for part in ("yr", "mo", "dy", "hr", "min"))
        return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}"
