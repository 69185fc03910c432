from dataclasses import replace

import pytest
from fakes import KeywordEmbedder

from qa.datatypes import Citation
from qa.grouping import Cited, group


def cited(quote: str, answer: str, score: float, document: str = "d", start: int = 0) -> Cited:
    at = start + quote.index(answer)
    citation = Citation(document, "t", "/p", "0", None, start, start + len(quote), quote, at, at + len(answer))
    return Cited(citation, score, answer)


ONE = cited("Lin gave less than a 20% chance of a lead.", "less than a 20% chance", 0.9, "a")
SAME = cited("Lin says the chance of a lead is below 20%.", "below 20%", 0.7, "b")
OTHER = cited("Zhu likes profit most.", "profit", 0.6, "b", 100)


def test_the_same_figure_said_alike_is_one_finding() -> None:
    findings = group([ONE, OTHER, SAME], KeywordEmbedder(), 4)
    assert [(finding.text, [each.document_id for each in finding.citations]) for finding in findings] == [
        ("less than a 20% chance", ["a", "b"]),
        ("profit", ["b"]),
    ]
    assert [finding.confidence for finding in findings] == [0.9, 0.6]


def test_another_figure_is_another_finding() -> None:
    other = cited("Lin gave less than a 30% chance of a lead.", "less than a 30% chance", 0.8, "b")
    assert len(group([ONE, other], KeywordEmbedder(), 4)) == 2


def test_one_place_is_cited_once_and_the_number_of_findings_is_kept() -> None:
    again = cited("Lin gave less than a 20% chance of a lead.", "20%", 0.5, "a")
    assert [len(finding.citations) for finding in group([ONE, again], KeywordEmbedder(), 4)] == [1]
    assert len(group([ONE, OTHER], KeywordEmbedder(), 1)) == 1 and group([], KeywordEmbedder(), 3) == ()


def test_the_same_words_for_an_answer_are_one_finding_however_their_sentences_differ() -> None:
    one = cited("The head of the lab is the chemist Ida Brand.", "Ida Brand", 0.8, "a")
    other = cited("“We are early,” said Ida Brand on Monday.", "Ida Brand", 0.7, "b")
    third = cited("The lab was led by Tom Reed.", "Tom Reed", 0.6, "c")
    assert [len(finding.citations) for finding in group([one, other, third], KeywordEmbedder(), 4)] == [2, 1]


def test_answers_that_differ_in_one_small_word_or_mark_are_not_the_same() -> None:
    for one, other in [("guilty", "not guilty"), ("before 1990", "after 1990"), ("5%", "$5"), ("400", "over 400")]:
        found = [cited(f"It was {one}, he said then.", one, 0.8, "a"), cited(f"She told us: {other}!", other, 0.7, "b")]
        assert len(group(found, KeywordEmbedder(), 4)) == 2, (one, other)


def test_what_is_not_sure_is_cited_only_where_it_says_the_same() -> None:
    same, other = replace(SAME, sure=False), replace(OTHER, sure=False)
    findings = group([ONE, same, other], KeywordEmbedder(), 4)
    assert [[citation.document_id for citation in finding.citations] for finding in findings] == [["a", "b"]]


COMMON = "ash birch cedar dogwood elm fir gorse hazel ivy".split()


def alike(shared: int, answers: tuple[str, str]) -> list[Cited]:
    """Two quotes of ten words, the first `shared` of which both have, and their last words their answers."""
    found = []
    for document, answer in zip("ab", answers, strict=True):
        own = [f"{document}{number}" for number in range(10 - shared - len(answer.split()))]
        found.append(cited(" ".join((*COMMON[:shared], *own, answer)), answer, 0.8, document))
    return found


@pytest.mark.parametrize(
    ("shared", "answers", "findings"),
    [
        (9, ("yew", "lime"), 1),
        (8, ("yew", "lime"), 2),
        (6, ("yew", "lime"), 2),
        (5, ("7 yews", "7 limes"), 1),
        (3, ("7 yews", "7 limes"), 2),
        (8, ("7 yews", "8 yews"), 2),
        (8, ("7 yews", "no yews"), 2),
    ],
)
def test_how_alike_two_quotes_are_that_say_the_same(shared: int, answers: tuple[str, str], findings: int) -> None:
    assert len(group(alike(shared, answers), KeywordEmbedder(), 4)) == findings
