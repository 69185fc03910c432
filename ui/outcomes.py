"""What came of adding documents in the background: the last task's summary, and every file that could not be added."""

import threading
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from index.adding.progress import Failure, Report


@dataclass(frozen=True, slots=True)
class Summary:
    """The result of the last task: how many documents were added and so on, and whether it was cancelled.

    `kept` counts the files that are out of reach, and so may be gone or not; their documents were kept. `noted` counts
    the documents that were added although part of them could not be read.
    """

    added: int = 0
    changed: int = 0
    renamed: int = 0
    removed: int = 0
    kept: int = 0
    unchanged: int = 0
    failed: int = 0
    noted: int = 0
    cancelled: bool = False


class Outcomes:
    """What one service's adding came to since its start. Threads may share one."""

    def __init__(self) -> None:
        self.summary: Summary | None = None
        self.removed: list[str] = []
        """The paths of documents that a sync removed because their files are gone."""
        self._failures: list[Failure] = []
        self._kept: dict[str, Sequence[Failure]] = {}  # by the folder that was synced
        self._lock = threading.Lock()

    def failures(self) -> list[Failure]:
        """The files that could not be added, each with the latest reason."""
        return list({failure.path: failure for failure in self._failures}.values())

    def keep(self, folder: str, kept: Sequence[Failure]) -> None:
        """Notes what was out of reach when a folder was synced, in place of what was before."""
        self._kept[folder] = kept

    def kept(self) -> list[Failure]:
        """What was out of reach at the latest sync of each folder, with the reason."""
        return [failure for failures in list(self._kept.values()) for failure in failures]

    def record(self, report: Report, cancelled: bool = False, names: Set[str] = frozenset()) -> None:
        """Sums up a task; `names` is what it was to add, and what failed under them before is forgotten."""
        self.tell(report.failures, names | set(report.added) | set(report.changed))
        self.removed += report.removed
        self.summary = Summary(
            added=len(report.added),
            changed=len(report.changed),
            renamed=len(report.renamed),
            removed=len(report.removed),
            kept=len(report.kept),
            unchanged=len(report.unchanged),
            failed=len(report.failures),
            noted=len({warning.path for warning in report.warnings}),
            cancelled=cancelled,
        )

    def tell(self, failures: Sequence[Failure], forget: Set[str] = frozenset()) -> None:
        """Adds failures in place of earlier ones of the same paths, and of those in `forget`."""
        again = {failure.path for failure in failures} | forget
        with self._lock:
            self._failures = [failure for failure in self._failures if failure.path not in again] + [*failures]


def untold(report: Report, names: Mapping[str, str]) -> list[str]:
    """Those of the paths in `names` that are not finished, as far as a report says.

    A copy is finished once a document in it is; a folder, which is called by its path, is never.
    """
    done = {*report.added, *report.changed, *report.renamed, *report.unchanged}
    done |= {failure.path for failure in report.failures}
    around = {str(parent) for path in done for parent in Path(path).parents}
    return [path for path, name in names.items() if path not in done and (path == name or path not in around)]


def named(failure: Failure, names: Mapping[str, str]) -> Failure:
    """A failure under the name that people have for its file, if `names` has the file's path."""
    path = Path(failure.path)
    for file in (path, *path.parents):
        if name := names.get(str(file)):
            return Failure((Path(name) / path.relative_to(file)).as_posix() if file != path else name, failure.reason)
    return failure
