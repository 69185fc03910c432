from fakes import TEXTS
from hypothesis import given

from qa.datatypes import Answer, Citation, Finding
from ui.cli.plain import answer_text, plain


@given(TEXTS)
def test_nothing_steers_the_terminal(text: str) -> None:
    shown = plain(f"\x1b[2J\x07\u202e{text}\x9b")
    assert not any(
        (ord(character) < 32 and character not in "\n\t") or ord(character) in range(127, 160) for character in shown
    )


def test_an_answer_and_a_refusal_in_words() -> None:
    citation = Citation("d", "A \x1b[31mtitle", "/a.txt", "0", 3, 5, 20, "It was 20%, said he.", 12, 15)
    answer = Answer("Q?", "Whole question?", (Finding("20%", 0.9, (citation,)),), confidence=0.9)
    shown = answer_text(answer)
    assert "Searched for: Whole question?" in shown and "1. 20%" in shown and "very likely (90%)" in shown
    assert "A \ufffd[31mtitle, page 3 (/a.txt, characters 5–20)" in shown
    refusal = answer_text(Answer("Q?", "Q?", closest=(citation,), unknown_words=("zebra",)))
    assert "don't say" in refusal and "zebra" in refusal and "not an answer" in refusal
