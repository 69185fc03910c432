"""Haystack: pipelines over its store in memory, by meaning and also by words, and over its FAISS store."""

from dataclasses import replace
from pathlib import Path

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.document_stores.types import DuplicatePolicy
from haystack_integrations.components.retrievers.faiss import FAISSEmbeddingRetriever
from haystack_integrations.document_stores.faiss import FAISSDocumentStore
from peers.passages import WIDTH, Piece, Weights, pieces

_POOL = 50  # that each search gives to the joiner, as in Quoth


@component
class DocumentEmbedder:
    """Gives each document its vector."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        vectors = self._weights.encode_document([document.content for document in documents])
        rows = zip(documents, vectors, strict=True)
        return {"documents": [replace(document, embedding=vector.tolist()) for document, vector in rows]}


@component
class TextEmbedder:
    """Gives a question its vector."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        return {"embedding": self._weights.encode_query([text])[0].tolist()}


class _Haystack:
    _store: InMemoryDocumentStore | FAISSDocumentStore

    def __init__(self, place: Path, weights: Weights, own: bool) -> None:
        self._place, self._weights, self._own = place, weights, None
        if own:
            splitter = DocumentSplitter()
            splitter.warm_up()
            self._own = lambda text: [part.content for part in splitter.run([Document(content=text)])["documents"]]

    def _write(self, documents: Path) -> int:
        found = pieces(documents, self._weights, self._own)
        writing = Pipeline()
        writing.add_component("embedder", DocumentEmbedder(self._weights))
        writing.add_component("writer", DocumentWriter(self._store, policy=DuplicatePolicy.OVERWRITE))
        writing.connect("embedder.documents", "writer.documents")
        given = [Document(content=piece.text, meta={"document": piece.document}) for piece in found]
        writing.run({"embedder": {"documents": given}})
        return len(found)

    def _searching(self, retriever: object) -> Pipeline:
        searching = Pipeline()
        searching.add_component("embedder", TextEmbedder(self._weights))
        searching.add_component("retriever", retriever)
        searching.connect("embedder.embedding", "retriever.query_embedding")
        return searching


class HaystackInMemory(_Haystack):
    """By meaning; with `words`, its BM25 too, both joined by reciprocal rank."""

    def __init__(self, place: Path, weights: Weights, own: bool, words: bool) -> None:
        super().__init__(place, weights, own)
        self._words = words
        self._store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
        self._pipeline = self._searching(InMemoryEmbeddingRetriever(self._store))
        if words:
            self._pipeline.add_component("words", InMemoryBM25Retriever(self._store))
            self._pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
            self._pipeline.connect("retriever", "joiner")
            self._pipeline.connect("words", "joiner")

    def add(self, documents: Path) -> int:
        count = self._write(documents)
        self._store.save_to_disk(str(self._place / "store.json"))
        return count

    def ask(self, question: str, k: int) -> list[Piece]:
        asked: dict[str, dict[str, object]] = {"embedder": {"text": question}, "retriever": {"top_k": k}}
        if self._words:
            asked |= {"words": {"query": question, "top_k": _POOL}, "joiner": {"top_k": k}}
            asked["retriever"] = {"top_k": _POOL}
        found = self._pipeline.run(asked)["joiner" if self._words else "retriever"]["documents"]
        return [Piece(each.meta["document"], each.content) for each in found]


class HaystackFaiss(_Haystack):
    """By meaning, with an exact FAISS index. It ranks by distance, which orders unit vectors as the cosine does."""

    def __init__(self, place: Path, weights: Weights, own: bool) -> None:
        super().__init__(place, weights, own)
        self._store = FAISSDocumentStore(index_string="Flat", embedding_dim=WIDTH)
        self._pipeline = self._searching(FAISSEmbeddingRetriever(document_store=self._store))

    def add(self, documents: Path) -> int:
        count = self._write(documents)
        self._store.save(self._place / "store")
        return count

    def ask(self, question: str, k: int) -> list[Piece]:
        found = self._pipeline.run({"embedder": {"text": question}, "retriever": {"top_k": k}})["retriever"]
        return [Piece(each.meta["document"], each.content) for each in found["documents"]]
