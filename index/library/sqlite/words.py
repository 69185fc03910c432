"""Stemmed terms of passages in SQLite's FTS5, and its BM25 over them, so that words change with their document."""

import json
import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from index.library.protocol import Scored
from index.library.sqlite import bm25
from index.search.lexical import terms

# Passages that SQLite may score for a question, at a microsecond each. A question over 10,000 passages meets 2,000 on
# average, so up to some 100,000 passages every one that holds a term is scored.
_SCORED = 30_000
_KEPT = 8  # times the passages wanted are scored once more by all terms


def add(connection: sqlite3.Connection, passage_id: int, text: str) -> None:
    """Writes one passage's terms."""
    connection.execute("INSERT INTO passage_terms(rowid, terms) VALUES (?, ?)", (passage_id, _stored(terms(text))))


def remove(connection: sqlite3.Connection, passage_ids: Iterable[int]) -> None:
    """Takes passages' terms out; ids that are not there are passed over."""
    connection.executemany("DELETE FROM passage_terms WHERE rowid = ?", ((passage_id,) for passage_id in passage_ids))


def matching(
    connection: sqlite3.Connection,
    wanted: Sequence[str],
    k: int,
    documents: Sequence[str] | None,
    counts: Mapping[str, int],
) -> list[Scored]:
    """The best `k` passages that hold any of the terms, best first, ties by id; `counts` as `containing` gives them.

    Where more than 30,000 passages would have to be scored, those that hold the rarest terms are ranked; a passage
    with none of them is left out. A rare term outweighs the common ones, since each adds at most 2.2 times its idf.
    """
    if not wanted:
        return []
    if sum(counts.values()) <= _SCORED or (documents is not None and _passages(connection, documents) <= _SCORED):
        return _scored(connection, " OR ".join(map(_quoted, wanted)), k, documents)
    rarest = sorted(wanted, key=lambda term: (counts[term], term))
    found: list[Scored] = []
    for expression in _expressions(rarest, counts, bm25.passages(connection)):
        found = _scored(connection, expression, _KEPT * k, documents, _SCORED)
        if len(found) >= k:
            break
    scores = bm25.scores(connection, [passage_id for passage_id, _ in found], {_stored([t]): counts[t] for t in wanted})
    return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))[:k]


def containing(connection: sqlite3.Connection, stems: Sequence[str]) -> dict[str, int]:
    """How many passages hold each of these stemmed terms. SQLite counts them one by one, 0.1 µs each."""
    query = "SELECT term, doc FROM passage_vocabulary WHERE term IN (SELECT value FROM json_each(?))"
    counts = dict(connection.execute(query, (json.dumps([_stored([stem]) for stem in stems]),)).fetchall())
    return {stem: counts.get(_stored([stem]), 0) for stem in stems}


def _scored(
    connection: sqlite3.Connection,
    expression: str,
    k: int,
    documents: Sequence[str] | None,
    at_most: int = -1,
) -> list[Scored]:
    """The best `k` passages that match an expression of FTS5, by BM25, of the first `at_most` by id.

    The plus before rowid keeps SQLite from looking each passage up in FTS5 by itself: over 20 of 2,000 documents that
    takes 1 ms with it and 179 ms without, for the same result.
    """
    where, arguments = "", [expression]
    if documents is not None:
        where = "AND +rowid IN (SELECT id FROM passages WHERE document_id IN (SELECT value FROM json_each(?)))"
        arguments.append(json.dumps(list(documents)))
    rows = connection.execute(
        f"SELECT id, score FROM (SELECT rowid AS id, -bm25(passage_terms) AS score FROM passage_terms "
        f"WHERE passage_terms MATCH ? {where} LIMIT ?) ORDER BY score DESC, id LIMIT ?",
        (*arguments, at_most, k),
    )
    return [(int(passage_id), float(score)) for passage_id, score in rows]


def _expressions(rarest: Sequence[str], counts: Mapping[str, int], passages: int) -> Iterable[str]:
    """What to look for, one after another until enough is found: `rarest` terms first.

    Any of the rarest terms, as many as may be scored; then all of the rarest at once, as few as should still be
    together in more passages than are wanted; then ever more of them, any.
    """
    reach, held = 0, 0
    while reach < len(rarest) and held + counts[rarest[reach]] <= _SCORED:
        held += counts[rarest[reach]]
        reach += 1
    if held:
        yield " OR ".join(map(_quoted, rarest[:reach]))
    for together in range(len(rarest), 1, -1):
        expected = passages * math.prod(counts[term] / max(1, passages) for term in rarest[:together])
        if expected >= 1:
            yield " AND ".join(map(_quoted, rarest[:together]))
    for any_of in range(max(1, reach), len(rarest) + 1):
        yield " OR ".join(map(_quoted, rarest[:any_of]))


def _passages(connection: sqlite3.Connection, documents: Sequence[str]) -> int:
    """How many passages some documents have."""
    query = "SELECT coalesce(sum(passages), 0) FROM documents WHERE id IN (SELECT value FROM json_each(?))"
    return int(connection.execute(query, (json.dumps(list(documents)),)).fetchone()[0])


def _quoted(term: str) -> str:
    """A term as a string of FTS5's query language, in which nothing is an operator."""
    return '"' + _stored([term]).replace('"', '""') + '"'


def _stored(stems: list[str]) -> str:
    """Terms as FTS5 reads them back one for one: a decimal point would cut a number in two."""
    return " ".join(stem.replace(".", "p") for stem in stems)
