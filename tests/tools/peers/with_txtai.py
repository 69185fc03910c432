"""txtai: `Embeddings` with content, FAISS for meaning, and its own BM25 where words are asked for too."""

from pathlib import Path

from peers.passages import Piece, Weights, pieces
from txtai import Embeddings
from txtai.pipeline import Segmentation

from index.embedding.embedder import Vectors


class Txtai:
    """Passages with their file's name as a field, in SQLite; saved once at the end."""

    def __init__(self, place: Path, weights: Weights, own: bool, words: bool) -> None:
        self._place, self._weights = place, weights
        self._own = Segmentation(paragraphs=True) if own else None

        def encode(texts: list[str]) -> Vectors:  # a plain function is what txtai takes; it knows no questions apart
            return weights.encode_document(texts)

        # Its default index is FAISS, exact up to 5,000 rows and IVF beyond.
        self._embeddings = Embeddings(method="external", transform=encode, content=True, hybrid=words)

    def add(self, documents: Path) -> int:
        found = pieces(documents, self._weights, self._own)
        self._embeddings.index([{"text": piece.text, "document": piece.document} for piece in found])
        self._embeddings.save(str(self._place / "index"))
        return len(found)

    def ask(self, question: str, k: int) -> list[Piece]:
        query = "select text, document, score from txtai where similar(:question)"
        rows = self._embeddings.search(query, k, parameters={"question": question})
        return [Piece(row["document"], row["text"]) for row in rows]
