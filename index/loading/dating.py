"""Dates: a document's own, else that of the file it came from; and dates as files write them → seconds since 1970."""

from dataclasses import replace
from datetime import UTC, datetime

from index.documents.datatypes import Document, Failure

_LONGEST = 40  # characters of a date in ISO 8601


def dated(loaded: Document | Failure, modified: float | None) -> Document | Failure:
    """A document with the date of the file it came from, unless it has its own; a Failure as it is."""
    if isinstance(loaded, Failure) or loaded.modified is not None:
        return loaded
    return replace(loaded, modified=modified)


def seconds_of(date: str) -> float | None:
    """An ISO 8601 date in seconds since 1970, taken for UTC where it names no zone; None for anything else."""
    try:
        moment = datetime.fromisoformat(date.strip()[:_LONGEST])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
