import pytest

from index.documents.sentences import sentences
from qa.suggesting.questions import announces, own_questions


def asked(text: str) -> list[str]:
    return [each.question for each in own_questions(text, list(sentences(text)))]


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("## What is hypoglycemia?", "What is hypoglycemia?"),
        ("Q: How can the pump be cleaned?", "How can the pump be cleaned?"),
        ("What causes mould in the hold?", "What causes mould in the hold?"),
        ("**Where can I see my invoices?**", "Where can I see my invoices?"),
    ],
)
def test_a_question_on_its_own_line_is_taken_as_it_stands(line: str, question: str) -> None:
    assert asked(f"It begins here.\n\n{line}\n\nThe answer stands here. More of it.") == [question]


@pytest.mark.parametrize(
    "line",
    [
        "Why Open Source in China?",  # no verb
        "What about other platforms?",
        "Why is this useful?",  # points back
        "How do you think about it?",
        "How could one help loving so hospitable a place?",
        "What Should Be The Name Of The Module?",  # as nobody types
        "Who is eligible?",
        "It was late. Why did the old mill burn? Nobody knew.",  # in passing
    ],
)
def test_a_question_that_means_little_elsewhere_is_not(line: str) -> None:
    assert asked(f"It begins here.\n\n{line}\n\nThe answer stands here. More of it.") == []


def test_what_only_announces_an_answer() -> None:
    assert announces("Several factors are driving China’s open-source approach.")
    assert announces("There are countless different maintenance methods out there.")
    assert not announces("Two pumps drain the hold.") and not announces("A lamp fell into the flour.")
