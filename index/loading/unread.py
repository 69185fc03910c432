"""What a file contains that its text does not show → the warnings that say so."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(slots=True)
class Unread:
    """Counts of what a file contains that its text does not show, or shows though it is not printed."""

    changes: int = 0
    hidden: int = 0
    pictures: int = 0
    charts: int = 0
    comments: int = 0
    files: int = 0

    def warnings(self) -> Iterator[str]:
        """A warning for each kind of thing that there was."""
        if self.changes:
            yield "It contains tracked changes: insertions were read, deletions were left out."
        if self.hidden:
            yield "It contains hidden text, which was read like the rest."
        if self.comments:
            yield f"{counted(self.comments, 'comment')} left out."
        if self.pictures:
            yield f"{counted(self.pictures, 'picture')} not read; text in pictures is missing."
        if self.charts:
            yield f"{counted(self.charts, 'chart')} not read."
        if self.files:
            yield f"{counted(self.files, 'embedded file')} not read."


def counted(count: int, noun: str) -> str:
    """`1 comment was` or `3 comments were`."""
    return f"{count} {noun} was" if count == 1 else f"{count:,} {noun}s were"
