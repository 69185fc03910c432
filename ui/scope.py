"""Which documents to ask: by id, tag or date; all of them if nothing is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from index.errors import QuothError, UnknownDocumentError
from index.passage_index import PassageIndex


class ScopeError(QuothError, ValueError):
    """A tag that no document has, or something that is not a date."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`since` and `until` are days, months or years, `2024-05-17`, `2024-05`, `2024`, both ends included."""

    documents: Sequence[str] = ()
    tags: Sequence[str] = ()
    since: str | None = None
    until: str | None = None

    def ids(self, index: PassageIndex) -> list[str] | None:
        """The ids of the documents, None for all. Raises UnknownDocumentError, ScopeError."""
        for document_id in set(self.documents) - index.library.exists(self.documents):
            raise UnknownDocumentError(f"There is no document {document_id} in the library; ask without it.")
        if not (self.tags or self.since or self.until):
            return list(self.documents) or None
        since = _first_moment(self.since) if self.since else None
        until = _first_moment(self.until, after=True) if self.until else None
        try:
            chosen = index.select(self.tags, since, until)
        except ValueError as error:
            raise ScopeError(str(error)) from error
        if self.documents:
            chosen = [document_id for document_id in chosen if document_id in set(self.documents)]
        if not chosen:
            raise ScopeError("No document matches all the tags, dates and documents you chose; drop one of them.")
        return chosen


def _first_moment(date: str, after: bool = False) -> float:
    """The first second of a day, month or year in local time, or of the one after it if `after`. Raises ScopeError."""
    parts = date.strip().split("-")
    try:
        year, month, day = (int(part) for part in [*parts, "1", "1"][:3])
        start = datetime(year, month, day)
    except (ValueError, OverflowError) as error:
        raise ScopeError(f"A date must look like 2024-05-17, 2024-05 or 2024, not {date!r}.") from error
    try:
        if after and len(parts) == 3:
            start += timedelta(days=1)
        elif after:
            months = 1 if len(parts) == 2 else 12
            start = datetime(year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1, 1)
    except (ValueError, OverflowError):  # the calendar ends with the year 9999
        return float("inf")
    try:
        return start.timestamp()
    except (ValueError, OverflowError, OSError):  # beyond what the system's clock knows of time zones
        return (start - datetime(1970, 1, 1)).total_seconds()
