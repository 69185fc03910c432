"""Unit vectors → nearest by inner product: `VectorStore`, and `FaissStore`, the one place that knows faiss."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
import numpy.typing as npt

from index.embedding.embedder import Vectors

Ids = npt.NDArray[np.int64]


class VectorStoreError(ValueError):
    """Vectors of the wrong shape, or a stored index that is missing or damaged."""


class VectorStore(Protocol):
    """Vectors under 64-bit ids, searched by inner product."""

    @property
    def ids(self) -> Ids:
        """Every id in the store, ascending."""

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Adds float32 (n, d) vectors under n new ids."""

    def remove(self, ids: Ids) -> None:
        """Takes vectors out; ids that are not there are passed over."""

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> tuple[Vectors, Ids]:
        """Scores, descending, and ids of the best `k` (fewer, where there are fewer); ties by id."""

    def vectors(self, ids: Ids) -> Vectors:
        """Float32 (n, d), the stored vectors of these ids."""

    def save(self, path: Path) -> None:
        """Writes the store to one file, which appears whole or not at all."""


class FaissStore:
    """An exact FAISS inner-product index (Johnson et al. 2017) under ids of the caller's choice.

    Exhaustive search is right for a laptop's folder: 100,000 passages of 384 dimensions are 154 MB.
    """

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    @property
    def ids(self) -> Ids:
        """Every id in the store, ascending."""
        return np.sort(faiss.vector_to_array(self._index.id_map).astype(np.int64))

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Adds vectors. Raises VectorStoreError for a wrong shape, or an id that is given twice or already there."""
        rows, new = self._checked(vectors), np.asarray(ids, dtype=np.int64)
        if new.shape != (len(rows),):
            raise VectorStoreError(f"{len(rows)} vectors need as many ids, not {new.shape}.")
        if len(np.unique(new)) != len(new) or np.isin(new, self.ids).any():
            raise VectorStoreError("An id was given twice, or stands in the store already; remove it first.")
        if len(new):
            self._index.add_with_ids(rows, new)

    def remove(self, ids: Ids) -> None:
        """Takes vectors out; ids that are not there are passed over."""
        if len(ids):
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(ids, dtype=np.int64)))

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> tuple[Vectors, Ids]:
        """The best `k` of all vectors, or of those under the ids `among`, for one vector of shape (d,) or (1, d)."""
        query = self._checked(np.atleast_2d(vector))
        if len(query) != 1:
            raise VectorStoreError(f"One question at a time, not {len(query)}.")
        available = self._index.ntotal if among is None else len(among)
        if k < 1 or not available or not self._index.ntotal:
            return np.empty(0, np.float32), np.empty(0, np.int64)
        parameters = None
        if among is not None:
            parameters = faiss.SearchParameters()
            parameters.sel = faiss.IDSelectorBatch(np.asarray(among, dtype=np.int64))
        scores, ids = self._index.search(query, min(k, self._index.ntotal), params=parameters)
        found = ids[0] >= 0
        scores, ids = scores[0][found], ids[0][found]
        order = np.lexsort((ids, -scores))
        return scores[order], ids[order]

    def vectors(self, ids: Ids) -> Vectors:
        """Float32 (n, d), the stored vectors of these ids. Raises VectorStoreError for an id that is not there."""
        try:
            return np.stack([self._index.reconstruct(int(each)) for each in ids]) if len(ids) else self._nothing()
        except RuntimeError as error:
            raise VectorStoreError(f"An id is not in the store: {error}") from error

    def save(self, path: Path) -> None:
        """Writes the index to one file, which appears whole or not at all."""
        partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
        try:
            partial.write_bytes(faiss.serialize_index(self._index).tobytes())
            partial.replace(path)
        finally:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path, dimension: int) -> "FaissStore":
        """Reads what `save` wrote. Raises VectorStoreError for a file that is missing, cut or of another dimension."""
        try:
            stored = faiss.deserialize_index(np.frombuffer(path.read_bytes(), dtype=np.uint8))
        except (OSError, RuntimeError) as error:
            raise VectorStoreError(f"{path}: not a whole vector index: {error}") from error
        if not isinstance(stored, faiss.IndexIDMap2) or stored.d != dimension:
            raise VectorStoreError(f"{path}: a vector index of another kind or dimension than {dimension}.")
        store = cls(dimension)
        store._index = stored
        return store

    def _checked(self, vectors: Vectors) -> Vectors:
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if rows.ndim != 2 or rows.shape[1] != self.dimension:
            raise VectorStoreError(f"Vectors must have shape (n, {self.dimension}), not {rows.shape}.")
        if not np.isfinite(rows).all():
            raise VectorStoreError("A vector holds a value that is not a finite number.")
        return rows

    def _nothing(self) -> Vectors:
        return np.empty((0, self.dimension), np.float32)


def id_array(ids: Sequence[int]) -> Ids:
    """Ids as faiss takes them: int64 (n,)."""
    return np.asarray(ids, dtype=np.int64)
