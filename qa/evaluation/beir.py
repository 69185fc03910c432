"""Questions and documents in BEIR's form: how well retrieval ranks whole documents (Thakur et al., 2021).

A folder holds corpus.jsonl ({"_id", "title", "text"}), queries.jsonl ({"_id", "text"}) and qrels/test.tsv (query-id,
corpus-id and score, under a header). Each document becomes a file of a temporary library, so this is for corpora of
up to some hundred thousand documents.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.adding.pacing import OnProgress
from index.documents.chunking import DEFAULT_SIZE, PassageSize
from index.embedding.embedder import Embedder
from index.passage_index import PassageIndex
from qa.evaluation.libraries import library_of
from qa.evaluation.questions import read_lines
from qa.evaluation.ranking import DEPTH
from qa.retrieval import Retriever

STAGES = ("dense", "lexical", "fused")
_PASSAGES = 5 * DEPTH  # retrieved, so that the best 20 documents are among them even if each is there five times


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A question, and how relevant documents are to it, by their ids; those left out are not relevant."""

    id: str
    question: str
    relevance: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BeirTask:
    """An index of a corpus, the corpus ids of each of its documents, and the questions."""

    index: PassageIndex
    ids: Mapping[str, Sequence[str]]
    queries: Sequence[JudgedQuery]


@contextmanager
def beir_task(
    folder: Path, embedder: Embedder | str, size: PassageSize = DEFAULT_SIZE, on_progress: OnProgress | None = None
) -> Iterator[BeirTask]:
    """The task in a folder; documents without text are left out. Raises KeyError where a file is of another form."""
    by_text: dict[str, list[str]] = {}
    for record in read_lines(folder / "corpus.jsonl"):
        text = "\n\n".join(part for part in (record.get("title", "").strip(), record["text"]) if part.strip())
        if text:
            by_text.setdefault(text, []).append(str(record["_id"]))
    with library_of(list(by_text), embedder, size, on_progress) as library:
        ids = {library.ids[text]: names for text, names in by_text.items()}
        yield BeirTask(library.index, ids, read_queries(folder))


def read_queries(folder: Path) -> list[JudgedQuery]:
    """The questions that qrels/test.tsv has a relevant document for, in the order of queries.jsonl."""
    relevance: dict[str, dict[str, int]] = {}
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if int(row["score"]) > 0:
                relevance.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    questions = ((str(record["_id"]), record["text"]) for record in read_lines(folder / "queries.jsonl"))
    return [JudgedQuery(name, text, relevance[name]) for name, text in questions if name in relevance]


def ranked_documents(retriever: Retriever, query: JudgedQuery, ids: Mapping[str, Sequence[str]]) -> list[str]:
    """The corpus ids of the best DEPTH documents, each ranked as its best passage.

    A document with the question's own id is left out, as in BEIR: it is the question, in corpora of questions.
    """
    hits = retriever.retrieve(query.question, _PASSAGES)
    names = dict.fromkeys(name for hit in hits for name in ids[hit.passage.document_id] if name != query.id)
    return list(names)[:DEPTH]


def document_figures(ranked: Sequence[str], relevance: Mapping[str, int]) -> dict[str, float]:
    """Recall@k, MRR@10 and nDCG@10 of documents, best first, 0 to 1.

    As trec_eval has them: recall of all relevant documents, and the score itself as the gain.
    """
    discounts = 1 / np.log2(np.arange(2, 12))
    gains, best = (
        np.array(scores[:10], dtype=float)
        for scores in ([relevance.get(name, 0) for name in ranked], sorted(relevance.values(), reverse=True))
    )
    first = next((rank for rank, name in enumerate(ranked[:10], start=1) if name in relevance), None)
    return {
        **{f"recall@{k}": sum(name in relevance for name in ranked[:k]) / len(relevance) for k in (1, 5, 10, 20)},
        "mrr@10": 1 / first if first else 0.0,
        "ndcg@10": float(gains @ discounts[: len(gains)]) / float(best @ discounts[: len(best)]),
    }
