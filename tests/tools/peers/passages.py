"""Files → passages for a peer, those that Quoth cuts or those of its own splitter; and what a peer has to do."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.adding.folders import files_in
from index.documents.chunking import DEFAULT_SIZE, chunk
from index.documents.datatypes import Failure
from index.embedding.embedder import Vectors, load_embedder, token_counter, token_limit
from index.loading import load

WIDTH = 384  # of the embedder in the box


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of a file, by the file's name, as the embedder reads it."""

    document: str
    text: str


class Peer(Protocol):
    """A program that keeps passages in a folder and finds them again."""

    def add(self, documents: Path) -> int:
        """Reads, cuts, embeds and stores a folder's files until they are on the disk; how many passages that made."""

    def ask(self, question: str, k: int) -> list[Piece]:
        """The best `k` passages for a question, best first, with their texts."""


Cut = Callable[[str], Sequence[str]]
"""The text of a file → the texts of its passages."""


class Weights:
    """The embedder in the box, one for every peer, which counts the seconds that are spent in it."""

    name = "all-MiniLM-L6-v2-int8"

    def __init__(self) -> None:
        self._embedder = load_embedder()
        self.count_tokens = token_counter(self._embedder)
        self.passage_tokens = token_limit(self._embedder)
        self.seconds = 0.0

    def encode_document(self, texts: Sequence[str], /) -> Vectors:
        """Float32 (n, 384), unit rows."""
        began = time.perf_counter()
        vectors: Vectors = self._embedder.encode_document(list(texts))
        self.seconds += time.perf_counter() - began
        return vectors

    def encode_query(self, texts: Sequence[str], /) -> Vectors:
        """Float32 (n, 384), unit rows."""
        began = time.perf_counter()
        vectors: Vectors = self._embedder.encode_query(list(texts))
        self.seconds += time.perf_counter() - began
        return vectors


def pieces(folder: Path, weights: Weights, own: Cut | None = None) -> list[Piece]:
    """The passages of a folder's text files: cut by `own`, or as Quoth cuts them if it is None."""
    found: list[Piece] = []
    for path in files_in(folder):
        if isinstance(path, Failure):
            raise ValueError(f"{path.path} could not be read: {path.reason}")
        if own:
            found += [Piece(path.name, text) for text in own(path.read_text(encoding="utf-8")) if text.strip()]
        else:
            found += [Piece(path.name, text) for text in _as_quoth_cuts(path, weights)]
    return found


def _as_quoth_cuts(path: Path, weights: Weights) -> list[str]:
    document = load(path)
    size = DEFAULT_SIZE.within(weights.passage_tokens)
    return [each.embedded_text(document.text) for each in chunk(document, weights.count_tokens, *size)]
