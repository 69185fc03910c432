"""The reader's own arithmetic, by a network that can be checked by hand; and the trained one in the box."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from fakes import KeywordEmbedder
from numpy.typing import NDArray

from index.documents.datatypes import Passage
from index.embedding.embedder import Embedder, load_embedder
from index.errors import ModelError
from qa.reading.by_kind import ReaderByKind
from qa.reading.registry import load_reader, reader_path
from qa.reading.span.evidence import NAMES
from qa.reading.span.reader import Calibration, SpanReader
from qa.reading.span.windows import Window


class Texts:
    """Given texts, a document each."""

    def __init__(self, *texts: str, embedder: Embedder | None = None) -> None:
        self.texts = texts
        self.embedder = embedder or KeywordEmbedder()
        self.passages = [Passage(at, f"d{at}", 0, len(text)) for at, text in enumerate(texts)]

    def text(self, passage: Passage) -> str:
        return self.texts[int(passage.document_id[1:])][passage.start : passage.end]

    def rarity(self, stems: Sequence[str]) -> dict[str, float]:
        return dict.fromkeys(stems, 1.0)


class Words:
    """A windower with a token a word; its ids are the lengths of the words."""

    def for_reading(self, question: str, text: str, width: int, stride: int) -> Iterator[Window]:
        offsets, at = [], 0
        for word in text.split():
            at = text.index(word, at)
            offsets.append((at, at + len(word)))
            at += len(word)
        yield Window([0, 1, *(b - a for a, b in offsets), 1], 2, offsets, 0, 0)


class LongestWord:
    """Points at long words: the logit of a token is its length."""

    def __init__(self) -> None:
        self.runs = 0

    def run(self, ids: Sequence[int], segments: Sequence[int]) -> list[NDArray[np.float32]]:
        self.runs += 1
        logits = np.array(ids, dtype=np.float32)
        return [logits, logits, np.array(max(ids), np.float32)]


def calibration(**weights: float) -> Calibration:
    return Calibration(np.array([weights.get(name, 0.0) for name in NAMES]), -10.0, 0.4)


def reader(texts: Texts, **options: float) -> SpanReader:
    return SpanReader(texts, LongestWord(), Words(), calibration(margin=1.0), **options)  # type: ignore[arg-type]


def test_spans_of_all_passages_are_ranked_together_and_scored_by_the_logistic() -> None:
    texts = Texts("a bb cccc", "a bbbbbb c", "")
    found = reader(texts).read("what", texts.passages)
    assert [(each.passage.document_id, each.start, each.end) for each in found[:2]] == [("d1", 2, 8), ("d0", 5, 9)]
    assert found[0].score == pytest.approx(1 / (1 + np.exp(-(12 - 10)))) and found[1].score < found[0].score
    assert all(one.score >= other.score for one, other in pairwise(found))


def test_a_stretch_in_two_overlapping_passages_is_found_once() -> None:
    texts = Texts("a bb cccccc dd eeeee")
    first, second = Passage(0, "d0", 0, 14), Passage(1, "d0", 5, 20)
    found = reader(texts).read("what", [first, second])
    places = [(each.passage.start + each.start, each.passage.start + each.end) for each in found]
    assert len(places) == len(set(places)) and (5, 11) in places


def test_nothing_to_read_finds_nothing() -> None:
    assert reader(Texts("")).read("what", []) == [] and reader(Texts("")).read("what", Texts("").passages) == []


def test_when_time_is_up_the_best_passages_have_been_read() -> None:
    texts = Texts(*(f"word{'x' * at}" for at in range(9)))
    hurried = reader(texts, seconds=0.0)
    assert {each.passage.id for each in hurried.read("what", texts.passages)} == {0, 1, 2}


def test_a_missing_or_damaged_calibration_is_named(tmp_path: Path) -> None:
    file = tmp_path / "calibration.json"
    for text in (None, "{", json.dumps({"weights": {}, "bias": 0, "refuse_below": 0.5})):
        if text is not None:
            file.write_text(text)
        with pytest.raises(ModelError, match=r"calibration\.json"):
            Calibration.read(file)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts(
        "The mill at Harrow was built in 1902 by Ida Brand, a carpenter from Leeds. It burned down in 1931.",
        "Bananas are yellow. They are grown in warm places, and shipped green.",
        embedder=load_embedder(),
    )


@pytest.fixture(scope="module")
def trained(texts: Texts) -> SpanReader:
    return SpanReader.from_folder(reader_path(), texts)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who built the mill at Harrow?", "Ida Brand"),
        ("When did the mill burn down?", "1931"),
        ("what colour are bananas", "yellow"),
    ],
)
def test_the_trained_reader_finds_the_words(trained: SpanReader, texts: Texts, question: str, answer: str) -> None:
    best = trained.read(question, texts.passages)[0]
    assert answer in texts.text(best.passage)[best.start : best.end] and best.score >= trained.refuse_below


@pytest.mark.parametrize("question", ["What is the salary of Ida Brand?", "Who is the mayor of Toronto?"])
def test_the_trained_reader_knows_when_nothing_answers(trained: SpanReader, texts: Texts, question: str) -> None:
    assert trained.read(question, texts.passages)[0].score < trained.refuse_below


def test_a_passage_is_scored_alike_whatever_is_read_beside_it(trained: SpanReader, texts: Texts) -> None:
    alone = trained.read("When was the mill built?", texts.passages[:1])
    beside = trained.read("When was the mill built?", texts.passages)
    again = [each for each in beside if each.passage.id == 0]
    assert [(each.start, each.end) for each in again] == [(each.start, each.end) for each in alone]
    assert [each.score for each in again] == pytest.approx([each.score for each in alone], rel=1e-5)


def test_readers_are_known_by_name(texts: Texts) -> None:
    assert isinstance(load_reader(texts), ReaderByKind)
    with pytest.raises(ModelError, match="no/such/model"):
        load_reader(texts, "no/such/model")
