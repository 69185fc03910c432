from itertools import pairwise

import pytest
from fakes import TEXTS
from hypothesis import given

from index.documents.sentences import blocks, enclosing_block, enclosing_sentences, sentences


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
def test_a_block_is_found_again_from_any_place_in_it(text: str) -> None:
    for start, end in blocks(text):
        assert [enclosing_block(text, offset) for offset in (start, end - 1)] == [(start, end)] * 2


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\u2028"])
def test_a_block_of_lines_wrapped_by_hand_is_found_again(line_break: str) -> None:
    line = "It was the best of times, it was the worst of times"
    text = line_break.join(("A short line.", line, line.lower(), line.lower(), "The last."))
    expected = [(start, end) for start, end in blocks(text)]
    assert len(expected) == 2 and expected[1][1] == len(text)
    for start, end in expected:
        assert {enclosing_block(text, offset) for offset in range(start, end) if not text[offset].isspace()} == {
            (start, end)
        }


@given(TEXTS)
def test_blocks_do_not_overlap(text: str) -> None:
    spans = list(blocks(text))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize("length", [10, 1100, 9000, 30_000])
def test_a_sentence_in_a_text_of_any_length_is_found_from_a_span_in_it(length: int) -> None:
    """Lines are looked for ever farther away, and long blocks are split in pieces."""
    filler = "x" * length
    text = f"First line.\n{filler} is here. The middle sentence stands here. {filler} ends.\nLast line."
    start = text.index("The middle")
    assert enclosing_sentences(text, start + 4, start + 10) == (start, start + len("The middle sentence stands here."))
    assert enclosing_block(text, start) == (12, text.index("\nLast"))
    assert enclosing_sentences(text, 0, 5) == (0, 11)
    assert enclosing_sentences(text, len(text) - 2, len(text)) == (len(text) - 10, len(text))


def test_a_span_over_several_sentences_is_enclosed_by_them_and_by_no_others() -> None:
    text = "One is here. Two is here. Three is here.\nFour is here."
    assert enclosing_sentences(text, text.index("Two") + 1, text.index("Three") + 1) == (13, 40)
    assert enclosing_sentences(text, text.index("Three"), text.index("Four") + 1) == (26, len(text))


@pytest.mark.parametrize(
    ("lines", "blocks_of_them"),
    [
        ((45, 45), 1),  # characters of two lines, the first of which was wrapped by hand
        ((44, 45), 2),
        ((120, 45), 1),
        ((121, 45), 2),
        ((45, 121), 2),
    ],
)
def test_how_long_a_line_is_that_was_wrapped_by_hand(lines: tuple[int, int], blocks_of_them: int) -> None:
    text = "\n".join(("W" + "ord word" * 20)[:length].ljust(length, "x") for length in lines)
    assert len(list(blocks(text))) == blocks_of_them
    wrapped = text.replace("\nW", "\nw")
    assert len(list(blocks(wrapped))) == (1 if max(lines[0], lines[1]) <= 120 else 2)


def test_a_line_break_is_of_the_line_it_ends() -> None:
    text = "One line.\r\nAnother."
    assert [enclosing_block(text, offset) for offset in (9, 10)] == [(0, 9)] * 2
