"""What every built-in reader does; one more line in BUILT_IN_READERS is tested by being there."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from index import PassageIndex
from index.documents.datatypes import Hit
from qa.reading.reader import Reader
from qa.reading.registry import BUILT_IN_READERS, load_reader
from qa.retrieval import FusedRetriever

QUESTIONS = (
    "Who leads Qwen at Alibaba?",
    "Why did Alibaba open its models?",
    "How many open Qwen models has Alibaba released?",
    "What is the weight of the moon's largest cheese?",
)


@pytest.fixture(scope="module", params=BUILT_IN_READERS)
def reader(request: pytest.FixtureRequest, seeds_index: PassageIndex) -> Reader:
    return load_reader(seeds_index, request.param)


def retrieved(index: PassageIndex, question: str) -> Sequence[Hit]:
    return FusedRetriever(index).retrieve(question, 6, None)


@pytest.mark.parametrize("question", QUESTIONS)
def test_spans_lie_in_their_passages_best_first_with_probabilities(
    reader: Reader, seeds_index: PassageIndex, question: str
) -> None:
    hits = retrieved(seeds_index, question)
    texts = {hit.passage: hit.text for hit in hits}
    extractions = reader.read(question, hits)
    assert extractions
    for extraction in extractions:
        assert 0 <= extraction.start < extraction.end <= len(texts[extraction.passage])
        assert texts[extraction.passage][extraction.start : extraction.end].strip()
        assert 0 <= extraction.score <= 1
    assert all(better.score >= worse.score for better, worse in pairwise(extractions))


def test_the_same_question_on_the_same_hits_is_read_alike(reader: Reader, seeds_index: PassageIndex) -> None:
    hits = retrieved(seeds_index, QUESTIONS[0])
    assert reader.read(QUESTIONS[0], hits) == reader.read(QUESTIONS[0], hits)


def test_nothing_to_read_is_nothing_found(reader: Reader) -> None:
    assert reader.read(QUESTIONS[0], []) == [] and 0 < reader.refuse_below < 1
