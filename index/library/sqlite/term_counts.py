"""How many passages hold a term, counted once for each state of the library."""

import sqlite3
import threading
from collections.abc import Sequence

from index.library.sqlite import change_log, words

_MOST = 50_000  # terms that are kept, of some 100 bytes


class TermCounts:
    """What one process has counted of a library. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revision = ""
        self._counts: dict[str, int] = {}

    def of(self, connection: sqlite3.Connection, stems: Sequence[str]) -> dict[str, int]:
        """How many passages hold each of these stemmed terms, in the library as it is now."""
        now = change_log.revision(connection) + words.revision(connection)
        with self._lock:
            if now != self._revision or len(self._counts) > _MOST:
                self._revision, self._counts = now, {}
            counts = self._counts
        missing = [stem for stem in stems if stem not in counts]
        if missing:
            counts.update(words.containing(connection, missing))
        return {stem: counts[stem] for stem in stems}
