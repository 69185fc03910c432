"""Words quoted against words that people marked, over rows of a question and a text."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.documents.datatypes import Hit
from qa.datatypes import Extraction
from qa.evaluation.questions import Example
from qa.evaluation.quoting import QuotingOutcome, quote_questions, quoting_summary, read_marked
from qa.evaluation.reading import GivenTexts
from ui.cli.main import main

TEXT = "The mill burned in 1931. It was built by Ida Brand. Nobody lived there. It stood in Harrow."


class PhraseReader:
    """Finds its phrases in a text, each with its score."""

    refuse_below = 0.5

    def __init__(self, phrases: dict[str, float]) -> None:
        self._phrases = phrases

    def read(self, question: str, hits: Sequence[Hit]) -> list[Extraction]:
        (hit,) = hits
        places = [(hit.text.index(phrase), phrase, score) for phrase, score in self._phrases.items()]
        return [Extraction(hit.passage, start, start + len(phrase), score) for start, phrase, score in places]


def outcome(phrases: dict[str, float], marked: str, line: float = 0.5) -> QuotingOutcome:
    start = TEXT.index(marked)
    row = Example("s", "1", "Who?", TEXT, ((start, start + len(marked)),) if marked else ())
    (only,) = quote_questions([row], GivenTexts([TEXT]), PhraseReader(phrases), line)
    return only


def test_whole_sentences_of_all_that_reaches_the_line_are_quoted() -> None:
    """Six words around "Ida", two of them not marked; "Harrow" is below the line, "Brand" in the same sentence."""
    found = outcome({"Ida": 0.9, "Brand": 0.6, "Harrow": 0.4}, "built by Ida Brand. Nobody")
    assert (found.both, found.quoted_only, found.marked_only) == (4, 2, 1)
    lower = outcome({"Ida": 0.9, "Brand": 0.6, "Harrow": 0.4}, "built by Ida Brand. Nobody", line=0.4)
    assert (lower.both, lower.quoted_only, lower.marked_only) == (4, 6, 1)


def test_a_word_counts_where_a_stretch_touches_it() -> None:
    assert outcome({}, "931. I").marked_only == 2


def test_figures_are_of_all_words_together() -> None:
    outcomes = [
        outcome({"Ida": 0.9}, "built by Ida Brand."),
        outcome({"Harrow": 0.9}, ""),
        outcome({"Harrow": 0.1}, ""),
    ]
    report = quoting_summary(outcomes, 0.5)
    assert (report["word_precision"], report["word_recall"]) == (0.4, 1.0)
    assert report["word_f1"] == pytest.approx(2 * 0.4 / 1.4, abs=1e-4)
    assert (report["questions"], report["marked"], report["quoted"], report["quoted_in_vain"]) == (3, 1, 2, 1)
    assert quoting_summary(outcomes[2:], 0.5)["word_f1"] == 0.0


def test_acl_verbatims_form_is_read_whatever_the_case_and_spaces_of_what_was_copied(tmp_path: Path) -> None:
    text = "First.\n\nThe mill\nwas  BUILT in 1902. Then more."
    results = [
        {"chunk": text, "gold_extraction": ["the mill was built in 1902.", "Then more", "not there", " "]},
        {"chunk": "Nothing here.", "gold_extraction": []},
    ]
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"query": "mill built", "results": results}) + "\n")
    first, second = read_marked(path)
    assert [text[start:end] for start, end in first.spans] == ["The mill\nwas  BUILT in 1902.", "Then more"]
    assert (first.question, second.spans) == ("mill built", ())


def test_a_file_is_measured_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.jsonl"
    answers = [{"text": "It was built by Ida Brand.", "answer_start": TEXT.index("It was built")}]
    rows = [{"id": "1", "question": "Who built the mill?", "context": TEXT, "answers": answers}]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    assert main(["eval", "quoting", str(path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out.splitlines()[-1])[str(path)]
    assert report["word_recall"] == 1.0 and report["word_f1"] > 0.3
