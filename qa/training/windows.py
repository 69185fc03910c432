"""A question and a passage as one row of token ids: [CLS] question [SEP] passage window [SEP]."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from qa.training.data import Example

QUESTION_TOKENS = 64
"""Longest question that is read, in word pieces; the rest is cut."""


@dataclass(frozen=True, slots=True)
class Window:
    """One row for the reader. Token positions count from [CLS] = 0, which also stands for "not here"."""

    ids: list[int]
    context_start: int
    """Position of the window's first passage token; the passage runs to len(ids) - 1, exclusive."""
    offsets: list[tuple[int, int]]
    """Half-open character spans in the whole passage, one a passage token."""
    start: int
    end: int
    """First and last token of the answer, inclusive; 0 and 0 when the window does not answer."""


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer.json of a model folder, with neither truncation nor padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def token_span(offsets: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """First and last (inclusive) token that overlap characters [start, end); None when no token does."""
    touched = [i for i, (a, b) in enumerate(offsets) if b > start and a < end and b > a]
    return (touched[0], touched[-1]) if touched else None


class Windower:
    """Cuts examples into windows of at most `width` tokens."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """`tokenizer` has [CLS] and [SEP] and neither truncates nor pads."""
        self.tokenizer = tokenizer
        self.cls, self.sep = (tokenizer.encode("", add_special_tokens=True).ids[i] for i in (0, -1))

    def _question(self, question: str) -> list[int]:
        ids: list[int] = self.tokenizer.encode(question, add_special_tokens=False).ids
        return ids[:QUESTION_TOKENS]

    def _window(
        self, question: list[int], passage: Encoding, first: int, room: int, answer: tuple[int, int] | None
    ) -> Window:
        begin = len(question) + 2
        ids = [self.cls, *question, self.sep, *passage.ids[first : first + room], self.sep]
        inside = answer is not None and answer[0] >= first and answer[1] < first + room
        start, end = (answer[0] - first + begin, answer[1] - first + begin) if answer and inside else (0, 0)
        return Window(ids, begin, passage.offsets[first : first + room], start, end)

    def for_training(self, example: Example, width: int, rng: random.Random) -> Window | None:
        """A window that holds the answer, at a random place in it; None when the answer does not fit.

        Of several answers one is drawn. Passages that fit are taken whole.
        """
        question = self._question(example.question)
        passage = self.tokenizer.encode(example.context, add_special_tokens=False)
        room = width - len(question) - 3
        spare = max(0, len(passage.ids) - room)
        if not example.spans:
            return self._window(question, passage, rng.randint(0, spare), room, None)
        answer = token_span(passage.offsets, *rng.choice(example.spans))
        if answer is None or answer[1] - answer[0] >= room:
            return None
        first = rng.randint(max(0, answer[1] - room + 1), min(spare, answer[0]))
        return self._window(question, passage, first, room, answer)

    def for_reading(self, question: str, context: str, width: int, stride: int) -> Iterator[Window]:
        """Windows that cover the whole passage, each `stride` tokens after the one before."""
        asked = self._question(question)
        passage = self.tokenizer.encode(context, add_special_tokens=False)
        room = width - len(asked) - 3
        first = 0
        while True:
            yield self._window(asked, passage, first, room, None)
            if first + room >= len(passage.ids):
                return
            first += stride
