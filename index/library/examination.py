"""What an examination of a library found, and what rebuilding made of it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a library that is not as it should be: `where` (its file, documents, words …) and `what`.

    `is_loss` says that it cannot be made anew from the rest of the library.
    """

    where: str
    what: str
    is_loss: bool = False


@dataclass(frozen=True, slots=True)
class Examination:
    """What was looked at (`checked`), what is wrong, and what is only worth knowing, each a line for people."""

    location: str
    checked: Sequence[str]
    faults: Sequence[Fault]
    notes: Sequence[str]

    @property
    def can_be_rebuilt(self) -> bool:
        """Whether something is wrong, and all of it can be made anew without loss."""
        return bool(self.faults) and not any(fault.is_loss for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuilding did: how many vectors were made anew, and where the old file is `kept`, if one was replaced."""

    embedded: int
    kept: str | None
