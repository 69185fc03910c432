"""Questions written over whole documents: what counts as right, where a failure is lost, and the figures."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import KeywordEmbedder

from index import PassageIndex, open_library
from index.documents.datatypes import Hit
from qa import Answerer
from qa.datatypes import Answer, Citation, Extraction, Finding
from qa.evaluation.running import evaluate
from qa.evaluation.settings import EvaluationSettings
from qa.evaluation.written import RecordingReader, WrittenQuestion, WrittenTest, judged
from qa.evaluation.written_outcomes import WrittenOutcome, written_summary
from ui.cli.main import main

QUOTE = "You must tell us within one month of the change."
QUESTION = WrittenQuestion("1", "number", "rules.txt", "How long?", (), ("one month",), (QUOTE,))
NOBODY = WrittenQuestion("2", "none", "rules.txt", "Who pays?", (), (), ())
TEXTS = {
    "rules.txt": f"{QUOTE}\nRent is due on Friday.\n",
    "other.txt": "Letters are answered within one week of the change.\n",
}


def answer(lit: str, quote: str = QUOTE, name: str = "rules.txt", confidence: float = 0.9) -> Answer:
    start = quote.index(lit)
    place = (0, len(quote), quote, start, start + len(lit))
    citation = Citation("d", "Rules", f"/f/{name}", "s", None, *place)
    return Answer("q", "q", (Finding(lit, confidence, (citation,)),), confidence=confidence)


def outcome(question: WrittenQuestion, given: Answer) -> WrittenOutcome:
    return judged(question, given, None, False)


class PhraseReader:
    """Finds phrases in the passages, each with its score, whatever is asked."""

    refuse_below = 0.5

    def __init__(self, phrases: Mapping[str, float]) -> None:
        self._phrases = phrases

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        read = [
            Extraction(hit.passage, hit.text.index(phrase), hit.text.index(phrase) + len(phrase), score)
            for hit in hits
            for phrase, score in self._phrases.items()
            if phrase in hit.text
        ]
        return sorted(read, key=lambda extraction: -extraction.score)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[PassageIndex]:
    (tmp_path / "docs").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "docs" / name).write_text(text)
    index = PassageIndex(open_library(tmp_path / "library"), KeywordEmbedder())
    index.add([tmp_path / "docs"])
    yield index
    index.close()


def asked(
    index: PassageIndex, question: WrittenQuestion, phrases: Mapping[str, float], passages: int = 10
) -> WrittenOutcome:
    reader = RecordingReader(PhraseReader(phrases))
    (only,) = WrittenTest(index, Answerer(index, reader=reader, passages=passages), reader).ask([question])
    return only


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
    became = outcome(QUESTION, given)
    assert (became.strict, became.right) == (strict, right)


def test_what_is_lit_beside_the_answer_costs() -> None:
    assert outcome(QUESTION, answer("one month")).lit_f1 == 1.0
    assert outcome(QUESTION, answer("within one month of")).lit_f1 == pytest.approx(2 / 3)
    assert outcome(QUESTION, answer("one month", name="other.txt")).lit_f1 == 0.0


def test_a_right_answer_is_lost_nowhere_and_says_what_was_asked(index: PassageIndex) -> None:
    became = asked(index, QUESTION, {"one month": 0.9, "one week": 0.6})
    assert became.stage is None and became.right and became.passage_read
    assert (became.question, became.asked, became.document) == ("How long?", "How long?", "rules.txt")
    assert (became.gold, became.got, became.answered_from, became.closest) == (
        "one month",
        "one month",
        "rules.txt",
        "",
    )


@pytest.mark.parametrize(
    ("phrases", "stage", "got", "closest"),
    [
        ({"one month": 0.4, "one week": 0.3}, "line", "", "one month"),
        ({"one month": 0.6, "one week": 0.9}, "ranking", "one week", ""),
        ({"one month": 0.3, "one week": 0.4}, "ranking", "", "one week"),
        ({"Rent": 0.9}, "span", "Rent", ""),
        ({}, "ranking", "", ""),
    ],
)
def test_a_failure_says_where_it_was_lost(
    index: PassageIndex, phrases: Mapping[str, float], stage: str, got: str, closest: str
) -> None:
    became = asked(index, QUESTION, phrases)
    assert (became.stage, became.got, became.closest) == (stage, got, closest) and became.passage_read


def test_a_passage_that_is_not_read_is_lost_in_retrieval_unless_a_better_wording_finds_it(index: PassageIndex) -> None:
    far = replace(QUESTION, question="Are letters answered?", history=("Anything about letters?",))
    became = asked(index, far, {"one week": 0.9}, passages=1)
    assert (became.stage, became.passage_read) == ("retrieval", False)
    worded = replace(far, rewrite="Must you tell us within one month of the change?")
    assert asked(index, worded, {"one week": 0.9}, passages=1).stage == "rewrite"
    assert asked(index, replace(far, rewrite="Letters?"), {"one week": 0.9}, passages=1).stage == "retrieval"


def test_a_quote_that_is_not_in_the_text_was_lost_in_reading_the_file(index: PassageIndex) -> None:
    assert asked(index, replace(QUESTION, quotes=("You must tell us soon.",)), {}).stage == "file"
    wrapped = replace(QUESTION, quotes=(QUOTE.replace(" one", "\n one"),))
    assert asked(index, wrapped, {"one month": 0.4}).stage == "line"


def test_what_nothing_answers_is_lost_where_it_is_answered_wherever_from(index: PassageIndex) -> None:
    assert asked(index, NOBODY, {"one week": 0.3}).stage is None
    outcomes = [asked(index, NOBODY, {"one week": 0.9}), asked(index, NOBODY, {"Friday": 0.9})]
    assert [became.stage for became in outcomes] == ["unanswerable"] * 2
    figures = written_summary(outcomes)
    assert (figures["wrongly_answered"], figures["elsewhere"]) == (2, 1)
    assert figures["lost"]["unanswerable"] == 2 and sum(figures["lost"].values()) == 2


def test_a_question_about_a_file_that_is_not_there_is_an_error(index: PassageIndex) -> None:
    with pytest.raises(ValueError, match=r"gone\.txt"):
        asked(index, replace(QUESTION, document="gone.txt"), {})


def test_what_was_read_for_another_question_does_not_count(index: PassageIndex) -> None:
    reader = RecordingReader(PhraseReader({}))
    hits = index.hits(index.search("change", 2))
    reader.read("earlier", hits[:1])
    reader.read("asked", hits[1:])
    assert reader.take("asked") == hits[1:] and reader.take("asked") == []
    reader.read("asked otherwise", hits)
    assert reader.take("asked") == hits


def test_a_summary_counts_shares_refusals_and_how_sure_it_was() -> None:
    outcomes = [
        outcome(QUESTION, answer("one month")),
        outcome(QUESTION, answer("the change", confidence=0.7)),
        outcome(QUESTION, Answer("q", "q")),
        outcome(NOBODY, Answer("q", "q")),
        outcome(NOBODY, answer("the change", confidence=0.3)),
    ]
    figures = written_summary(outcomes)
    assert (figures["strict"], figures["right"]) == (0.3333, 0.6667)
    assert (figures["refusal_precision"], figures["refusal_recall"]) == (0.5, 0.5)
    assert figures["labels"]["very likely"] == {"n": 1, "right": 1.0, "right_interval": [1.0, 1.0]}
    assert (figures["labels"]["possibly"]["n"], figures["labels"]["possibly"]["right"]) == (1, 0.0)
    assert figures["ece"] == pytest.approx((0.1 + 0.3 + 0.3) / 3, abs=1e-4)
    assert figures["kinds"]["number"]["n"] == 3


def test_a_file_is_asked_over_its_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
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
    assert one["questions"] == 1 and one["only"] == ["mill.txt"]
    folder = tmp_path / "kept"
    files = ["--outcomes", str(tmp_path / "became.jsonl"), "--plot", str(tmp_path / "sure.png"), "--keep", str(folder)]
    assert main(["eval", "written", str(path), *files]) == 0
    became = [json.loads(line) for line in (tmp_path / "became.jsonl").read_text().splitlines()]
    assert [(row["id"], row["stage"], row["got"]) for row in became] == [("a", None, "1902"), ("b", None, "")]
    assert (tmp_path / "sure.png").read_bytes().startswith(b"\x89PNG")
    (plot,) = folder.glob("*.svg")
    assert "<svg" in plot.read_text() and (folder / "written.json").exists()
    said = capsys.readouterr().out
    assert "lost    0  retrieval" in said and "very likely  right" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.jsonl", "--plot", "sure.pdf"], "the file has to be .svg or .png"),
        (["a.jsonl", "--outcomes", "no/such/folder.jsonl"], "there is no folder"),
        (["a.jsonl", "b.jsonl", "--plot", "sure.svg"], "are for one FILE"),
    ],
)
def test_where_results_cannot_go_is_said_before_anything_is_measured(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "written", *arguments]) == 1
    assert said in capsys.readouterr().err
