"""Unit vectors → the nearest by inner product: `VectorStore`, and `FaissStore`, the only place that uses faiss."""

import contextlib
import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

import faiss
import numpy as np
import numpy.typing as npt

from index.embedding.embedder import Vectors

Ids = npt.NDArray[np.int64]

_HEADER = struct.Struct("<8sIQ")  # the mark, the dimension, the number of vectors
_MARK = b"QuothV1\n"
_CHECKSUM = struct.Struct("<I")
_LEAST_SPARE = 1024  # rows


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

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> tuple[Vectors, Ids]:
        """Scores, descending, and ids of the best `k`, or of all if there are fewer; ties by id."""

    def save(self, path: Path) -> None:
        """Writes the store to one file, which appears whole or not at all."""

    @classmethod
    def load(cls, path: Path, dimension: int) -> Self:
        """Reads what `save` wrote. Raises VectorStoreError for a file that is missing, damaged or of another size."""


class FaissStore:
    """FAISS's exact search by inner product (Johnson et al. 2017) over vectors with ids of the caller's choice.

    The rows are in our own array with room to spare, because FAISS's index copies itself whole when one vector is
    removed, or added when it is full: with 200,000 vectors that takes as long as several questions. Exhaustive
    search is right for a laptop's folder: 100,000 passages of 384 dimensions are 154 MB.
    """

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._rows = np.empty((0, dimension), np.float32)
        self._ids = np.empty(0, np.int64)  # of the rows, in their order
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def ids(self) -> Ids:
        """Every id in the store, ascending."""
        return np.sort(self._ids[: self._count])

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Adds vectors. Raises VectorStoreError for a wrong shape, or an id given twice or already there."""
        rows, new = self._checked(vectors), np.asarray(ids, dtype=np.int64)
        if new.shape != (len(rows),):
            raise VectorStoreError(f"{len(rows)} vectors need as many ids, not {new.shape}.")
        if len(np.unique(new)) != len(new) or np.isin(self._ids[: self._count], new).any():
            raise VectorStoreError("An id was given twice, or is in the store already; remove it first.")
        total = self._count + len(new)
        if total > len(self._ids):
            self._make_room(2 * total)
        self._rows[self._count : total], self._ids[self._count : total] = rows, new
        self._count = total

    def remove(self, ids: Ids) -> None:
        """Removes vectors; the last ones move into their places. Unknown ids are ignored."""
        gone = np.isin(self._ids[: self._count], np.asarray(ids, dtype=np.int64))
        left = self._count - int(gone.sum())
        holes, kept = np.flatnonzero(gone[:left]), left + np.flatnonzero(~gone[left:])
        self._rows[holes], self._ids[holes] = self._rows[kept], self._ids[kept]
        self._count = left

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> tuple[Vectors, Ids]:
        """The best `k` of all vectors, or of those with the ids `among`, for one vector of shape (d,) or (1, d)."""
        query = self._checked(np.atleast_2d(vector))
        if len(query) != 1:
            raise VectorStoreError(f"One question at a time, not {len(query)}.")
        rows = None if among is None else np.flatnonzero(np.isin(self._ids[: self._count], among))
        available = self._count if rows is None else len(rows)
        if k < 1 or not available:
            return np.empty(0, np.float32), np.empty(0, np.int64)
        wanted = k
        while True:  # until nothing left out can tie with the last one kept
            wanted = min(wanted + 1, available)
            scores, places = self._best(query, wanted, rows)
            if wanted == available or scores[-1] < scores[k - 1]:
                break
            wanted *= 2
        ids = self._ids[places]
        order = np.lexsort((ids, -scores))[:k]
        return scores[order], ids[order]

    def save(self, path: Path) -> None:
        """Writes the vectors to one file, which appears whole or not at all.

        Its end is a CRC-32 of its name and the rest: the name says of which state the vectors are, so a file under
        another's name is not taken for it.
        """
        header = _HEADER.pack(_MARK, self.dimension, self._count)
        parts = (header, self._ids[: self._count].data, self._rows[: self._count].data)
        partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
        try:
            with partial.open("wb") as file:
                for part in parts:
                    file.write(part)
                file.write(_CHECKSUM.pack(_checksum(path.name.encode(), *parts)))
            partial.replace(path)
        finally:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path, dimension: int) -> Self:
        """Reads what `save` wrote. Raises VectorStoreError for a missing or damaged file, or another dimension."""
        store = cls(dimension)
        try:
            with path.open("rb") as file:
                header = file.read(_HEADER.size)
                mark, width, count = _HEADER.unpack(header)
                size = _HEADER.size + count * 8 + count * width * 4 + _CHECKSUM.size
                if mark != _MARK or width != dimension or os.fstat(file.fileno()).st_size != size:
                    raise VectorStoreError(f"{path}: cut short, or not a file of vectors of dimension {dimension}.")
                store._make_room(count + count // 8 + _LEAST_SPARE)
                store._count = count
                parts = (store._ids[:count].data, store._rows[:count].data)
                for part in parts:
                    file.readinto(part)
                (checksum,) = _CHECKSUM.unpack(file.read(_CHECKSUM.size))
        except (OSError, struct.error) as error:
            raise VectorStoreError(f"{path}: not a whole file of vectors: {error}") from error
        if checksum != _checksum(path.name.encode(), header, *parts):
            raise VectorStoreError(f"{path}: damaged or renamed; its checksum does not match its name and content.")
        return store

    def _best(self, query: Vectors, k: int, rows: Ids | None) -> tuple[Vectors, Ids]:
        """Scores and row numbers of the best `k`, of all rows or of these, of which there must be at least `k`."""
        if rows is None:
            scores, places = faiss.knn(query, self._rows[: self._count], k, metric=faiss.METRIC_INNER_PRODUCT)
            return scores[0], places[0]
        scores, places = np.empty(k, np.float32), np.empty(k, np.int64)
        faiss.knn_inner_products_by_idx(  # type: ignore[attr-defined, unused-ignore]  # not in its type stubs
            *(faiss.swig_ptr(query), faiss.swig_ptr(self._rows), faiss.swig_ptr(rows)),
            *(self.dimension, 1, self._count, len(rows), k, faiss.swig_ptr(scores), faiss.swig_ptr(places)),
        )
        return scores, places

    def _make_room(self, capacity: int) -> None:
        rows, ids = np.empty((capacity, self.dimension), np.float32), np.empty(capacity, np.int64)
        rows[: self._count], ids[: self._count] = self._rows[: self._count], self._ids[: self._count]
        self._rows, self._ids = rows, ids

    def _checked(self, vectors: Vectors) -> Vectors:
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if rows.ndim != 2 or rows.shape[1] != self.dimension:
            raise VectorStoreError(f"Vectors must have shape (n, {self.dimension}), not {rows.shape}.")
        if not np.isfinite(rows).all():
            raise VectorStoreError("A vector holds a value that is not a finite number.")
        return rows


def id_array(ids: Sequence[int]) -> Ids:
    """Ids in the form a store takes: int64 (n,)."""
    return np.asarray(ids, dtype=np.int64)


def _checksum(*parts: bytes | memoryview) -> int:
    checksum = 0
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    return checksum
