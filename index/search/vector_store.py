"""`VectorStore`: what keeps vectors with ids and finds the nearest, whatever computes it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from index.embedding.embedder import Vectors

Ids = npt.NDArray[np.int64]
Exact = Callable[[Ids], Vectors]
"""Ids → their vectors as they were added, float32 (n, d), in that order."""


class VectorStoreError(ValueError):
    """Vectors of the wrong shape, or a stored index that is missing or damaged."""


class VectorStore(Protocol):
    """Vectors with 64-bit ids, searched by inner product."""

    def __init__(self, dimension: int) -> None:
        """An empty store of vectors of that many numbers."""

    def __len__(self) -> int: ...

    @property
    def ids(self) -> Ids:
        """Every id in the store, ascending."""

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Adds float32 (n, d) vectors with n new ids."""

    def remove(self, ids: Ids) -> None:
        """Removes vectors; unknown ids are ignored."""

    def search(self, vector: Vectors, k: int, exact: Exact, among: Ids | None = None) -> tuple[Vectors, Ids]:
        """Scores, descending, and ids of the best `k`, or of all if there are fewer; ties by id.

        `exact` gives vectors as they were added, for a store that keeps less of them.
        """

    def save(self, path: Path) -> None:
        """Writes the store to one file, which appears whole or not at all."""

    @classmethod
    def load(cls, path: Path, dimension: int) -> Self:
        """Reads what `save` wrote. Raises VectorStoreError for a file that is missing, damaged or of another size."""


def id_array(ids: Sequence[int]) -> Ids:
    """Ids in the form a store takes: int64 (n,)."""
    return np.asarray(ids, dtype=np.int64)
