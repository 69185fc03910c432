"""`FaissStore`: unit vectors → the nearest by inner product, exactly. The only place that uses faiss."""

import contextlib
import os
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Self

import faiss
import numpy as np
import numpy.typing as npt

from index.embedding.embedder import Vectors
from index.search.vector_store import Exact, Ids, VectorStoreError

_HEADER = struct.Struct("<8sIQdd")  # the mark, the dimension, the number of vectors, the largest error and length
_MARK = b"QuothV2\n"
_CHECKSUM = struct.Struct("<I")
_LEAST_SPARE = 1024  # rows
_BLOCK = 65_536  # rows that are gathered at once for a search among some: 50 MB of 384 dimensions
_A_THREAD = 50_000  # rows that are worth a thread of their own: 3 ms of work
# Float32 sums of 384 products, whatever their order, differ by less than this share of the vectors' lengths.
_OF_SUMMING = 1e-5
_MARGIN = 32  # rows taken beyond those wanted at first: a search of a million seldom has more within its rounding error
# Vectors that are compared exactly, at most. So many lie within the rounding error of half precision, some 0.0005, only
# where one text stands in thousands of passages; the same vectors are rounded the same, so their ids order them.
_COMPARED = 2048


class FaissStore:
    """An exact search by inner product over vectors with ids of the caller's choice, kept in half precision.

    FAISS's scalar quantizer (Johnson et al. 2017; float16, IEEE 754) scans every row, with AVX-512 where there is any;
    a vector's score is then known to within what rounding can have changed, the length of the largest difference that
    it made to any vector. What could still be among the best is fetched by `exact` and compared in full. So the result
    is that of an exhaustive search in float32, in half its time and memory: a million vectors of 384 dimensions are
    768 MB and take 55 ms of one core (float32: 1,536 MB, 110 ms). No index that looks at a part of the rows is used,
    since each loses answers where a search is restricted to few documents.

    The rows are in our own array with room to spare, because FAISS's index copies itself whole when one vector is
    removed, or added when it is full.
    """

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._rows = np.empty((0, dimension), np.float16)
        self._ids = np.empty(0, np.int64)  # of the rows, in their order
        self._count = 0
        self._error = 0.0  # the length of the largest difference between a vector and its row
        self._longest = 0.0  # the length of the longest vector

    def __len__(self) -> int:
        return self._count

    @property
    def ids(self) -> Ids:
        """Every id in the store, ascending."""
        return np.sort(self._ids[: self._count])

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Adds vectors. Raises VectorStoreError for a wrong shape, or an id given twice or already there."""
        given, new = self._checked(vectors), np.asarray(ids, dtype=np.int64)
        if new.shape != (len(given),):
            raise VectorStoreError(f"{len(given)} vectors need as many ids, not {new.shape}.")
        if len(np.unique(new)) != len(new) or np.isin(self._ids[: self._count], new).any():
            raise VectorStoreError("An id was given twice, or is in the store already; remove it first.")
        total = self._count + len(new)
        if total > len(self._ids):
            self._make_room(2 * total)
        with np.errstate(over="ignore"):
            rows = given.astype(np.float16)
        if not np.isfinite(rows).all():
            raise VectorStoreError("A vector holds a value above 65,504; a vector of unit length has none above 1.")
        differences = np.linalg.norm(given - rows.astype(np.float32), axis=1)
        self._error = max(self._error, float(differences.max(initial=0.0)))
        self._longest = max(self._longest, float(np.linalg.norm(given, axis=1).max(initial=0.0)))
        self._rows[self._count : total], self._ids[self._count : total] = rows, new
        self._count = total

    def remove(self, ids: Ids) -> None:
        """Removes vectors; the last ones move into their places. Unknown ids are ignored."""
        gone = np.isin(self._ids[: self._count], np.asarray(ids, dtype=np.int64))
        left = self._count - int(gone.sum())
        holes, kept = np.flatnonzero(gone[:left]), left + np.flatnonzero(~gone[left:])
        self._rows[holes], self._ids[holes] = self._rows[kept], self._ids[kept]
        self._count = left

    def search(self, vector: Vectors, k: int, exact: Exact, among: Ids | None = None) -> tuple[Vectors, Ids]:
        """The best `k` of all vectors, or of those with the ids `among`, for one vector of shape (d,) or (1, d)."""
        query = self._checked(np.atleast_2d(vector))
        if len(query) != 1:
            raise VectorStoreError(f"A search takes one question at a time, not {len(query)}.")
        rows = None if among is None else np.flatnonzero(np.isin(self._ids[: self._count], among))
        available = self._count if rows is None else len(rows)
        if k < 1 or not available:
            return np.empty(0, np.float32), np.empty(0, np.int64)
        ids = self._candidates(query, min(k, available), available, rows)
        vectors = self._checked(exact(ids))
        scores, places = faiss.knn(query, vectors, len(ids), metric=faiss.METRIC_INNER_PRODUCT)
        ids = ids[places[0]]
        order = np.lexsort((ids, -scores[0]))[:k]
        return scores[0][order], ids[order]

    def save(self, path: Path) -> None:
        """Writes the vectors to one file, which appears whole or not at all.

        Its end is a CRC-32 of its name and the rest: the name says of which state the vectors are, so a file under
        another's name is not taken for it.
        """
        header = _HEADER.pack(_MARK, self.dimension, self._count, self._error, self._longest)
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
                mark, width, count, store._error, store._longest = _HEADER.unpack(header)
                size = _HEADER.size + count * 8 + count * width * 2 + _CHECKSUM.size
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

    def _candidates(self, query: Vectors, k: int, available: int, rows: Ids | None) -> Ids:
        """Ids among which the best `k` are, whatever rounding has done to the scores; `rows` restricts to those."""
        error = float(np.linalg.norm(query)) * (self._error + _OF_SUMMING * self._longest)
        wanted = k + _MARGIN
        while True:  # until nothing left out can be among the best
            wanted = min(wanted, available)
            scores, places = self._scanned(query, wanted, rows)
            least = np.partition(scores, -k)[-k] - 2 * error
            if wanted == available or scores.min() < least:
                break
            wanted *= 4
        near = scores >= least
        scores, ids = scores[near], self._ids[places[near]]
        best: Ids = ids[np.lexsort((ids, -scores))[: max(k, _COMPARED)]]
        return best

    def _scanned(self, query: Vectors, k: int, rows: Ids | None) -> tuple[Vectors, Ids]:
        """Scores and row numbers of the best `k` as far as half precision tells, in no order."""
        count = self._count if rows is None else len(rows)
        threads = max(1, min(faiss.omp_get_max_threads(), count // _A_THREAD))
        edges = np.linspace(0, count, threads + 1).astype(int)
        scans = [_Scan(query, min(k, int(after - first))) for first, after in pairwise(edges)]

        def scan(number: int) -> None:
            for first in range(edges[number], edges[number + 1], _BLOCK):
                after = min(first + _BLOCK, int(edges[number + 1]))
                places = np.arange(first, after) if rows is None else rows[first:after]
                scans[number].scan(self._rows[first:after] if rows is None else self._rows[places], places)

        if threads == 1:
            scan(0)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(scan, range(threads)))
        scores = np.concatenate([each.scores for each in scans])
        places = np.concatenate([each.places for each in scans])
        best = np.argpartition(-scores, k - 1)[:k]
        return scores[best], places[best]

    def _make_room(self, capacity: int) -> None:
        rows, ids = np.empty((capacity, self.dimension), np.float16), np.empty(capacity, np.int64)
        rows[: self._count], ids[: self._count] = self._rows[: self._count], self._ids[: self._count]
        self._rows, self._ids = rows, ids

    def _checked(self, vectors: Vectors) -> Vectors:
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if rows.ndim != 2 or rows.shape[1] != self.dimension:
            raise VectorStoreError(f"Vectors must have shape (n, {self.dimension}), not {rows.shape}.")
        if not np.isfinite(rows).all():
            raise VectorStoreError("A vector holds a value that is not a finite number.")
        return rows


class _Scan:
    """The best of the rows that one thread has scanned so far: `scores` and `places`, a heap."""

    def __init__(self, query: Vectors, k: int) -> None:
        dimension = query.shape[1]
        self.scores, self.places = np.full(k, -np.inf, np.float32), np.full(k, -1, np.int64)
        self._query = query
        self._quantizer = faiss.ScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16)
        self._no_residual = faiss.IndexFlatIP(dimension)  # the scanner wants one, and has no use for it
        self._scanner = self._quantizer.select_InvertedListScanner(  # type: ignore[attr-defined, unused-ignore]
            faiss.METRIC_INNER_PRODUCT, self._no_residual, False, None, False
        )  # not in its type stubs
        self._scanner.set_query(faiss.swig_ptr(query))
        self._scanner.set_list(0, 0.0)

    def scan(self, rows: npt.NDArray[np.float16], places: Ids) -> None:
        """Takes in float16 (n, d), C-contiguous, whose numbers are `places`."""
        self._scanner.scan_codes(
            *(len(rows), faiss.swig_ptr(rows.view(np.uint8)), faiss.swig_ptr(places)),
            *(faiss.swig_ptr(self.scores), faiss.swig_ptr(self.places), len(self.scores)),
        )


def _checksum(*parts: bytes | memoryview) -> int:
    checksum = 0
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    return checksum
