"""BM25 of chosen passages, the same as FTS5's own, for where it would have to score too many to choose from."""

import json
import math
import sqlite3
from collections.abc import Mapping, Sequence

_K1, _B = 1.2, 0.75  # FTS5's own
_LEAST_IDF = 1e-6  # FTS5's, of a term that half of the passages hold, or more


def passages(connection: sqlite3.Connection) -> int:
    """How many passages have terms."""
    return _totals(connection)[0]


def scores(connection: sqlite3.Connection, ids: Sequence[int], counts: Mapping[str, int]) -> dict[int, float]:
    """Each passage's score, higher is better, for the stored terms of `counts`: how many passages hold each.

    Robertson and Zaragoza 2009; in FTS5 ln((N − n + ½) / (n + ½)) is a term's idf.
    """
    total, tokens = _totals(connection)
    average = tokens / max(1, total)
    idf = {term: max(_LEAST_IDF, math.log((total - n + 0.5) / (n + 0.5))) for term, n in counts.items()}
    scored = {}
    for passage_id, stored, size in connection.execute(
        "SELECT value, terms, sz FROM json_each(?) JOIN passage_terms_docsize AS size ON size.id = value "
        "JOIN passage_terms ON passage_terms.rowid = value",
        (json.dumps(list(ids)),),
    ):
        least = _K1 * (1 - _B + _B * _numbers(size)[0] / average)
        spaced = f" {stored.replace('_', ' ').replace(' ', '  ')} "  # two, since what is counted may not overlap
        held = [(idf[term], spaced.count(f" {term.replace('_', '  ')} ")) for term in counts]
        scored[int(passage_id)] = sum(rare * times * (_K1 + 1) / (times + least) for rare, times in held if times)
    return scored


def _totals(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many passages have terms, and how many terms they have in all: FTS5's record of averages."""
    row = connection.execute("SELECT block FROM passage_terms_data WHERE id = 1").fetchone()
    total, tokens = [*_numbers(row[0]), 0, 0][:2] if row else (0, 0)
    return total, tokens


def _numbers(block: bytes) -> list[int]:
    """The numbers of a block, as SQLite writes them: seven bits a byte, the highest first, the top bit for more."""
    numbers, number = [], 0
    for byte in block:
        number = (number << 7) | (byte & 0x7F)
        if byte < 0x80:
            numbers.append(number)
            number = 0
    return numbers
