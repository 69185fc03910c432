"""Documents that leave the library: those whose files are gone, those that people remove; and their way back."""

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from index.adding.presence import RESTORED, Presence
from index.adding.progress import Failure, Report
from index.library.protocol import Library
from index.library.removed import KEPT_FOR, RemovedDocument

_COPIES = "files"


def copies_of(library: Library) -> Path:
    """The folder inside a library that keeps what was dropped on the page."""
    return library.folder / _COPIES


def remove_what_is_gone(library: Library, root: Path, presence: Presence, report: Report) -> None:
    """Removes the documents below `root` whose files are gone, and tells `report` of them and of those in doubt.

    Where all files of the folder are gone at once, none is removed: its disk may be a new one, or wiped by mistake.
    """
    below = [file for file in presence.known if file.is_relative_to(root) and not presence.is_noted_as_restored(file)]
    held = set(library.files_of_documents())
    seen = {file: presence.of(file) for file in below if str(file) in held}  # the others were renamed in this sync
    gone = [file for file, sight in seen.items() if sight.is_gone]
    if gone and len(gone) == sum(Path(file).is_relative_to(root) for file in held):
        reason = f"All its files are gone ({len(gone)}), so nothing was removed; `quoth remove {root}` removes them."
        report.kept += [Failure(str(file), reason) for file in gone]
        return
    report.kept += [Failure(str(file), sight.doubt) for file, sight in seen.items() if sight.doubt]
    for file in gone:
        for path, (document_id, _) in library.documents_of(str(file)).items():
            library.remove(document_id)
            report.removed.append(path)


def keep_all(library: Library, root: Path, reason: str, report: Report) -> None:
    """Tells `report` that everything read from a folder that cannot be looked at is kept."""
    below = [file for file in library.files_of_documents() if Path(file).is_relative_to(root)]
    report.kept += [Failure(file, reason) for file in below]
    if not below:
        report.failures.append(Failure(str(root), reason))


def say_what_is_kept(library: Library, report: Report) -> None:
    """Adds to each failure of a file that was read before that what was read is kept; each file is named once."""
    kept = {failure.path for failure in report.kept}
    report.failures[:] = [failure for failure in report.failures if failure.path not in kept]
    for place, failure in enumerate(report.failures):
        try:
            is_held = library.document_at(failure.path) or library.documents_of(failure.path)
        except Exception:  # the library has failed, which is why the file has
            continue
        if is_held:
            reason = f"{failure.reason} What was read of it before is kept."
            report.failures[place] = Failure(failure.path, reason)


def restore(library: Library, removal: int) -> str:
    """Brings a removed document back; its id. If its file is gone, a sync does not look for it until it is back.

    Raises UnknownDocumentError, or LibraryError where another document is at its path now.
    """
    document_id = library.restore(removal)
    summary = library.summary(document_id)
    if summary and not Presence(library).of(Path(summary.file)).is_there:
        library.set_places({summary.file: RESTORED})
    return document_id


def restorable(library: Library, after: int = 0) -> list[RemovedDocument]:
    """What can be restored, the latest first; with `after`, only what was removed by a later removal than that."""
    since = time.time() - KEPT_FOR
    return [each for each in library.removed(after=after) if each.removed >= since]


def forget(library: Library, removals: Sequence[int] | None = None) -> None:
    """Drops these removed documents for good, or those whose time is over; also the library's copies of their files."""
    if removals is None:
        removals = [each.removal for each in library.removed(before=time.time() - KEPT_FOR)]
    if not removals:
        return
    copies = copies_of(library).resolve()
    for file in map(Path, library.forget(removals)):
        if file.is_relative_to(copies):
            drop_copy(copies, file)
    _forget_places(library)


def drop_copy(copies: Path, file: Path) -> None:
    """Deletes a file from the folder `copies`, and the folders in it that are empty without it."""
    file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == copies:
            return
        with suppress(OSError):  # something else is in it
            folder.rmdir()


def holds(library: Library, file: str) -> bool:
    """Whether a document was read from a file, be it one that is in the library or one that can be restored."""
    return bool(library.documents_of(file)) or any(each.file == file for each in library.removed())


def _forget_places(library: Library) -> None:
    """Drops the names of folders from which nothing was read that is still there or can be restored."""
    files = map(Path, {*library.files_of_documents(), *(each.file for each in library.removed())})
    wanted = {str(place) for file in files for place in (file, *file.parents)}
    unwanted = library.places().keys() - wanted
    if unwanted:
        library.set_places(dict.fromkeys(unwanted))
