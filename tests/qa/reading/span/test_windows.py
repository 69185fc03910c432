import random

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from qa.evaluation.questions import Example
from qa.reading.span.windows import Window, Windower, token_span
from qa.training.sampling import training_window


@pytest.fixture
def windower() -> Windower:
    words = {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2} | {f"w{i}": i + 3 for i in range(50)}
    tokenizer = Tokenizer(WordLevel(words, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing("[CLS] $A [SEP]", special_tokens=[("[CLS]", 0), ("[SEP]", 1)])
    return Windower(tokenizer, question_tokens=64)


CONTEXT = " ".join(f"w{i}" for i in range(40))


def answer_text(window: Window, context: str) -> str:
    first, last = window.start - window.context_start, window.end - window.context_start
    return context[window.offsets[first][0] : window.offsets[last][1]]


@pytest.mark.parametrize("seed", range(20))
def test_a_training_window_holds_the_answer_wherever_it_is_cut(windower: Windower, seed: int) -> None:
    start = CONTEXT.index("w30")
    example = Example("test", "1", "w1 w2", CONTEXT, ((start, start + len("w30 w31")),))
    window = training_window(windower, example, 16, random.Random(seed))
    assert window and len(window.ids) == 16
    assert answer_text(window, CONTEXT) == "w30 w31"


def test_an_unanswered_example_points_at_cls(windower: Windower) -> None:
    window = training_window(windower, Example("test", "1", "w1", CONTEXT, ()), 16, random.Random(0))
    assert window and (window.start, window.end) == (0, 0)


def test_an_answer_longer_than_the_window_is_left_out(windower: Windower) -> None:
    example = Example("test", "1", "w1", CONTEXT, ((0, len(CONTEXT)),))
    assert training_window(windower, example, 16, random.Random(0)) is None


def test_reading_windows_cover_every_token_and_repeat_no_window(windower: Windower) -> None:
    windows = list(windower.for_reading("w1 w2", CONTEXT, 16, 5))
    covered = {span for window in windows for span in window.offsets}
    assert len(covered) == 40
    assert len({window.offsets[0] for window in windows}) == len(windows)
    assert all(len(window.ids) == len(window.offsets) + window.context_start + 1 for window in windows)


def test_a_short_passage_is_one_window(windower: Windower) -> None:
    [window] = windower.for_reading("w1", "w4 w5", 16, 5)
    assert window.ids == [0, 4, 1, 7, 8, 1]


@pytest.mark.parametrize(("start", "end", "expected"), [(0, 2, (0, 0)), (1, 4, (0, 1)), (3, 8, (1, 2)), (9, 12, None)])
def test_token_span_takes_every_token_it_touches(start: int, end: int, expected: tuple[int, int] | None) -> None:
    assert token_span([(0, 2), (3, 5), (6, 8)], start, end) == expected


def test_the_end_of_a_long_question_is_cut(windower: Windower) -> None:
    windower = Windower(windower.tokenizer, question_tokens=2)
    [window] = windower.for_reading("w1 w2 w3", "w4 w5", 16, 5)
    assert window.ids == [0, 4, 5, 1, 7, 8, 1]
