"""Retrieval, dense, lexical, fused, and reranked by the reader, over the documents of a file."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.adding.pacing import OnProgress
from index.documents.chunking import DEFAULT_SIZE, PassageSize
from index.documents.datatypes import Passage
from index.embedding.embedder import Embedder
from index.library.opening import open_library
from index.passage_index import PassageIndex
from qa.evaluation import ranking
from qa.evaluation.libraries import library_of
from qa.evaluation.questions import example_from, read_lines
from qa.evaluation.ranking import DEPTH, Stretches
from qa.reading.reader import Reader
from qa.retrieval import DenseRetriever, FusedRetriever, LexicalRetriever, RerankedRetriever, Retriever

STAGES = ("dense", "lexical", "fused", "reranked")


@dataclass(frozen=True, slots=True)
class Query:
    """A question, and the characters of documents that answer it."""

    question: str
    wanted: Stretches


@dataclass(frozen=True, slots=True)
class Task:
    """An index and the questions to ask it."""

    index: PassageIndex
    queries: Sequence[Query]


@contextmanager
def task_of(
    path: Path, embedder: Embedder | str, size: PassageSize = DEFAULT_SIZE, on_progress: OnProgress | None = None
) -> Iterator[Task]:
    """The task that a file describes: `{"document", "question", "stretches"}` lines with the documents in the same
    folder, or questions over contexts; those with an answer are asked of all contexts."""
    records = list(read_lines(path))
    if records and "stretches" in records[0]:
        with tempfile.TemporaryDirectory(prefix="quoth-eval-") as folder:
            index = PassageIndex(open_library(Path(folder)), embedder, size)
            try:
                yield _task_of_documents(path.parent, records, index, on_progress)
            finally:
                index.close()
    else:
        examples = [example_from(record) for record in records]
        with library_of([example.context for example in examples], embedder, size, on_progress) as library:
            queries = [
                Query(example.question, {library.ids[example.context]: example.spans})
                for example in examples
                if example.spans and example.context in library.ids
            ]
            yield Task(library.index, queries)


def _task_of_documents(
    folder: Path, records: Sequence[Mapping[str, Any]], index: PassageIndex, on_progress: OnProgress | None
) -> Task:
    names = sorted({record["document"] for record in records})
    report = index.add([folder / name for name in names], on_progress)
    if report.failures:
        raise ValueError(f"{report.failures[0].path}: {report.failures[0].reason}")
    known = {document.path: document.id for document in index.documents()}
    ids = {name: known[str((folder / name).resolve())] for name in names}
    queries = [
        Query(record["question"], {ids[record["document"]]: [(start, end) for start, end in record["stretches"]]})
        for record in records
    ]
    return Task(index, queries)


def retriever_of(stage: str, index: PassageIndex, reader: Reader | None = None) -> Retriever:
    """The retriever for a stage; what is reranked needs a reader."""
    if stage == "reranked" and reader:
        return RerankedRetriever(FusedRetriever(index), reader)
    kinds: dict[str, Callable[[PassageIndex], Retriever]] = {
        "dense": DenseRetriever,
        "lexical": LexicalRetriever,
        "fused": FusedRetriever,
    }
    return kinds[stage](index)


def ranked(retriever: Retriever, question: str) -> list[Passage]:
    """The passages retrieved for a question, best first."""
    return [hit.passage for hit in retriever.retrieve(question, DEPTH)]


def relevant_counts(index: PassageIndex, queries: Sequence[Query]) -> list[int]:
    """How many passages of the library are relevant to each query."""
    by_document: dict[str, list[Passage]] = {}
    for passage in index.library.passages_of(list({name for query in queries for name in query.wanted})):
        by_document.setdefault(passage.document_id, []).append(passage)
    return [
        sum(ranking.relevant(passage, query.wanted) for name in query.wanted for passage in by_document.get(name, ()))
        for query in queries
    ]
