import pytest

from qa.agreement.topics import (
    asks_one,
    name_missing,
    one_sided,
    other_name,
    other_year,
    parted,
    speaks_of_second,
    strayed,
)


def test_a_quote_strays_to_another_thing_of_a_kind() -> None:
    question = "What is the resolution of the rear camera?"
    assert strayed(question, "the camera on the front") == 1 and strayed(question, "the camera on the back") == 0
    assert parted(question, "the camera on the front", "the camera on the back") == 1


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("Who wrote the preface?", True),
        ("Who is the head of the lab?", True),
        ("Who chairs the commission?", True),
        ("Which river does the aqueduct cross?", True),
        ("Where is the seat of the tribunal?", True),
        ("Who lives by the old canal?", False),
        ("Who are the founders?", False),
        ("Which companies went public?", False),
        ("What are some of the challenges?", False),
    ],
)
def test_whether_a_question_has_one_answer(question: str, one: bool) -> None:
    assert asks_one(question) is one


def test_another_year_or_name_is_another_topic() -> None:
    assert other_year("Who won in 2021?", "In 2017 Bell won.") and not other_year(
        "Who won in 2021?", "In 2021 Bell won."
    )
    question = "How many parameters does Falco-7 have?"
    assert other_name(question, "Its rival Astra-2 has 120 billion parameters.", "120 billion parameters")
    assert not other_name(question, "Falco-7 has 70 billion parameters.", "70 billion parameters")
    assert name_missing(question, "The network counts 70B.") and not name_missing(question, "Falco-7 counts 70B.")


def test_what_only_one_quote_has_of_the_question() -> None:
    assert one_sided("How wide is the canal?", "The canal is long", "The canal is wide") == 0.5


def test_a_sentence_about_the_second_of_two_names() -> None:
    question = "Is China behind the US?"
    assert speaks_of_second(question, "The U.S. keeps its lead over China.")
    assert not speaks_of_second(question, "China trails the U.S.")
    assert not speaks_of_second("Is China behind?", "The U.S. leads.")
