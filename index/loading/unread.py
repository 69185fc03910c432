"""What a file contains that its text does not show → the warnings that say so."""

from collections.abc import Iterator
from dataclasses import dataclass, field

_TOLD_PLACES = 3  # of struck text; more would make a warning a list
_PLACE = 40  # characters of the words before a place, enough to find it by


@dataclass(slots=True)
class Unread:
    """Counts of what a file contains that its text does not show, or shows though it is not printed."""

    changes: int = 0
    hidden: int = 0
    pictures: int = 0
    charts: int = 0
    comments: int = 0
    files: int = 0
    symbols: int = 0
    struck: int = 0
    _struck_at: list[str] = field(default_factory=list)

    def strike(self, before: str) -> None:
        """Counts a stretch of struck-out text, which is left out; `before` are the words that it stands after."""
        self.struck += 1
        if len(self._struck_at) < _TOLD_PLACES:
            words = " ".join(before.split())
            cut = words[-_PLACE:]
            self._struck_at.append(cut if len(words) <= _PLACE else f"…{cut.partition(' ')[2] or cut}")

    def warnings(self) -> Iterator[str]:
        """A warning for each kind of thing that there was."""
        if self.changes:
            yield "It contains tracked changes: insertions were read, deletions were left out."
        if self.struck:
            yield f"{counted(self.struck, 'struck-out stretch', 'struck-out stretches')} left out{self._places()}."
        if self.hidden:
            yield "It contains hidden text, which was read like the rest."
        if self.symbols:
            yield f"{counted(self.symbols, 'symbol')} in a font that Quoth does not know, and shown as �."
        if self.comments:
            yield f"{counted(self.comments, 'comment')} left out."
        if self.pictures:
            yield f"{counted(self.pictures, 'picture')} not read; text in pictures is missing."
        if self.charts:
            yield f"{counted(self.charts, 'chart')} not read."
        if self.files:
            yield f"{counted(self.files, 'embedded file')} not read."

    def _places(self) -> str:
        places = [f"after “{words}”" if words else "at the start of a paragraph" for words in self._struck_at]
        places = list(dict.fromkeys(places))
        more = ", …" if self.struck > len(self._struck_at) else ""
        return f": {', '.join(places)}{more}" if places else ""


def counted(count: int, noun: str, several: str = "") -> str:
    """`1 comment was` or `3 comments were`; `several` is the noun's plural where that is not just an s."""
    return f"{count} {noun} was" if count == 1 else f"{count:,} {several or noun + 's'} were"
