import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reading.boundaries import answer_boundaries, says_something

PIECES = (
    *(
        "$4,287.50",
        "EUR 1.250,40",
        "over",
        "at least",
        "not",
        "two",
        "years",
        "per month",
        "(",
        ")",
        "“",
        "”",
        '"',
        "`",
    ),
    *("**", "|", "\n", "\n\n", "- ", "1. ", "Bram", "Cohen", "van", "St. John's", "and", ",", ";", ":", "of", "the"),
    *(
        "28 October 2025",
        "9:30 am",
        "10",
        "5",
        "%",
        "million",
        "1,588–1,679",
        "p < 0.05",
        "a@b.org",
        "   ",
        "\t",
        "U.S.",
    ),
)
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", ""])), min_size=1, max_size=14).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def lit(text: str, span: str, question: str = "") -> str:
    """What is lit where a network chose the first `span` of `text`."""
    start = text.index(span)
    first, last = answer_boundaries(text, start, start + len(span), question)
    return text[first:last]


@pytest.mark.parametrize(
    ("text", "span", "wanted"),
    [
        ("Total Variance Cost: $4,287.50 is due.", "4,287", "$4,287.50"),
        ("They paid EUR 1.250,40 in all.", "EUR 1.250", "EUR 1.250,40"),
        ("Hobbes (1,588–1,679) wrote it.", "1,588", "1,588–1,679"),
        ("About 10⁶ cells were seen.", "10", "About 10⁶"),
        ("It needs 3/4 of a cup.", "3", "3/4"),
        ("It emits H₂O and little else.", "H", "H₂O"),
        ("The total is 12 kt CO2-eq here.", "CO2", "CO2-eq"),
        ("It was off by ±0.4 mm.", "0.4", "±0.4 mm"),
        ("The effect was clear (p < 0.05).", "0.05", "p < 0.05"),
        ("Small dogs, e.g. pugs, are let in.", "e.g", "e.g."),
        ("See https://example.org/a?b=1 for it.", "example", "https://example.org/a?b=1"),
        ("Write to anna.bell@example.org today.", "bell", "anna.bell@example.org"),
        ("Call +44 1208 72001 before noon.", "1208", "+44 1208 72001"),
        ("Doors open at 9:30 am daily.", "9:30", "9:30 am"),
        ("It fell on 28 October 2025, a Tuesday.", "28 October", "28 October 2025"),
        ("It needs Python 3.12.1 or so.", "3.12", "3.12.1"),
        ("It runs from 21 Jun – 27 Sep there.", "21 Jun", "from 21 Jun – 27 Sep"),
        ("It is a well-kept secret.", "kept", "well-kept"),
        ("He lives by St. John's church.", "John", "St. John's"),
        ("The town has 1 050 people.", "050", "1 050"),
        ("Start it with `ollama serve` first.", "`ollama serve", "ollama serve"),
        ("The size is 2^14 bytes.", "2", "2^14 bytes"),
    ],
)
def test_no_number_word_or_formula_is_cut(text: str, span: str, wanted: str) -> None:
    assert lit(text, span) == wanted


@pytest.mark.parametrize(
    ("text", "span", "wanted"),
    [
        ("The work of Vincent van Gogh hangs there.", "Gogh", "Vincent van Gogh"),
        ("It was written by J. R. R. Tolkien himself.", "Tolkien", "J. R. R. Tolkien"),
        ("The spec is by Bram Cohen alone.", "Bram", "Bram Cohen"),
        ("We ask Dr. Tan about it.", "Tan", "Dr. Tan"),
        ("Ask Anna Bell about it.", "Anna Bell", "Anna Bell"),
        ("Vincent van Gogh painted it.", "van Gogh", "Vincent van Gogh"),
        ("Yesterday Cohen left.", "Cohen", "Cohen"),
        ("We met Cohen, Bell and Hart.", "Cohen", "Cohen"),
        ("It was said by Mayor Bell of late.", "Bell", "Bell"),
        ("Alibaba CEO Bell said so.", "Alibaba", "Alibaba"),
    ],
)
def test_a_name_is_whole_where_it_is_clear(text: str, span: str, wanted: str) -> None:
    assert lit(text, span) == wanted


