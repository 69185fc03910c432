"""verbatim-rag: `VerbatimIndex` over Milvus Lite, by meaning (its sparse model is not the one measured here)."""

from pathlib import Path

from peers.passages import WIDTH, Piece, Weights, pieces
from verbatim_rag.chunker_providers import MarkdownChunkerProvider
from verbatim_rag.document import Chunk, Document, ProcessedChunk
from verbatim_rag.embedding_providers import DenseEmbeddingProvider
from verbatim_rag.index import VerbatimIndex
from verbatim_rag.vector_stores import LocalMilvusStore


class BoxProvider(DenseEmbeddingProvider):
    """The embedder in the box, as verbatim-rag wants it."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def embed_text(self, text: str) -> list[float]:
        row: list[float] = self._weights.encode_query([text])[0].tolist()
        return row

    def embed_batch(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._weights.encode_document(texts).tolist()
        return rows

    def get_dimension(self) -> int:
        return WIDTH


class VerbatimRag:
    """Documents with their chunks ready, added in bulk; Milvus Lite writes its file as it goes."""

    def __init__(self, place: Path, weights: Weights, own: bool) -> None:
        self._weights = weights
        splitter = MarkdownChunkerProvider()
        self._own = (lambda text: [raw for raw, _ in splitter.chunk(text)]) if own else None
        store = LocalMilvusStore(db_path=str(place / "milvus.db"), dense_dim=WIDTH, enable_sparse=False)
        self._index = VerbatimIndex(store, dense_provider=BoxProvider(weights))

    def add(self, documents: Path) -> int:
        found = pieces(documents, self._weights, self._own)
        made: dict[str, Document] = {}
        for piece in found:
            document = made.setdefault(piece.document, Document(title=piece.document, source=piece.document))
            chunk = Chunk(document_id=document.id, content=piece.text, chunk_number=len(document.chunks))
            chunk.add_processed_chunk(ProcessedChunk(chunk_id=chunk.id, enhanced_content=piece.text))
            document.add_chunk(chunk)
        self._index.add_documents_bulk(list(made.values()))
        return len(found)

    def ask(self, question: str, k: int) -> list[Piece]:
        found = self._index.query(question, k=k, search_type="dense")
        return [Piece(each.metadata["title"], each.text) for each in found]
