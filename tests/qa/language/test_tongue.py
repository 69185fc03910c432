import pytest

from qa.language.tongue import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wer leitet das Labor in Leeds?", "German"),
        ("Quel est le prix de la chambre ?", "French"),
        ("¿Cuándo vence el contrato?", "Spanish"),
        ("谁领导实验室？", "Chinese"),
        ("Кто возглавляет лабораторию?", "Russian"),
        ("Who leads the Institut für Physik in München?", "English"),
        ("What does TNO mean", "English"),
    ],
)
def test_the_language_of_a_question(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "TNO", "Tang Jie", "Ida Brand", "910B", "per diem"])
def test_names_and_scraps_are_not_said_to_be_in_a_language(text: str) -> None:
    assert language_of(text) is None