@pytest.mark.parametrize(
    ("text", "span", "wanted"),
    [
        ("Alibaba has released over 400 open models.", "400", "over 400"),
        ("China attracted just $9.3 billion in 2024.", "9.3", "just $9.3 billion"),
        ("He put it at less than a 20% chance.", "20", "less than a 20%"),
        ("It fell by 5 percent in May.", "5", "5 percent"),
        ("Keep it for at least two years.", "two", "at least two years"),
        ("Reply no later than 5 May 2025.", "5 May 2025", "no later than 5 May 2025"),
        ("It takes between 5 and 7 days.", "7", "between 5 and 7 days"),
        ("It is open from 9 am to 5 pm.", "9 am", "from 9 am to 5 pm"),
        ("It rose from 5 to 7 percent.", "7", "7 percent"),
        ("It costs $12 per seat, per month.", "12", "$12 per seat, per month"),
        ("They come twice a week.", "twice", "twice a week"),
        ("It was minus 5 °C.", "5", "minus 5 °C"),
        ("Sales were 4.5 (unaudited).", "4.5", "4.5 (unaudited)"),
        ("The fee is not refunded.", "refunded", "not refunded"),
        ("Pets are no longer allowed.", "allowed", "no longer allowed"),
        ("Whether or not the fee is paid.", "the fee", "the fee"),
        ("It rose in 1902 and later.", "1902", "1902"),
        ("The 300 came.", "300", "300"),
        ("Pay at least\n400 euros.", "400", "at least\n400 euros"),
        ("It fell by 3 percentage points.", "3 percentage", "3 percentage points"),
        ("Open in July and August only.", "in July and August", "in July and August only"),
    ],
)
def test_what_changes_a_figures_or_a_claims_meaning_is_lit_with_it(text: str, span: str, wanted: str) -> None:
    assert lit(text, span) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"), [("When does it close?", "17:00"), ("When is it open?", "9:00–17:00"), ("", "9:00–17:00")]
)
def test_one_end_of_a_range_is_lit_where_one_is_asked_for(question: str, wanted: str) -> None:
    assert lit("The desk is staffed 9:00–17:00 all week.", "17:00", question) == wanted


@pytest.mark.parametrize(
    ("text", "span", "wanted"),
    [
        ("It is by Rees (2005) and others.", "Rees (2005", "Rees (2005)"),
        ("It is by Rees (2005) and others.", "2005)", "2005"),
        ("He called it “a fine day” then.", "“a fine day", "a fine day"),
        ("Bring a coat, a hat and a scarf.", "a coat,", "a coat"),
        ("Bring a coat and a hat.", "a coat and", "a coat"),
        ("Bring:\n\n- a warm coat\n- a hat", "- a warm coat", "a warm coat"),
        ("1. Sit down.\n2. Rest.", "1. Sit down.", "Sit down."),
        ("It is **Grade D** there.", "**Grade D**", "Grade D"),
        ("## Late fees\n\nNone.", "## Late fees", "Late fees"),
        ("It belongs to the owner of the car.", "the owner of the", "the owner of the car"),
    ],
)
def test_nothing_hangs_and_pairs_stay_pairs(text: str, span: str, wanted: str) -> None:
    assert lit(text, span) == wanted


def test_a_list_keeps_the_mark_of_its_first_item() -> None:
    text = "Bring:\n\n- a coat\n- a hat\n\nThe end."
    assert lit(text, "- a coat\n- a hat") == "- a coat\n- a hat"


@pytest.mark.parametrize(
    ("text", "something"), [("Who", False), ("it", False), ("", False), ("5", True), ("the US", True)]
)
def test_small_words_say_nothing(text: str, something: bool) -> None:
    assert says_something(text) is something


@given(TEXTS, st.data())
def test_the_span_is_in_the_text_at_rest_and_cuts_no_number(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = answer_boundaries(text, start, end)
    assert 0 <= first < last <= len(text)
    assert answer_boundaries(text, first, last) == (first, last)
    if text[start:end].strip():
        cut = [
            number for number in NUMBER.finditer(text) for edge in (first, last) if number.start() < edge < number.end()
        ]
        assert not cut


@given(TEXTS, TEXTS, st.data())
def test_widening_stays_within_the_paragraph(before: str, within: str, data: st.DataObject) -> None:
    within = within.replace("\n\n", " ")
    text = f"{before}\n\n{within}\n\n{before}"
    low, high = len(before) + 2, len(before) + 2 + len(within)
    start = data.draw(st.integers(low, high - 1))
    first, last = answer_boundaries(text, start, data.draw(st.integers(start + 1, high)))
    assert low <= first and last <= high
