import pytest

from qa.language.forms import is_open, is_search, takes_sentences


@pytest.mark.parametrize(
    "question",
    [
        "Why was the bridge closed?",
        "how do I reset the meter",
        "refund of deposits",
        "Can I bring a dog?",
        "Since the flood, is the lower car park open?",
        "How do the two tariffs differ?",
        "Which is dearer, the tent or the cabin?",
        "What happens if I miss the deadline?",
    ],
)
def test_what_a_sentence_or_more_answers(question: str) -> None:
    assert takes_sentences(question)


@pytest.mark.parametrize(
    "question",
    [
        "When was the bridge built?",
        "Who wrote the report?",
        "How many seats does the hall have?",
        "How much is a day ticket?",
        "What is the capital of the region?",
        "Where is the office?",
        "Which documents do I need?",
        "How heavy was the largest pike?",
        "How soon must I reply?",
        "In which year did the mill burn down?",
    ],
)
def test_what_a_few_words_answer(question: str) -> None:
    assert not takes_sentences(question)


def test_a_search_asks_nothing() -> None:
    assert is_search("late fee tripod") and is_search("GPIO current limit")
    assert not is_search("who wrote it") and not is_search("late fee?") and not is_search("is it open on sundays")
    assert not is_search("")


@pytest.mark.parametrize(
    "question",
    [
        "What are the biggest challenges facing the mill?",
        "Which factors drive growth?",
        "What benefits does a permit bring?",
        "Why did the mill burn down?",
        "How do I cancel?",
        "Who is William Hamley?",
    ],
)
def test_what_has_several_right_answers(question: str) -> None:
    assert is_open(question)


@pytest.mark.parametrize(
    "question",
    ["What is the fee?", "Which bus is late?", "Is the gap narrowing?", "Who won?", "Which class has most pupils?"],
)
def test_what_has_one(question: str) -> None:
    assert not is_open(question)
