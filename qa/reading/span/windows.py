"""A question and a passage as one row of token ids: [CLS] question [SEP] passage window [SEP].

Where a network reads the passage's context too, it follows the question: [CLS] question [SEP] context [SEP] passage.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tokenizers import Tokenizer

from index.documents.unbroken import unbroken_in_place


@dataclass(frozen=True, slots=True)
class Window:
    """One row for the reader. Token positions count from [CLS] = 0, which also stands for "not here"."""

    ids: list[int]
    passage_start: int
    """Position of the window's first passage token; the passage runs to len(ids) - 1, exclusive."""
    offsets: list[tuple[int, int]]
    """Half-open character spans in the whole passage, one per passage token."""


class Windower:
    """Cuts questions and passages into windows of at most `width` tokens."""

    def __init__(self, tokenizer: Tokenizer, question_tokens: int, context_tokens: int = 0) -> None:
        """`tokenizer` has [CLS] and [SEP] and neither truncates nor pads; so much of question and context is read."""
        self._tokenizer = tokenizer
        self._question_tokens = question_tokens
        self._context_tokens = context_tokens
        self._cls, self._sep = (tokenizer.encode("", add_special_tokens=True).ids[i] for i in (0, -1))

    def for_reading(self, question: str, text: str, width: int, stride: int, context: str = "") -> Iterator[Window]:
        """Windows that cover a whole passage `text`, each `stride` tokens after the previous one."""
        head = [self._cls, *self._tokens(question)[: self._question_tokens], self._sep]
        if context and self._context_tokens:
            head += [*self._tokens(context)[: self._context_tokens], self._sep]
        passage = self._tokenizer.encode(unbroken_in_place(text), add_special_tokens=False)
        room = width - len(head) - 1
        first = 0
        while True:
            ids = [*head, *passage.ids[first : first + room], self._sep]
            yield Window(ids, len(head), passage.offsets[first : first + room])
            if first + room >= len(passage.ids):
                return
            first += stride

    def _tokens(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids
