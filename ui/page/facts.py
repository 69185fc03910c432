"""A document in plain words: its kind, length, size and date."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath

from index.adding.progress import Failure, Progress
from index.loading.registry import PLAIN_TEXT, by_media_type, by_suffix
from qa.datatypes import Citation
from ui.words import can_say, say

_NAMED = 10  # files of one reason: a lost disk is one reason for thousands


def kind_words(media_type: str, path: str) -> str:
    """What people call such a file: `PDF`, `Word`, `Web page`; `Text` if nothing more is known."""
    known = by_media_type(media_type)
    if known is None or known is PLAIN_TEXT:
        known = by_suffix(PurePath(file_name(path)))
    words = (known or PLAIN_TEXT).words
    return say(f"kind.{words}") if can_say(f"kind.{words}") else words


def page_word(media_type: str) -> str:
    """What its pages are called: `slide` or `page`."""
    known = by_media_type(media_type)
    return known.page_word if known and known.page_word else "page"


def page_word_at(path: str) -> str:
    """What the pages of the file at `path` are called."""
    known = by_suffix(PurePath(path))
    return page_word(known.media_type) if known else "page"


def file_name(path: str) -> str:
    """The last part of `path`, which may come from any system, after the file it is in: `mail.eml › deed.txt`."""
    outer, name = container_name(path), PurePath(path.replace("\\", "/")).name
    return (f"{outer} › {name}" if outer else name) or path


def container_name(path: str) -> str:
    """The mail, mailbox or archive that the file at `path` is in; empty where it is in a folder."""
    for part in reversed(PurePath(path.replace("\\", "/")).parts[:-1]):
        known = by_suffix(PurePath(part))
        if known and known.is_container:
            return part
    return ""


def counted(number: int, thing: str) -> str:
    """`1 passage`, `1,204 passages`."""
    return say(f"count.{thing}", count=number)


def length_words(characters: int, pages: int, media_type: str) -> str:
    """A document's length for a list: in pages if it has any, else in characters."""
    return counted(pages, page_word(media_type)) if pages else characters_words(characters)


def characters_words(characters: int) -> str:
    """A number of characters, short enough for a list."""
    if characters < 1000:
        return counted(characters, "character")
    thousands = characters / 1000
    if thousands < 1000:
        return say("length.thousands", number=f"{thousands:.0f}")
    return say("length.millions", number=f"{thousands / 1000:.1f}")


def bytes_words(size: int) -> str:
    """A file's size: `812 bytes`, `64 KB`, `3.1 MB`."""
    if size < 1000:
        return counted(size, "byte")
    if size < 999_500:
        return say("length.kilobytes", number=f"{size / 1000:.0f}")
    return say("length.megabytes", number=f"{size / 1e6:.1f}")


def day_words(seconds: float | None) -> str:
    """The local date of a time in seconds since 1970: `17 May 2024`; empty if there is none."""
    try:
        day = datetime.fromtimestamp(seconds) if seconds is not None else None
    except (OverflowError, OSError, ValueError):  # a date that a file gives but no calendar has
        return ""
    return _date_words(day.year, day.month, day.day) if day else ""


def iso_words(date: str | None) -> str:
    """A day or month as `2024-05-17` or `2024-05`, in words: `17 May 2024`, `May 2024`; empty if there is none."""
    parts = [int(part) for part in (date or "").split("-") if part.isdigit()]
    return _date_words(*parts[:3]) if parts else ""


def _date_words(year: int, month: int | None = None, day: int | None = None) -> str:
    if month is None:
        return say("time.year", year=str(year))
    named = say(f"time.month_{month}")
    if day is None:
        return say("time.month", month=named, year=str(year))
    return say("time.day", day=day, month=named, year=str(year))


def progress_words(progress: Progress) -> str:
    """How many of the files are finished: `3 of 5 files`."""
    return say("shelf.done_of", done=progress.done, count=progress.total)


def time_left(seconds: float | None) -> str:
    """The time left, in words; empty while it is not known."""
    if seconds is None:
        return ""
    if seconds < 90:
        return say("time.seconds_left", count=max(1, round(seconds)))
    return say("time.minutes_left", count=round(seconds / 60))


def named(kept: Iterable[Failure]) -> list[tuple[str, str]]:
    """Files and reasons: the first few files of each reason by their paths, the others by their number."""
    by_reason: dict[str, list[str]] = {}
    for failure in kept:
        by_reason.setdefault(failure.reason, []).append(failure.path)
    lines = []
    for reason, paths in by_reason.items():
        more = len(paths) - _NAMED
        lines += [(path, reason) for path in paths[:_NAMED]]
        lines += [(counted(more, "more file"), reason)] if more > 0 else []
    return lines


def under_line(citation: Citation) -> str:
    """What a quote stands under on one line: its heading, its header row or lead-in; empty where it needs none."""
    return " › ".join(" ".join(lead.quote.strip("|# \n").replace("|", "·").split()) for lead in citation.context)
