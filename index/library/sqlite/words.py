"""Stemmed terms of passages in SQLite's FTS5, and its BM25 over them, so that words change with their document."""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from index.library.protocol import Scored
from index.library.sqlite import bm25
from index.search.lexical import passage_terms

# Passages that SQLite may score for a question, at a microsecond each. A question over 10,000 passages meets 2,000 on
# average, so up to some 300,000 passages all that hold a term are scored for most questions.
_SCORED = 60_000
_RARE = 20_000  # of them, at most, those that hold the rarest terms, where not all can be scored
_PAIRED = 30_000  # with those that hold two of the other terms, as many as are expected
_KEPT = 8  # times the passages wanted, and 400 at least, are scored once more by all terms, at 10 µs each
_LEAST_KEPT = 400


def add(connection: sqlite3.Connection, passage_id: int, text: str) -> None:
    """Writes one passage's terms."""
    connection.execute(
        "INSERT INTO passage_terms(rowid, terms) VALUES (?, ?)", (passage_id, stored(passage_terms(text)))
    )


def remove(connection: sqlite3.Connection, passage_ids: Iterable[int]) -> None:
    """Takes passages' terms out; ids that are not there are passed over."""
    connection.executemany("DELETE FROM passage_terms WHERE rowid = ?", ((passage_id,) for passage_id in passage_ids))


def note_change(connection: sqlite3.Connection) -> None:
    """Notes that words changed without a change of passages, as where a document is given another title."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES ('words', ?)", (uuid.uuid4().hex,))


def revision(connection: sqlite3.Connection) -> str:
    """What `note_change` noted last; empty where it never did."""
    row = connection.execute("SELECT value FROM facts WHERE name = 'words'").fetchone()
    return str(row[0]) if row else ""


def matching(
    connection: sqlite3.Connection,
    wanted: Sequence[str],
    k: int,
    documents: Sequence[str] | None,
    counts: Mapping[str, int],
) -> list[Scored]:
    """The best `k` passages that hold any of the terms, best first, ties by id; `counts` as `containing` gives them.

    Where more than 60,000 passages would have to be scored, those that hold one of the rarest terms, or two of the
    others, are ranked, and the others left out: a common term adds at most 2.2 times its idf, which is small.
    """
    if not wanted:
        return []
    if sum(counts.values()) <= _SCORED or (documents is not None and _passages(connection, documents) <= _SCORED):
        return scored(connection, wanted, k, documents)
    rarest, found = sorted(wanted, key=lambda term: (counts[term], term)), set[int]()
    kept = max(_KEPT * k, _LEAST_KEPT)
    for expression in _expressions(rarest, counts, bm25.passages(connection)):
        found.update(passage_id for passage_id, _ in _scored(connection, expression, kept, documents, _SCORED))
    for any_of in range(1, len(rarest) + 1):
        if len(found) >= k:
            break
        expression = " OR ".join(map(_quoted, rarest[:any_of]))
        found.update(passage_id for passage_id, _ in _scored(connection, expression, kept, documents, _SCORED))
    scores = bm25.scores(connection, sorted(found), {stored([term]): counts[term] for term in wanted})
    return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))[:k]


def scored(
    connection: sqlite3.Connection, wanted: Sequence[str], k: int, documents: Sequence[str] | None = None
) -> list[Scored]:
    """The best `k` of all passages that hold any of the terms, each of them scored."""
    return _scored(connection, " OR ".join(map(_quoted, wanted)), k, documents)


def containing(connection: sqlite3.Connection, stems: Sequence[str]) -> dict[str, int]:
    """How many passages hold each of these stemmed terms. SQLite counts them one by one, 0.1 µs each."""
    query = "SELECT term, doc FROM passage_vocabulary WHERE term IN (SELECT value FROM json_each(?))"
    counts = dict(connection.execute(query, (json.dumps([stored([stem]) for stem in stems]),)).fetchall())
    return {stem: counts.get(stored([stem]), 0) for stem in stems}


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


def _expressions(rarest: Sequence[str], counts: Mapping[str, int], passages: int) -> Iterator[str]:
    """What to look for: any of the rarest terms, alone or with others, and any two of the others."""
    held, reach = 0, 0
    while reach < len(rarest) and held + counts[rarest[reach]] <= _RARE:
        held += counts[rarest[reach]]
        reach += 1
    rare, common = (" OR ".join(map(_quoted, some)) for some in (rarest[:reach], rarest[reach:]))
    if rare:
        yield rare
    if rare and common:  # the same passages, in the order of all terms
        yield f"({rare}) AND ({common})"
    both = {pair: counts[pair[0]] * counts[pair[1]] / passages for pair in combinations(rarest[reach:], 2)}
    chosen = list[str]()
    for (one, other), together in sorted(both.items(), key=lambda pair: pair[1]):
        held += round(together)  # as many hold both, if they stand independently of each other
        if chosen and held > _PAIRED:
            break
        chosen.append(f"({_quoted(one)} AND {_quoted(other)})")
    if chosen:
        yield " OR ".join(chosen)


def _passages(connection: sqlite3.Connection, documents: Sequence[str]) -> int:
    """How many passages some documents have."""
    query = "SELECT coalesce(sum(passages), 0) FROM documents WHERE id IN (SELECT value FROM json_each(?))"
    return int(connection.execute(query, (json.dumps(list(documents)),)).fetchone()[0])


def like(connection: sqlite3.Connection, beginning: str, shortest: int, longest: int) -> dict[str, int]:
    """The terms that begin so and have that many characters, each with how many passages hold it."""
    query = "SELECT term, doc FROM passage_vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
    found = connection.execute(query, (beginning, beginning + "\U0010ffff", shortest, longest))
    return {str(term): int(count) for term, count in found}


def _quoted(term: str) -> str:
    """A term as a string of FTS5's query language, in which nothing is an operator."""
    return '"' + stored([term]).replace('"', '""') + '"'


def stored(stems: list[str]) -> str:
    """Terms as FTS5 reads them back one for one: a decimal point would cut a number in two, and `_a` is `a` to it."""
    return " ".join(stem.replace(".", "p").strip("_") or stem for stem in stems)
