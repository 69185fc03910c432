"""Which passages came and went, change by change, so that a cache learns what to do from the revision it was made at.

Each entry names a stretch of passage ids and the revision that it led to. Revisions are random, so a cache that was
made of a later state, or of another library, is never taken for one of this state after an older copy was put back,
although ids are used a second time then.
"""

import sqlite3
import uuid
from collections.abc import Iterator, Sequence

from index.library.protocol import Changes
from index.library.sqlite.faults import decoding

_KEPT = 10_000  # entries of some 60 bytes; adding a file makes one, changing one makes two


def note(connection: sqlite3.Connection, ids: Sequence[int], added: bool) -> None:
    """Notes that passages came (`added`) or went, as part of the transaction in which they do. `ids` ascend."""
    for first, after in _stretches(ids):
        number = connection.execute(
            "INSERT INTO changes (revision, first, after, added) VALUES (?, ?, ?, ?)",
            (uuid.uuid4().hex, first, after, int(added)),
        ).lastrowid
        connection.execute("DELETE FROM changes WHERE sequence <= ?", (int(number or 0) - _KEPT,))


def revision(connection: sqlite3.Connection) -> str:
    """The revision now."""
    row = connection.execute("SELECT revision FROM changes ORDER BY sequence DESC LIMIT 1").fetchone()
    with decoding("the log of changes"):
        return str(row[0])


def reaches(connection: sqlite3.Connection, since: str) -> bool:
    """Whether what has changed since a revision is known."""
    return bool(connection.execute("SELECT 1 FROM changes WHERE revision = ?", (since,)).fetchone())


def changes(connection: sqlite3.Connection, since: str) -> Changes | None:
    """What came and went since a revision, and the revision now; None where the log does not reach back to it."""
    entries = connection.execute(
        "SELECT revision, first, after, added FROM changes "
        "WHERE sequence >= (SELECT sequence FROM changes WHERE revision = ?) ORDER BY sequence",
        (since,),
    ).fetchall()
    if not entries:
        return None
    came, went = set[int](), set[int]()
    for _, first, after, added in entries[1:]:
        ids = set(range(first, after))
        if added:
            came |= ids
        else:
            went |= ids - came
            came -= ids
    return Changes(entries[-1][0], sorted(came), sorted(went))


def _stretches(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ascending ids as half-open stretches without a gap."""
    first = 0
    for place in range(1, len(ids) + 1):
        if place == len(ids) or ids[place] != ids[place - 1] + 1:
            yield ids[first], ids[place - 1] + 1
            first = place
