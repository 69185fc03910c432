"""LlamaIndex: `VectorStoreIndex` over its FAISS vector store, exact."""

from pathlib import Path

import faiss
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import TextNode
from llama_index.vector_stores.faiss import FaissVectorStore
from peers.passages import WIDTH, Piece, Weights, pieces


class BoxEmbedding(BaseEmbedding):
    """The embedder in the box, as LlamaIndex wants it."""

    _weights: Weights = PrivateAttr()

    def __init__(self, weights: Weights) -> None:
        super().__init__(model_name=weights.name)
        self._weights = weights

    def _get_query_embedding(self, query: str) -> list[float]:
        row: list[float] = self._weights.encode_query([query])[0].tolist()
        return row

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._weights.encode_document(texts).tolist()
        return rows


class LlamaIndex:
    """Text nodes with their file's name as metadata that is not embedded, saved with `persist`."""

    def __init__(self, place: Path, weights: Weights, own: bool) -> None:
        self._place, self._weights = place, weights
        self._own = SentenceSplitter().split_text if own else None

    def add(self, documents: Path) -> int:
        found = pieces(documents, self._weights, self._own)
        nodes = [
            TextNode(text=piece.text, metadata={"document": piece.document}, excluded_embed_metadata_keys=["document"])
            for piece in found
        ]
        storage = StorageContext.from_defaults(vector_store=FaissVectorStore(faiss.IndexFlatIP(WIDTH)))
        embedding = BoxEmbedding(self._weights)
        self._index = VectorStoreIndex(nodes, storage_context=storage, embed_model=embedding)
        storage.persist(str(self._place / "store"))
        return len(found)

    def ask(self, question: str, k: int) -> list[Piece]:
        found = self._index.as_retriever(similarity_top_k=k).retrieve(question)
        return [Piece(each.node.metadata["document"], each.node.text) for each in found]
