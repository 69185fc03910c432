from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from index.documents.datatypes import Hit, Passage
from qa.reading.span.finder import SpanFinder
from qa.reading.span.limits import Limits
from qa.reading.span.windows import Windower

WORDS = "<s> </s> ? when was the mill built in 1902 1950 by hand it burnt down . title".split()
LIMITS = Limits(question_tokens=8, window_tokens=40, stride_tokens=20, answer_tokens=3, spans=2, context_tokens=2)
TEXT = "the mill was built in 1902 . it burnt down in 1950 ."


class YearNetwork:
    """Finds 1902 at 9 and 1950 at 5, and holds that a token helps as far as it is a year; it keeps its rows."""

    def __init__(self) -> None:
        self.rows: list[list[int]] = []

    def run(self, ids: Sequence[int]) -> Sequence[NDArray[np.float32]]:
        self.rows.append(list(ids))
        worth = {WORDS.index("1902"): 9.0, WORDS.index("1950"): 5.0}
        logits = np.array([worth.get(token, -1.0) for token in ids], np.float32)
        return logits, logits, logits, np.float32(max(logits))  # type: ignore[return-value]


@pytest.fixture
def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="?"))
    tokenizer.pre_tokenizer = Whitespace()
    ends = [("<s>", 0), ("</s>", 1)]
    tokenizer.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    return tokenizer


def hit(text: str, context: str = "") -> Hit:
    return Hit(Passage(1, "d", 0, len(text)), text, "Title", (), 1.0, 1, context=context)


def test_spans_sentences_and_relevance_are_the_network_s(tokenizer: Tokenizer) -> None:
    finder = SpanFinder(YearNetwork(), Windower(tokenizer, 8, 2), LIMITS)
    reading = finder.read("when", hit(TEXT))
    assert [TEXT[span.start : span.end] for span in reading.spans] == ["1902", "1950"]
    assert [span.margin for span in reading.spans] == [20.0, 12.0]  # the sum of both ends, less that of <s>, −2
    assert [TEXT[each.start : each.end] for each in reading.sentences] == [TEXT[:28], TEXT[29:]]
    assert [each.helps for each in reading.sentences] == pytest.approx([(9 - 6) / 7, (5 - 5) / 6])
    assert reading.relevance == 9.0


def test_the_context_follows_the_question_cut_to_its_tokens(tokenizer: Tokenizer) -> None:
    network = YearNetwork()
    SpanFinder(network, Windower(tokenizer, 8, 2), LIMITS).read("when", hit("built", "title title title"))
    assert [WORDS[token] for token in network.rows[0]] == [
        "<s>",
        "when",
        "</s>",
        "title",
        "title",
        "</s>",
        "built",
        "</s>",
    ]


def test_a_long_passage_is_read_in_windows_and_the_best_counts(tokenizer: Tokenizer) -> None:
    network = YearNetwork()
    text = "the mill . " * 30 + TEXT
    reading = SpanFinder(network, Windower(tokenizer, 8, 2), LIMITS).read("when", hit(text))
    assert len(network.rows) > 2 and max(len(row) for row in network.rows) == LIMITS.window_tokens
    assert text[reading.spans[0].start : reading.spans[0].end] == "1902"
    assert len(reading.sentences) == 32 and reading.relevance == 9.0


def test_a_stretch_seen_in_two_windows_counts_once(tokenizer: Tokenizer) -> None:
    text = "the mill . " * 8 + TEXT + " the mill ." * 8
    reading = SpanFinder(YearNetwork(), Windower(tokenizer, 8, 2), LIMITS).read("when", hit(text))
    assert [text[span.start : span.end] for span in reading.spans] == ["1902", "1950"]
    places = [(each.start, each.end) for each in reading.sentences]
    assert len(set(places)) == len(places)


def test_how_much_is_kept_and_how_long_it_may_be_is_given(tokenizer: Tokenizer) -> None:
    limits = replace(LIMITS, answer_tokens=1, spans=1)
    reading = SpanFinder(YearNetwork(), Windower(tokenizer, 8, 2), limits).read("when", hit("in 1902 1950"))
    assert [(span.start, span.end) for span in reading.spans] == [(3, 7)]
    longer = SpanFinder(YearNetwork(), Windower(tokenizer, 8, 2), LIMITS).read("when", hit("in 1902 1902"))
    assert [(span.start, span.end) for span in longer.spans][:1] != [(0, 12)]
