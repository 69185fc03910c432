"""LangChain: its FAISS vector store, exact."""

from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from peers.passages import Piece, Weights, pieces


class BoxEmbeddings(Embeddings):
    """The embedder in the box, as LangChain wants it."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._weights.encode_document(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        row: list[float] = self._weights.encode_query([text])[0].tolist()
        return row


class LangChain:
    """`FAISS.from_documents`, saved with `save_local`."""

    def __init__(self, place: Path, weights: Weights, own: bool) -> None:
        self._place, self._weights = place, weights
        # What its own tutorials use; of the class's default, 4,000 characters, the embedder would read a quarter.
        self._own = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_text if own else None

    def add(self, documents: Path) -> int:
        found = pieces(documents, self._weights, self._own)
        given = [Document(page_content=piece.text, metadata={"document": piece.document}) for piece in found]
        self._store = FAISS.from_documents(given, BoxEmbeddings(self._weights))
        self._store.save_local(str(self._place / "store"))
        return len(found)

    def ask(self, question: str, k: int) -> list[Piece]:
        found = self._store.similarity_search(question, k)
        return [Piece(each.metadata["document"], each.page_content) for each in found]
