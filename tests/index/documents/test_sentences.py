from itertools import pairwise

import pytest
from fakes import TEXTS
from hypothesis import given

from index.documents.sentences import blocks, enclosing_sentences, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        [
            "Dr. Smith of the U.S. Army paid $3.5 million, i.e. 2.1 percent.",
            "He left at 5 p.m. on Jan. 5.",
            "No. 5 is alive.",
        ],
        ['"Is it true?" he asked.', "She said nothing.", "He said “No way.”", "Then left."],
        ["Mr. J. R. Lin works at Z.ai and MiniMax.", "U.S. policies matter.", "A. Smith et al. (2020) found 3.14."],
        ["Wait... what?", "And so on!"],
        ["中国的人工智能发展很快。", "他说：“我们落后两年。”", "然后呢？", "是的！"],
    ],
)
def test_abbreviations_decimals_quotes_and_chinese_marks(expected: list[str]) -> None:
    joiner = "" if "\u4e00" <= expected[0][0] <= "\u9fff" else " "
    assert split(joiner.join(expected)) == expected


def test_list_items_and_lines_are_blocks() -> None:
    text = "This plan involves:\n- Heavy investment in research.\n- Talent\n1. First point.\n2. Second"
    assert split(text) == [
        "This plan involves:",
        "- Heavy investment in research.",
        "- Talent",
        "1. First point.",
        "2. Second",
    ]


def test_hand_wrapped_lines_are_one_sentence() -> None:
    text = "It was the best of times, it was the worst of times,\nit was the age of wisdom, it was the age\nof fools."
    assert len(split(text)) == 1


def test_a_heading_above_a_paragraph_is_not_wrapped_into_it() -> None:
    text = (
        "China's AI Ambitions: A Race for Innovation, Not Just Supremacy\n"
        + "A long paragraph of words follows here. " * 5
    )
    assert split(text)[0].startswith("China's AI Ambitions") and split(text)[0].endswith("Supremacy")


@given(TEXTS)
def test_sentences_hold_every_character_that_is_not_blank_in_order(text: str) -> None:
    end = 0
    for start, stop in sentences(text):
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()


@given(TEXTS)
def test_a_sentence_is_found_again_from_any_span_in_it(text: str) -> None:
    for start, end in sentences(text):
        assert enclosing_sentences(text, start, end) == (start, end)
        assert enclosing_sentences(text, end - 1, end) == (start, end)


@given(TEXTS)
def test_blocks_do_not_overlap(text: str) -> None:
    spans = list(blocks(text))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
