"""How far adding has come, and what came of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` files are finished and `name` is being read, `part` of it (0 to 1) embedded.

    `seconds_left` is None until it can be told.
    """

    done: int
    total: int
    name: str
    seconds_left: float | None
    part: float = 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was not added, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class Report:
    """What an add or a sync did, by path. `embedded` counts the passages whose vectors had to be computed."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    embedded: int = 0
