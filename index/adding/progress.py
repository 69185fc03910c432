"""How far adding files has come, and what came of it."""

from dataclasses import dataclass, field

from index.documents.datatypes import Failure

__all__ = ["Failure", "Progress", "Report"]


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` files are finished and `name` is being read, `part` of it (0 to 1) read and embedded.

    `pages` and `passages` count what has been read and embedded so far; `seconds_left` is None before there is an
    estimate.
    """

    done: int
    total: int
    name: str
    seconds_left: float | None
    part: float = 0.0
    pages: int = 0
    passages: int = 0


@dataclass(slots=True)
class Report:
    """What an add or a sync did, by path. `embedded` counts the passages whose vectors had to be computed.

    `kept` holds the files whose documents a sync left as they were, because it cannot be told whether the files are
    gone, each with the reason. `warnings` holds what could not be read in documents that were added, each with a path
    and a reason.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)
    kept: list[Failure] = field(default_factory=list)
    embedded: int = 0
