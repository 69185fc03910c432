"""What the page says without a finding: each verdict in its own words, and nothing lit that may not be an answer."""

import pytest

from qa.conversation.talking import across_languages
from qa.datatypes import Answer, Citation, Finding, Verdict
from ui.cli.plain import answer_text
from ui.page.answers import announcement, answer_html
from ui.page.unanswered import unread_note
from ui.service import Progress

NEAR = Citation("d", "A report", "/report.pdf", "0", 3, 0, 17, "Five <b> in July.", 0, 4)


def test_what_is_near_is_shown_lit_and_said_not_to_be_sure() -> None:
    answer = Answer("How many?", "How many?", closest=(NEAR,), refusal=Verdict.UNSURE)
    shown = answer_html(answer)
    assert "I’m not sure. These come closest:" in shown and "<mark>Five</mark> &lt;b&gt; in July." in shown
    assert "don’t say" not in shown
    assert announcement(answer) == "I’m not sure. These come closest: 1 close passage is shown."


def test_where_nothing_is_near_nothing_is_lit() -> None:
    shown = answer_html(Answer("How many?", "How many?", closest=(NEAR,)))
    assert "Your documents don’t say." in shown and "not an answer" in shown and "<mark" not in shown


def test_talk_is_quoth_s_own_sentence() -> None:
    answer = Answer("hi", "hi", refusal=Verdict.TALK, note="Hello <you>.")
    assert "Hello &lt;you&gt;." in answer_html(answer) and "don’t say" not in answer_html(answer)
    assert announcement(answer) == "Hello <you>."


def test_passages_looked_up_claim_nothing() -> None:
    finding = Finding("Five", 0.1, (NEAR,))
    answer = Answer("five july", "five july", (finding,), note="Passages about it.", looked_up=True)
    shown = answer_html(answer)
    assert "Passages about it." in shown and "Possibly" not in shown and "confidence" not in shown
    assert "Possibly" in answer_html(Answer("five july", "five july", (finding,)))


@pytest.mark.parametrize(
    ("asked_of", "words"),
    [(1, "The document you asked doesn’t say."), (1200, "The 1,200 documents you asked don’t say.")],
)
def test_a_refusal_of_some_documents_offers_to_ask_all(asked_of: int, words: str) -> None:
    answer = Answer('Who is "he"?', "Who is he?")
    shown = answer_html(answer, asked_of=asked_of)
    assert words in shown and 'data-question="Who is &#34;he&#34;?"' in shown
    assert words in announcement(answer, asked_of)
    assert "ask-everywhere" not in answer_html(answer)


def test_a_refusal_says_when_documents_are_still_being_read_or_there_are_none() -> None:
    refusal = Answer("Who?", "Who?")
    assert "unread" not in answer_html(refusal, unread_note(3, None))
    assert "no documents yet" in answer_html(refusal, unread_note(0, None))
    reading = answer_html(refusal, unread_note(3, Progress(2, 5, "a.txt", None)))
    assert "still reading your documents (2 of 5 files so far)" in reading


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("moon",), "No document contains <b>moon</b>."),
        (("moon", "<i>"), "No document contains <b>moon</b> or <b>&lt;i&gt;</b>."),
        (("moon", "sun", "sea"), "No document contains <b>moon</b>, <b>sun</b> or <b>sea</b>."),
    ],
)
def test_the_words_that_no_document_contains_are_a_sentence(words: tuple[str, ...], shown: str) -> None:
    assert shown in answer_html(Answer("Who?", "Who?", unknown_words=words))
    assert "No document contains" not in answer_html(Answer("Who?", "Who?"))


def test_where_the_languages_differ_nothing_is_said_of_what_the_documents_say() -> None:
    note = across_languages("Wer hütet den Leuchtturm auf der Insel?", "Ida Brand keeps the lighthouse on the island.")
    answer = Answer("Wer?", "Wer?", closest=(NEAR,), note=note)
    shown, told = answer_html(answer), "I can’t tell whether your documents say."
    assert told in shown and "don’t say" not in shown and "is in German" in shown
    assert announcement(answer).startswith(
        f"{told} Your question is in German, and the closest passages are in English."
    )
    assert "I can't tell whether" in answer_text(answer) and "don't say" not in answer_text(answer)
    assert answer.to_json()["note"] == note and answer.to_json()["verdict"] == "none"
