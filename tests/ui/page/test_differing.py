"""Findings that can't both hold stand side by side, dated; what only mentions an answer's words is told apart."""

from qa.datatypes import Answer, Citation, Difference, Finding
from ui.page.answers import announcement, answer_html
from ui.page.facts import iso_words

ONE = Citation("d", "A report", "/a.txt", "0", None, 0, 13, "Five ships <b>", 0, 4)
OTHER = Citation("e", "A letter", "/b.txt", "0", None, 0, 11, "Nine ships.", 0, 4)
FINDINGS = (Finding("Five", 0.9, (ONE,)), Finding("Nine", 0.6, (OTHER,)))


def test_documents_that_differ_are_said_to_with_their_dates() -> None:
    answer = Answer("q", "q", FINDINGS, differences=(Difference(0, 1, "2019-05-17", "2023-02"),))
    shown = str(answer_html(answer))
    assert "Your documents differ." in shown and "say so" not in shown
    assert shown.index("17 May 2019 · an older figure") < shown.index("Five") < shown.index("Feb 2023")
    assert announcement(answer).startswith("Your documents differ. Very likely: Five")


def test_documents_that_do_not_differ_are_not_said_to() -> None:
    assert "differ" not in answer_html(Answer("q", "q", FINDINGS))


def test_each_document_that_agrees_is_quoted_and_a_mention_is_only_named() -> None:
    agreeing = Finding("Five", 0.9, (ONE, OTHER), voices=2)
    assert "Nine</mark> ships." in answer_html(Answer("q", "q", (agreeing,)))
    mentioned = str(answer_html(Answer("q", "q", (Finding("Five", 0.9, (ONE,), mentions=(OTHER,)),))))
    assert "Also mentioned in" in mentioned and "Nine" not in mentioned.replace("&#34;Nine ships.&#34;", "")
    assert 'data-number="2"' in mentioned


def test_dates_in_words() -> None:
    assert [iso_words(date) for date in ("2024-05-17", "2024-05", "2024", None)] == [
        "17 May 2024",
        "May 2024",
        "2024",
        "",
    ]
