"""A question and a passage as one row of token ids: [CLS] question [SEP] passage window [SEP].

Where a network reads the passage's context too, it follows the question: [CLS] question [SEP] context [SEP] passage.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer


@dataclass(frozen=True, slots=True)
class Window:
    """One row for the reader. Token positions count from [CLS] = 0, which also stands for "not here"."""

    ids: list[int]
    context_start: int
    """Position of the window's first passage token; the passage runs to len(ids) - 1, exclusive."""
    offsets: list[tuple[int, int]]
    """Half-open character spans in the whole passage, one per passage token."""
    start: int
    end: int
    """First and last token of the answer, inclusive; 0 and 0 if the window does not answer."""


def token_span(offsets: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """First and last (inclusive) token that overlap characters [start, end); None if no token does."""
    touched = [i for i, (a, b) in enumerate(offsets) if b > start and a < end and b > a]
    return (touched[0], touched[-1]) if touched else None


class Windower:
    """Cuts questions and passages into windows of at most `width` tokens."""

    def __init__(self, tokenizer: Tokenizer, question_tokens: int, context_tokens: int = 0) -> None:
        """`tokenizer` has [CLS] and [SEP] and neither truncates nor pads; so much of question and context is read."""
        self.tokenizer = tokenizer
        self._question_tokens = question_tokens
        self._context_tokens = context_tokens
        self.cls, self.sep = (tokenizer.encode("", add_special_tokens=True).ids[i] for i in (0, -1))

    def question(self, question: str) -> list[int]:
        """A question's token ids, cut to the most that are read."""
        ids: list[int] = self.tokenizer.encode(question, add_special_tokens=False).ids
        return ids[: self._question_tokens]

    def window(
        self, question: list[int], passage: Encoding, first: int, room: int, answer: tuple[int, int] | None = None
    ) -> Window:
        """The window of `room` passage tokens from `first` on, and the answer (tokens, inclusive) if it lies inside."""
        begin = len(question) + 2
        ids = [self.cls, *question, self.sep, *passage.ids[first : first + room], self.sep]
        inside = answer is not None and answer[0] >= first and answer[1] < first + room
        start, end = (answer[0] - first + begin, answer[1] - first + begin) if answer and inside else (0, 0)
        return Window(ids, begin, passage.offsets[first : first + room], start, end)

    def for_reading(self, question: str, text: str, width: int, stride: int, context: str = "") -> Iterator[Window]:
        """Windows that cover a whole passage `text`, each `stride` tokens after the previous one."""
        asked = self.question(question)
        if context and self._context_tokens:
            asked += [self.sep, *self.tokenizer.encode(context, add_special_tokens=False).ids[: self._context_tokens]]
        passage = self.tokenizer.encode(text, add_special_tokens=False)
        room = width - len(asked) - 3
        first = 0
        while True:
            yield self.window(asked, passage, first, room)
            if first + room >= len(passage.ids):
                return
            first += stride
