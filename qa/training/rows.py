"""A question, a passage and its context as one row of token ids: <s> question </s> context </s> passage </s>."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from tokenizers import Tokenizer

from index.documents.sentences import Span, sentences
from qa.reading.span.limits import Limits

START, PADDING, SEPARATOR = 0, 1, 2  # MPNet's ids of <s>, <pad> and </s>
LIMITS = Limits(question_tokens=64, context_tokens=48, window_tokens=400, stride_tokens=200, answer_tokens=64, spans=3)
"""What the network reads at once. A window holds a passage as we cut them, 254 tokens of the embedder, whole with its
question and context; those of a longer one overlap by half. 64 tokens for an answer and 3 spans are guesses."""


@dataclass(frozen=True, slots=True)
class Item:
    """One passage to train on. `spans` answer, half-open characters; without any, and without `helps`, nothing does.

    `helps` are the stretches whose sentences help to answer; None for those that the drawn span touches. The weights
    scale the losses of the row, of its span and of its sentences.
    """

    source: str
    question: str
    context: str
    passage: str
    spans: tuple[Span, ...]
    helps: tuple[Span, ...] | None = None
    weight: float = 1.0
    span_weight: float = 1.0
    sentence_weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """Token ids; the passage's first token; the answer's first and last token (0 and 0: not here); its sentences.

    A sentence is (first token, token after its last, whether it helps). `answers`: whether anything in the row does.
    """

    ids: list[int]
    begin: int
    start: int
    end: int
    sentences: list[tuple[int, int, bool]]
    answers: bool
    item: Item


class RowMaker:
    """Cuts items into rows of at most `width` tokens, the answer at a random place where the passage is longer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """`tokenizer` neither truncates nor pads."""
        self._tokenizer = tokenizer
        self._encoded = lru_cache(60_000)(self._encode)
        self._sentences = lru_cache(60_000)(lambda text: tuple(sentences(text)))

    def row(self, item: Item, width: int, rng: random.Random, unmarked: bool = False) -> Row | None:
        """A row of an item, its question without a question mark if `unmarked`; None when the answer does not fit."""
        question = (item.question.rstrip(" ?") or item.question) if unmarked else item.question
        head = [START, *self._encode(question)[0][: LIMITS.question_tokens], SEPARATOR]
        if item.context:
            head += [*self._encode(item.context)[0][: LIMITS.context_tokens], SEPARATOR]
        ids, offsets = self._encoded(item.passage)
        room, span = width - len(head) - 1, rng.choice(item.spans) if item.spans else None
        spare = max(0, len(ids) - room)
        touched = [at for at, place in enumerate(offsets) if span and _overlap(place, span)]
        if span and (not touched or touched[-1] - touched[0] >= room):
            return None
        first = rng.randint(max(0, touched[-1] - room + 1), min(spare, touched[0])) if span else rng.randint(0, spare)
        shift = len(head) - first
        start, end = (touched[0] + shift, touched[-1] + shift) if span else (0, 0)
        helps = item.helps if item.helps is not None else ((span,) if span else ())
        told = self._told(item.passage, offsets[first : first + room], len(head), helps)
        answers = span is not None or any(helps for *_, helps in told)
        return Row([*head, *ids[first : first + room], SEPARATOR], len(head), start, end, told, answers, item)

    def _encode(self, text: str) -> tuple[list[int], list[Span]]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return encoding.ids, encoding.offsets

    def _told(
        self, passage: str, offsets: Sequence[Span], begin: int, helps: Sequence[Span]
    ) -> list[tuple[int, int, bool]]:
        told, at = [], 0
        for sentence in self._sentences(passage):
            tokens = [place for place in range(at, len(offsets)) if _overlap(offsets[place], sentence)]
            if tokens:
                at = tokens[0]
                label = any(_overlap(sentence, stretch) for stretch in helps)
                told.append((tokens[0] + begin, tokens[-1] + 1 + begin, label))
        return told


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded on the right. int64 (n, length): `ids`, `attended`, and `sentence_of`, each token's sentence or −1.

    `candidates` bool (n, length): where a span may start or end, the first position ("not here") included. (n,):
    `starts`, `ends`, `answers`, `groups` (the question's number), `weights`, `span_weights`. (sentences,): `helps`,
    `sentence_weights`.
    """

    ids: torch.Tensor
    attended: torch.Tensor
    sentence_of: torch.Tensor
    candidates: torch.Tensor
    starts: torch.Tensor
    ends: torch.Tensor
    answers: torch.Tensor
    groups: torch.Tensor
    weights: torch.Tensor
    span_weights: torch.Tensor
    helps: torch.Tensor
    sentence_weights: torch.Tensor


def collate(rows: Sequence[tuple[Row, int]]) -> Batch:
    """One Batch of rows, each with the number of its question."""
    length = max(len(row.ids) for row, _ in rows)
    ids = torch.full((len(rows), length), PADDING)
    attended, sentence_of = torch.zeros_like(ids), torch.full_like(ids, -1)
    candidates = torch.zeros(len(rows), length, dtype=torch.bool)
    helps, sentence_weights = list[float](), list[float]()
    for number, (row, _) in enumerate(rows):
        size = len(row.ids)
        ids[number, :size], attended[number, :size] = torch.tensor(row.ids), 1
        candidates[number, row.begin : size - 1] = True
        for first, last, label in row.sentences:
            sentence_of[number, first:last] = len(helps)
            helps.append(float(label))
            sentence_weights.append(row.item.sentence_weight)
    candidates[:, 0] = True
    return Batch(
        ids,
        attended,
        sentence_of,
        candidates,
        torch.tensor([row.start for row, _ in rows]),
        torch.tensor([row.end for row, _ in rows]),
        torch.tensor([row.answers for row, _ in rows]),
        torch.tensor([group for _, group in rows]),
        torch.tensor([row.item.weight for row, _ in rows]),
        torch.tensor([row.item.weight * row.item.span_weight for row, _ in rows]),
        torch.tensor(helps),
        torch.tensor(sentence_weights),
    )


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and one[1] > other[0] and one[1] > one[0]
