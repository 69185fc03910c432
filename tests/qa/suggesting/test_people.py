import pytest

from qa.suggesting.people import people


def introduced(sentence: str) -> dict[str, str]:
    return {each.question: each.gives for each in people(sentence, [(0, len(sentence))])}


@pytest.mark.parametrize(
    ("sentence", "question", "role"),
    [
        ("It was decided by Ida Brand, the mayor of Harrow.", "Who is Ida Brand?", "mayor"),
        ("Yao Shunyu, Tencent’s chief AI scientist, suggests it.", "Who is Yao Shunyu?", "scientist"),
        ("Tang Jie, founder and chief AI scientist at Zhipu, noted it.", "Who is Tang Jie?", "founder"),
        ("Even Nvidia CEO Jensen Huang has stated it.", "Who is Jensen Huang?", "CEO"),
        ("In 1865 William Hicks was mayor of Bodmin.", "Who was William Hicks?", "mayor"),
        ("The president of the Lombardy region, Roberto Maroni, reacted.", "Who is Roberto Maroni?", "president"),
        ("New Zealand's Prime Minister John Key said so.", "Who is John Key?", "Minister"),
    ],
)
def test_a_role_beside_a_name_introduces_somebody(sentence: str, question: str, role: str) -> None:
    assert introduced(sentence) == {question: role}


@pytest.mark.parametrize(
    "sentence",
    [
        "There must be at least one Personal Account designated as an owner of it.",
        "He was chairman of the Council on Foreign Relations.",
        "We describe it in our Privacy Statement, to assist the owner.",
        "The game is started by the mayor at the Salting Pool.",
        "Jensen Huang's Nvidia stands out as a formidable leader.",
        "He served under Senator Mike Mansfield.",  # a bare title
        "The case is of the mayor Luca Pastorino.",
        "Prime Minister Rishi Sunak defended it.",
        "It was Lyndon Johnson’s fate to be president.",
        "Ida Brand, said the mayor, was late.",
    ],
)
def test_a_name_and_a_role_in_one_sentence_introduce_nobody(sentence: str) -> None:
    assert introduced(sentence) == {}
