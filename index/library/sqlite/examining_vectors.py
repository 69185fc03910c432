"""Vectors read row by row: whether each passage has one, of the library's dimension and of unit length."""

import sqlite3
from collections import Counter
from collections.abc import Iterator

import numpy as np

from index.embedding.embedder import Vectors
from index.library.examination import Fault

# A vector that an embedder made unit length in float32 is off by some 1e-7; one made by an int8 network is made unit
# length in float32 too. A flipped bit that matters to a score is far beyond this.
_TOLERANCE = 1e-3
_FLOAT = 4  # bytes


def vectors(connection: sqlite3.Connection) -> Iterator[Fault]:
    """What is wrong with the vectors."""
    wide = dimension(connection)
    keys = {row[0] for row in connection.execute("SELECT embedded FROM passages NOT INDEXED")}
    bad = 0
    for key, blob in connection.execute("SELECT embedded, vector FROM vectors NOT INDEXED"):
        bad += key in keys and decoded(blob, wide) is None
        keys.discard(key)
    if bad:
        yield Fault("vectors", f"{bad:,} are not {wide} numbers of unit length")
    if keys:
        yield Fault("vectors", f"{len(keys):,} passages have none")


def dimension(connection: sqlite3.Connection) -> int:
    """How many numbers most vectors have; 0 where there are none."""
    widths = Counter[int]()
    query = "SELECT length(vector), count(*) FROM vectors NOT INDEXED WHERE typeof(vector) = 'blob' GROUP BY 1"
    for length, number in connection.execute(query):
        if length and length % _FLOAT == 0:
            widths[length // _FLOAT] += number
    return widths.most_common(1)[0][0] if widths else 0


def decoded(blob: object, wide: int) -> Vectors | None:
    """A stored vector, float32 (d,); None where it is not `wide` finite numbers of unit length."""
    if not isinstance(blob, bytes) or not wide or len(blob) != wide * _FLOAT:
        return None
    vector = np.frombuffer(blob, np.float32)
    length = float(np.linalg.norm(vector)) if np.isfinite(vector).all() else 0.0
    return vector if abs(length - 1) <= _TOLERANCE else None
