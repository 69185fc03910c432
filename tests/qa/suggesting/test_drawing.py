import pytest

from index.documents.datatypes import Document
from qa.suggesting.drawing import drawn


def questions(text: str, media_type: str = "text/markdown") -> dict[str, str]:
    """The questions drawn from a text, each with the words its answer must hold."""
    return {each.question: each.gives for each in drawn(Document("d", "T", "/t.md", media_type, "0", text))}


@pytest.mark.parametrize(
    ("sentence", "question", "gives"),
    [
        ("In March Brightwater raised $40 million from banks.", "How much did Brightwater raise?", "$40 million"),
        ("The Severn Trust has spent £3.2 million on weirs.", "How much did the Severn Trust spend?", "£3.2 million"),
        ("Harrow Mill was built in 1902 by a carpenter.", "When was Harrow Mill built?", "1902"),
        ("The European Medicines Agency (EMA) said so.", "What does EMA stand for?", "European"),
        ("It was decided by Ida Brand, mayor of Harrow.", "Who is Ida Brand?", ""),
    ],
)
def test_a_question_is_drawn_from_the_sentence_that_answers_it(sentence: str, question: str, gives: str) -> None:
    text = f"Nothing much is said here first. {sentence} And nothing after."
    assert questions(text).get(question) == gives
    place = next(
        each for each in drawn(Document("d", "T", "/t.txt", "text/plain", "0", text)) if each.question == question
    )
    assert sentence in text[place.start : place.end]


@pytest.mark.parametrize(
    "sentence",
    ["It raised $40 million.", "It was built in 1902.", "The agency (XYZ) said so.", "Harrow was built by hand."],
)
def test_what_is_not_clear_draws_no_question(sentence: str) -> None:
    assert questions(sentence) == {}


def test_a_question_of_the_document_is_answered_after_it_and_headings_come_last() -> None:
    text = "## The History of Mills\n\nWhy did the old mill burn? A lamp fell into the flour. It was a dry year.\n"
    assert list(questions(text)) == ["Why did the old mill burn?", "The History of Mills"]
