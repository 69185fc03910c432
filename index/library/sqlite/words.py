"""Stemmed terms of passages in SQLite's FTS5, and its BM25 over them, so that words change with their document."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from index.library.protocol import Scored
from index.search.lexical import terms


def add(connection: sqlite3.Connection, passage_id: int, text: str) -> None:
    """Writes one passage's terms."""
    connection.execute("INSERT INTO passage_terms(rowid, terms) VALUES (?, ?)", (passage_id, _stored(terms(text))))


def remove(connection: sqlite3.Connection, passage_ids: Iterable[int]) -> None:
    """Takes passages' terms out; ids that are not there are passed over."""
    connection.executemany("DELETE FROM passage_terms WHERE rowid = ?", ((passage_id,) for passage_id in passage_ids))


def matching(
    connection: sqlite3.Connection, wanted: Sequence[str], k: int, documents: Sequence[str] | None
) -> list[Scored]:
    """The best `k` passages that hold any of the terms, best first, ties by id.

    The plus before rowid keeps SQLite from looking each passage up in FTS5 by itself: over 20 of 2,000 documents that
    takes 1 ms with it and 179 ms without, for the same result.
    """
    if not wanted:
        return []
    where, arguments = "", [" OR ".join(map(_quoted, wanted))]
    if documents is not None:
        where = "AND +rowid IN (SELECT id FROM passages WHERE document_id IN (SELECT value FROM json_each(?)))"
        arguments.append(json.dumps(list(documents)))
    rows = connection.execute(
        f"SELECT rowid, -bm25(passage_terms) AS score FROM passage_terms WHERE passage_terms MATCH ? {where} "
        "ORDER BY score DESC, rowid LIMIT ?",
        (*arguments, k),
    )
    return [(int(passage_id), float(score)) for passage_id, score in rows]


def containing(connection: sqlite3.Connection, stems: Sequence[str]) -> dict[str, int]:
    """How many passages hold each of these stemmed terms."""
    query = "SELECT term, doc FROM passage_vocabulary WHERE term IN (SELECT value FROM json_each(?))"
    counts = dict(connection.execute(query, (json.dumps([_stored([stem]) for stem in stems]),)).fetchall())
    return {stem: counts.get(_stored([stem]), 0) for stem in stems}


def like(connection: sqlite3.Connection, beginning: str, shortest: int, longest: int) -> dict[str, int]:
    """The terms that begin so and have that many characters, each with how many passages hold it."""
    query = "SELECT term, doc FROM passage_vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
    found = connection.execute(query, (beginning, beginning + "\U0010ffff", shortest, longest))
    return {str(term): int(count) for term, count in found}


def _quoted(term: str) -> str:
    """A term as a string of FTS5's query language, in which nothing is an operator."""
    return '"' + _stored([term]).replace('"', '""') + '"'


def _stored(stems: list[str]) -> str:
    """Terms as FTS5 reads them back one for one: a decimal point would cut a number in two."""
    return " ".join(stem.replace(".", "p") for stem in stems)
