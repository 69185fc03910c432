"""The card says what anybody can check in the quote, escaped, and no word for sureness over what was not asked for."""

from qa.datatypes import Answer, Citation, Finding
from qa.notes import Note
from ui.cli.plain import answer_text
from ui.page.answers import announcement, answer_html

QUOTE = Citation("d", "Title", "/a.txt", "0", None, 0, 16, "Crowds came <b>.", 0, 11)


def answer(gives_asked: bool) -> Answer:
    facts = (Note("evidence.names", name="<b>"), Note("evidence.no_figure"), Note("evidence.voices", count="two"))
    finding = Finding("Crowds came", 0.95, (QUOTE,), voices=2, evidence=facts, gives_asked=gives_asked)
    return Answer("How many came?", "How many came?", (finding,), confidence=0.95)


def test_evidence_stands_beside_the_word_for_sureness() -> None:
    card = str(answer_html(answer(gives_asked=True)))
    assert "Very likely" in card and "names &lt;b&gt;; gives no figure</span>" in card
    assert "very likely (95%): names <b>; gives no figure; in two documents" in answer_text(answer(gives_asked=True))


def test_the_word_is_left_out_where_the_quote_lacks_what_is_asked_for() -> None:
    unsure = answer(gives_asked=False)
    for said in (str(answer_html(unsure)), answer_text(unsure), announcement(unsure)):
        assert "likely" not in said.casefold()
    assert "gives no figure" in answer_text(unsure) and announcement(unsure).startswith("Closest found:")
