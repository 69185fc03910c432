import pytest

from qa.language.roles import ASKS_FOR_HOLDER, INTRODUCES


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who founded the mill?", True),
        ("who's the head of the lab", True),
        ("Who wrote the report?", True),
        ("Who is Ida Brand?", False),
        ("When was the founder born?", False),
    ],
)
def test_questions_that_only_a_name_answers(question: str, asks: bool) -> None:
    assert bool(ASKS_FOR_HOLDER.search(question)) is asks


def test_a_role_is_a_whole_word() -> None:
    assert INTRODUCES.search("Ida Brand, founder of the mill") and not INTRODUCES.search("the foundering ship")
