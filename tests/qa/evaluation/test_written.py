import json
from pathlib import Path

import pytest

from qa.datatypes import Answer, Citation, Finding
from qa.evaluation.running import evaluate
from qa.evaluation.settings import EvaluationSettings
from qa.evaluation.written import WrittenQuestion, judged, written_summary

QUOTE = "You must tell us within one month of the change."
QUESTION = WrittenQuestion("1", "number", "rules.txt", "How long?", (), ("one month",), (QUOTE,))
NOBODY = WrittenQuestion("2", "none", "rules.txt", "Who pays?", (), (), ())


def answer(lit: str, quote: str = QUOTE, name: str = "rules.txt", confidence: float = 0.9) -> Answer:
    start = quote.index(lit)
    place = (0, len(quote), quote, start, start + len(lit))
    citation = Citation("d", "Rules", f"/f/{name}", "s", None, *place)
    return Answer("q", "q", (Finding(lit, confidence, (citation,)),), confidence=confidence)


@pytest.mark.parametrize(
    ("given", "strict", "right"),
    [
        (answer("one month"), True, True),
        (answer("within one month of"), True, True),
        (answer("the change"), False, True),
        (answer("one month", name="other.txt"), False, False),
        (answer("one month", "It takes one month."), True, True),
        (answer("lone months", "It takes lone months."), False, False),
        (Answer("q", "q"), False, False),
    ],
)
def test_the_lit_words_or_the_quote_of_the_right_document_answer(given: Answer, strict: bool, right: bool) -> None:
    outcome = judged(QUESTION, given, [])
    assert (outcome.strict, outcome.right) == (strict, right)


def test_a_passage_counts_as_read_where_it_holds_a_whole_quote_of_its_own_document() -> None:
    assert judged(QUESTION, Answer("q", "q"), [("/f/rules.txt", f"So: {QUOTE} Else not.")]).passage_read
    assert not judged(QUESTION, Answer("q", "q"), [("/f/other.txt", QUOTE), ("/f/rules.txt", QUOTE[:-5])]).passage_read
    assert judged(NOBODY, Answer("q", "q"), []).passage_read is None


def test_a_summary_counts_shares_refusals_and_how_sure_it_was() -> None:
    outcomes = [
        judged(QUESTION, answer("one month"), []),
        judged(QUESTION, answer("the change", confidence=0.7), []),
        judged(QUESTION, Answer("q", "q"), []),
        judged(NOBODY, Answer("q", "q"), []),
        judged(NOBODY, answer("the change", confidence=0.3), []),
    ]
    figures = written_summary(outcomes)
    assert (figures["strict"], figures["right"]) == (0.3333, 0.6667)
    assert (figures["refusal_precision"], figures["refusal_recall"]) == (0.5, 0.5)
    assert figures["labels"]["very likely"] == {"n": 1, "right": 1.0}
    assert figures["labels"]["possibly"] == {"n": 1, "right": 0.0}
    assert figures["kinds"]["number"]["n"] == 3


def test_a_file_is_asked_over_its_documents(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "mill.txt").write_text("The mill was built in 1902 by the brothers Hale.\n")
    (tmp_path / "docs" / "inn.txt").write_text("The inn opened in 1750 and has nine rooms.\n")
    support = {"quote": "The mill was built in 1902 by the brothers Hale.", "answers": ["1902"]}
    lines = [
        {
            "id": "a",
            "document": "mill.txt",
            "kind": "number",
            "question": "When was the mill built?",
            "support": [support],
        },
        {"id": "b", "document": "inn.txt", "kind": "none", "question": "What does a night at the opera cost?"},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))

    class Quiet:
        def over(self, items, total, name):  # type: ignore[no-untyped-def]
            return items

        def adding(self, progress):  # type: ignore[no-untyped-def]
            pass

    figures = evaluate("written", path, EvaluationSettings("all-MiniLM-L6-v2-int8", "span"), Quiet())
    assert (figures["strict"], figures["refusal_recall"], figures["passage_read"]) == (1.0, 1.0, 1.0)
    one = evaluate("written", path, EvaluationSettings("all-MiniLM-L6-v2-int8", "span", only=("mill.txt",)), Quiet())
    assert one["questions"] == 1
