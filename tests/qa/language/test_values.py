import pytest

from qa.language.kinds import Kind
from qa.language.values import defines, holds, values


@pytest.mark.parametrize(
    ("sentence", "kind", "found"),
    [
        ("Alibaba released over 400 open models.", Kind.NUMBER, ["over 400"]),
        ("It cost $9.3 billion, or 7% of sales.", Kind.MONEY, ["$9.3 billion"]),
        ("It cost $9.3 billion, or about 7% of sales.", Kind.SHARE, ["about 7%"]),
        ("Since late 2022 it grew; on 5 May 2023 it fell.", Kind.DATE, ["Since late 2022", "5 May 2023"]),
        ("Nothing of the kind stands here.", Kind.NUMBER, []),
        ("They fell because chips were scarce.", Kind.REASON, ["because"]),
    ],
)
def test_where_a_sentence_holds_such_a_thing(sentence: str, kind: Kind, found: list[str]) -> None:
    assert [sentence[start:end] for start, end in values(sentence, kind, "What?")] == found


def test_what_the_question_names_itself_is_no_answer() -> None:
    assert not holds("In 2024 it attracted much.", Kind.DATE, "What happened in 2024?")
    assert not holds("Baidu grew.", Kind.PERSON, "Who founded Baidu?")


@pytest.mark.parametrize(
    ("sentence", "persons"),
    [
        ("Mills burned.", []),  # a capital at a sentence's start names nobody
        ("The owner was Brand.", ["Brand"]),
        ("Ida Brand came.", ["Ida Brand"]),
        ("O'Neill came.", ["O'Neill"]),
        ("IBM came.", ["IBM"]),
        ("McLeod came.", ["McLeod"]),
    ],
)
def test_a_capital_may_name_a_person(sentence: str, persons: list[str]) -> None:
    found = [sentence[start:end] for start, end in values(sentence, Kind.PERSON, "Who?")]
    assert [name for name in found if name != "The"] == persons


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Tang Jie, founder and chief AI scientist at Zhipu AI, noted it.", "Tang Jie"),
        ("The remark of Alibaba chairman Joe Tsai was candid.", "Joe Tsai"),
        ("Many suffer the fear of missing out (FOMO) now.", "FOMO"),
        ('“Project reinvestment" refers to a fund.', "project reinvestment"),
        ("Zhilin Yang is the founder of Moonshot AI.", "Zhilin Yang"),
    ],
)
def test_sentences_that_say_what_a_subject_is(sentence: str, subject: str) -> None:
    assert defines(sentence, subject)
    assert not defines(sentence, "")
    assert not defines(
        "However, Zhilin Yang and Tang Jie and Joe Tsai met over FOMO and project reinvestment.", subject
    )
