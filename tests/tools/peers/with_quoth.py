"""Quoth: its index and its retrieval, without the reader that no peer has."""

from pathlib import Path

from peers.passages import Piece, Weights

from index import PassageIndex, open_library
from qa.retrieval import DenseRetriever, FusedRetriever


class Quoth:
    """Adds with `PassageIndex.add`, one transaction a document; finds by meaning and words, or by meaning alone."""

    def __init__(self, place: Path, weights: Weights, own: bool, words: bool) -> None:
        self._index = PassageIndex(open_library(place), weights)
        self._retriever = FusedRetriever(self._index) if words else DenseRetriever(self._index)
        self._names: dict[str, str] = {}

    def add(self, documents: Path) -> int:
        report = self._index.add([documents])
        if report.failures:
            raise ValueError(f"{report.failures[0].path} could not be read: {report.failures[0].reason}")
        self._names = {each.id: Path(each.path).name for each in self._index.documents()}
        return self._index.library.count().passages

    def ask(self, question: str, k: int) -> list[Piece]:
        hits = self._retriever.retrieve(question, k)
        return [Piece(self._names[hit.passage.document_id], f"{hit.passage.heading}\n{hit.text}") for hit in hits]
