import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from index.embedding.network import load_tokenizer
from qa.reading.span.windows import Windower
from qa.training.rows import LIMITS, SEPARATOR, Item, RowMaker


@pytest.fixture
def tokenizer() -> Tokenizer:
    words = {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2} | {f"w{i}": i + 3 for i in range(50)}
    tokenizer = Tokenizer(WordLevel(words, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing("[CLS] $A [SEP]", special_tokens=[("[CLS]", 0), ("[SEP]", 1)])
    return tokenizer


@pytest.fixture
def windower(tokenizer: Tokenizer) -> Windower:
    return Windower(tokenizer, question_tokens=64)


CONTEXT = " ".join(f"w{i}" for i in range(40))


def test_reading_windows_cover_every_token_and_repeat_no_window(windower: Windower) -> None:
    windows = list(windower.for_reading("w1 w2", CONTEXT, 16, 5))
    covered = {span for window in windows for span in window.offsets}
    assert len(covered) == 40
    assert len({window.offsets[0] for window in windows}) == len(windows)
    assert all(len(window.ids) == len(window.offsets) + window.context_start + 1 for window in windows)


def test_a_short_passage_is_one_window(windower: Windower) -> None:
    [window] = windower.for_reading("w1", "w4 w5", 16, 5)
    assert window.ids == [0, 4, 1, 7, 8, 1]


def test_the_end_of_a_long_question_is_cut(tokenizer: Tokenizer) -> None:
    [window] = Windower(tokenizer, question_tokens=2).for_reading("w1 w2 w3", "w4 w5", 16, 5)
    assert window.ids == [0, 4, 5, 1, 7, 8, 1]


def test_a_window_is_cut_as_a_training_row_is() -> None:
    """What the network reads must look like what it was trained on."""
    folder = Path(__file__).parents[4] / "index/embedding/models/all-MiniLM-L6-v2-int8"
    question, context, passage = (
        "When was the mill built?",
        "Mills > North",
        "The mill was built in 1820. It burnt down.",
    )
    row = RowMaker(load_tokenizer(folder)).row(Item("s", question, context, passage, ()), 400, random.Random(0))
    windower = Windower(load_tokenizer(folder), LIMITS.question_tokens, LIMITS.context_tokens)
    [window] = windower.for_reading(question, passage, LIMITS.window_tokens, LIMITS.stride_tokens, context)
    assert row is not None and row.begin == window.context_start
    inside = slice(1, -1)  # the row's marks are MPNet's, and this tokenizer is BERT's
    marks = {SEPARATOR, *load_tokenizer(folder).encode("").ids}
    assert [one if one not in marks else -1 for one in row.ids[inside]] == [
        one if one not in marks else -1 for one in window.ids[inside]
    ]
