"""Retrieval: dense, lexical, fused, and reranked by the reader, over the documents of a file."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.chunking import DEFAULT_SIZE, PassageSize
from index.datatypes import Passage
from index.embedding import Embedder
from index.library import Library
from index.passage_index import PassageIndex
from qa.evaluation import ranking
from qa.evaluation.libraries import library_of
from qa.evaluation.questions import example_from, read_lines
from qa.evaluation.ranking import DEPTH, Stretches
from qa.reading import Reader
from qa.retrieval import DenseRetriever, FusedRetriever, LexicalRetriever, RerankedRetriever, Retriever

STAGES = ("dense", "lexical", "fused", "reranked")


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the characters of documents that it wants."""

    id: str
    question: str
    wanted: Stretches


@dataclass(frozen=True, slots=True)
class Task:
    """An index and what it is asked."""

    index: PassageIndex
    queries: Sequence[Query]


@contextmanager
def task_of(path: Path, embedder: Embedder | str, size: PassageSize = DEFAULT_SIZE) -> Iterator[Task]:
    """The task that a file describes: `{"document", "question", "stretches"}` lines with the documents beside it, or
    questions over contexts, of which those with an answer are asked of all contexts."""
    records = list(read_lines(path))
    if records and "stretches" in records[0]:
        with tempfile.TemporaryDirectory(prefix="quoth-eval-") as folder:
            index = PassageIndex(Library(Path(folder)), embedder, size)
            try:
                yield _task_of_documents(path.parent, records, index)
            finally:
                index.close()
    else:
        examples = [example_from(record) for record in records]
        with library_of([each.context for each in examples], embedder, size) as library:
            queries = [
                Query(each.id, each.question, {library.ids[each.context]: each.spans})
                for each in examples
                if each.spans and each.context in library.ids
            ]
            yield Task(library.index, queries)


def _task_of_documents(
    folder: Path,
    records: Sequence[Mapping[str, Any]],
    index: PassageIndex,
) -> Task:
    names = sorted({record["document"] for record in records})
    index.add([folder / name for name in names])
    ids = {Path(path).name: found[0] for path, found in index.library.paths().items()}
    queries = [
        Query(
            str(record["id"]),
            record["question"],
            {ids[record["document"]]: [(start, end) for start, end in record["stretches"]]},
        )
        for record in records
        if record["document"] in ids
    ]
    return Task(index, queries)


def retriever_of(stage: str, index: PassageIndex, reader: Reader | None) -> Retriever:
    """The retriever of a stage; `reranked` needs a reader."""
    if stage == "reranked" and reader is not None:
        return RerankedRetriever(FusedRetriever(index), reader)
    kinds: dict[str, Callable[[PassageIndex], Retriever]] = {
        "dense": DenseRetriever,
        "lexical": LexicalRetriever,
        "fused": FusedRetriever,
    }
    return kinds[stage](index)


def ranked(retriever: Retriever, question: str) -> list[Passage]:
    """The passages of a question, best first."""
    return [hit.passage for hit in retriever.retrieve(question, DEPTH)]


def relevant_counts(index: PassageIndex, queries: Sequence[Query]) -> list[int]:
    """How many passages of the library each query wants."""
    passages = list(index.library.passages(index.library.passage_ids()).values())
    by_document: dict[str, list[Passage]] = {}
    for passage in passages:
        by_document.setdefault(passage.document_id, []).append(passage)
    return [
        sum(ranking.relevant(each, query.wanted) for name in query.wanted for each in by_document.get(name, ()))
        for query in queries
    ]
