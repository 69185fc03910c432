from dataclasses import replace

from qa.datatypes import Answer, Citation, Difference, Finding
from qa.joining import joined


def finding(text: str, confidence: float = 0.8) -> Finding:
    citation = Citation("d", "T", "/t.txt", "0", None, 0, len(text), text, 0, len(text))
    return Finding(text, confidence, (citation,))


def answer(question: str, *texts: str, closest: str = "", unknown: tuple[str, ...] = ()) -> Answer:
    near = finding(closest).citations if closest else ()
    found = tuple(finding(text) for text in texts)
    return Answer(question, question, found, near, unknown, timings={"read": 2.0, "total": 3.0})


def test_the_best_for_each_part_comes_first() -> None:
    both = joined("A? B?", [answer("A?", "a1", "a2"), answer("B?", "b1")], most=3)
    assert [each.text for each in both.findings] == ["a1", "b1", "a2"]
    assert (both.text, both.standalone_question, both.note, both.confidence) == ("a1", "A? B?", "", 0.8)
    assert both.timings == {"read": 4.0, "total": 6.0}


def test_no_answered_part_is_left_out() -> None:
    parts = [answer(letter, letter.lower(), f"{letter}2") for letter in "ABCDE"]
    assert [each.text for each in joined("q", parts, most=2).findings] == ["a", "b", "c", "d", "e"]


def test_a_part_without_an_answer_is_named() -> None:
    both = joined("A? B?", [answer("A?", closest="near"), answer("B?", "b1")], most=3)
    assert (both.answered, both.text, both.closest) == (True, "b1", ())
    assert both.note == "Your documents don’t say: “A?”"


def test_if_nothing_is_answered_what_is_near_each_part_is_kept() -> None:
    parts = [answer("A?", closest="near a", unknown=("x",)), answer("B?", closest="near b", unknown=("x", "y"))]
    neither = joined("A? B?", parts, most=3)
    assert not neither.answered and neither.note == "" and neither.confidence == 0.0
    assert [citation.quote for citation in neither.closest] == ["near a", "near b"]
    assert neither.unknown_words == ("x", "y")


def test_differences_go_by_the_numbers_that_the_findings_now_have() -> None:
    first = replace(answer("A?", "a1", "a2"), differences=(Difference(0, 1, "2024-01", "2025-01"),))
    second = replace(answer("B?", "b1", "b2"), differences=(Difference(0, 1),))
    both = joined("A? B?", [first, second], most=3)
    assert [each.text for each in both.findings] == ["a1", "b1", "a2"]
    assert both.differences == (Difference(0, 2, "2024-01", "2025-01"),)
