"""What was removed and can be restored, and for how long."""

from dataclasses import dataclass

KEPT_FOR = 30 * 86_400.0
"""How long a removed document can be restored, in seconds: 30 days.

The bins of mail and file services keep what was thrown away as long. A folder that is looked at once a month still
shows in time what it has lost, and what somebody wanted gone is gone within a month.
"""


@dataclass(frozen=True, slots=True)
class RemovedDocument:
    """A document that was removed, and all that a list shows of it; `removal` is the number that restores it.

    Numbers ascend and are never used again. `file` is the file that the document was read from, `passages` counts its
    passages, `removed` is in seconds since 1970.
    """

    removal: int
    id: str
    title: str
    path: str
    file: str
    passages: int
    tags: tuple[str, ...]
    removed: float
