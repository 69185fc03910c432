import pytest

from index.documents.datatypes import Document
from qa.suggesting.datatypes import Form
from qa.suggesting.drawing import drawn


def questions(text: str, media_type: str = "text/markdown", title: str = "Mills") -> dict[str, str]:
    """The questions drawn from a text, each with the words its answer must hold."""
    return {each.question: each.gives for each in drawn(Document("d", title, "/t.md", media_type, "0", text))}


@pytest.mark.parametrize(
    ("sentence", "question", "gives"),
    [
        ("In March Brightwater raised $40 million from banks.", "How much did Brightwater raise from banks?", "$40"),
        ("The Severn Trust has spent £3.2 million on weirs.", "How much did the Severn Trust spend on weirs?", "£3.2"),
        ("Harrow Mill was built in 1902 by a carpenter.", "When was Harrow Mill built?", "1902"),
        ("The European Medicines Agency (EMA) said so.", "What does EMA stand for?", "European Medicines Agency"),
        ("Tsumugi is a slow language for looms.", "What is Tsumugi?", ""),
        ("Talk therapy is a type of treatment. Some talk.", "What is talk therapy?", ""),
        ("(b) 'carrier' means an undertaking with a licence;", "What does “carrier” mean?", ""),
    ],
)
def test_a_question_is_drawn_from_the_sentence_that_answers_it(sentence: str, question: str, gives: str) -> None:
    text = f"Nothing much is said here first.\n\n{sentence} Nothing after, but talk."
    assert questions(text)[question].startswith(gives)
    place = next(
        each for each in drawn(Document("d", "T", "/t.txt", "text/plain", "0", text)) if each.question == question
    )
    assert text[place.start : place.end].strip() in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "It raised $40 million.",
        "It was built in 1902.",
        "The agency (XYZ) said so.",
        "Harrow was built by hand.",
        "The abbey of the Canons of Lateran was built in 1965.",  # not Lateran
        "The monument to Sir Walter Gilbert was built in 1857.",
        "Brightwater earned about $29 billion more than was planned.",  # a difference, not a sum
        "McPherson is the author of numerous articles.",  # somebody
        "Maintenance is a breeze. The maintenance never ends.",
    ],
)
def test_what_is_not_clear_draws_no_question(sentence: str) -> None:
    assert questions(sentence) == {}


def test_each_kind_comes_in_turn_and_headings_last() -> None:
    text = (
        "## The History of Mills\n\nWhy did the old mill burn?\n\nA lamp fell into the flour. It was a dry year.\n\n"
        "What did the miller do?\n\nShe built it anew. Ida Brand, the mayor of Harrow, helped. It stands to this day.\n"
    )
    assert list(questions(text)) == [
        "Why did the old mill burn?",
        "Who is Ida Brand?",
        "What did the miller do?",
        "The History of Mills",
    ]


@pytest.mark.parametrize("heading", ["Causes and Treatment", "Other Causes of Fires at Mills", "What Mills Need Most"])
def test_a_heading_that_says_little_alone_is_not_looked_up(heading: str) -> None:
    found = list(drawn(Document("d", "Mills", "/t.md", "text/markdown", "0", f"## {heading}\n\n{'It went on. ' * 20}")))
    assert not [each for each in found if each.form is Form.HEADING]
