import pytest

from qa.language.asked import asks_for_one_end, is_choice, is_yes_or_no, labels_asked, values_asked


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("What are the opening and closing balance?", 2),
        ("How many men and women took part?", 2),
        ("When does it start and when does it end?", 2),
        ("Between which dates is it shut?", 2),
        ("Which three settings matter?", 3),
        ("prices for adults and for children", 2),
        ("When does it close?", 1),
        ("Why do men and women differ?", 1),
        ("Is it open on both days?", 1),
        ("What did Marks and Spencer earn?", 1),
    ],
)
def test_how_many_values_are_asked_for(question: str, number: int) -> None:
    assert values_asked(question) == number


def test_the_labels_of_two_values_are_the_words_joined() -> None:
    assert labels_asked("How many men and women took part?") == ("men", "women")
    assert labels_asked("what is the price of the adults and the children") == ("adults", "children")
    assert labels_asked("Who leads it?") is None


def test_one_end_is_asked_for_alone() -> None:
    assert asks_for_one_end("When does it open?") and asks_for_one_end("the latest check-out")
    assert not asks_for_one_end("When is it open?") and not asks_for_one_end(
        "When does it open and when does it close?"
    )


def test_yes_or_no_and_a_choice_are_told_apart() -> None:
    assert is_yes_or_no("And is it free?") and not is_yes_or_no("What is free?")
    assert is_yes_or_no("Since the flood, is the lower car park open?")
    assert not is_yes_or_no("The gate is open?") and not is_yes_or_no("What is open, do you know?")
    assert is_choice("Is it cash or card?") and not is_choice("Is it cash?")
