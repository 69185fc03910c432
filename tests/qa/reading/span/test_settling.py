import pytest

from index.documents.datatypes import Hit, Passage
from qa.reading.span.settling import joined_values, settled
from qa.reading.span.stretches import Stretch

TEXT = (
    "When does the pool open? It opens at 9:30 am on weekdays. The opening balance was 1,200 euros and the closing "
    "balance 1,450 euros. A ticket costs at least 4 euros."
)


def stretch(words: str, whole: bool = False, number: int = 1) -> Stretch:
    start = TEXT.index(words)
    hit = Hit(Passage(number, "d", 0, len(TEXT)), TEXT, "", (), 1.0, number)
    return Stretch(hit, start, start + len(words), 5.0, 1.0, 1.0, whole)


@pytest.mark.parametrize(
    ("question", "words", "lit"),
    [
        ("When can I swim?", "9:30", "9:30 am"),
        ("What is the price of a ticket?", "4 euros", "at least 4 euros"),
        ("When does the pool open?", "the pool", None),
        ("When can I swim?", "When does the pool", None),
        ("What was it?", "It", None),
    ],
)
def test_a_span_gets_its_ends_or_is_no_answer(question: str, words: str, lit: str | None) -> None:
    span = settled(question, stretch(words))
    assert (TEXT[slice(*span)] if span else None) == lit


def test_whole_sentences_stay_and_a_question_is_no_answer() -> None:
    sentence = "It opens at 9:30 am on weekdays."
    assert settled("swim opens weekdays", stretch(sentence, whole=True)) == (25, 25 + len(sentence))
    assert settled("swim", stretch("When does the pool open?", whole=True)) is None


def test_two_values_that_are_asked_for_are_lit_together() -> None:
    question = "What were the opening and closing balances?"
    best, other = stretch("1,200 euros"), stretch("1,450 euros")
    span = joined_values(question, best, [other])
    assert span and TEXT[slice(*span)] == "1,200 euros and the closing balance 1,450 euros"
    assert joined_values("What was the opening balance?", best, [other]) is None
    assert joined_values(question, best, [stretch("1,450 euros", number=2)]) is None
    assert joined_values(question, best, []) is None
