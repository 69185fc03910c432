"""A file of the library → whether it is there, is really gone, or cannot be told.

A file is gone when it is not there and its folder, or the nearest one above that is, can be listed and is the folder
that was read. All else is a doubt, with its reason: what must not be looked at, what cannot be read, a broken link, a
disk that is not mounted. An empty mount point is known by its number: a folder keeps its own (its inode, or file index)
as long as it exists, and the folder below a mount has another. A folder that was made anew has another number too, so
it counts as the one that was read as long as it holds more than half of the files.
"""

import os
import stat
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from index.library.protocol import Library
from index.loading import path_is

RESTORED = "restored"
"""How a file is noted that was gone when its document was restored: it is not looked for again until it is back."""
_MOUNTED = " mounted"  # after a folder's number: a disk or a share of its own was mounted on it


class Sight(NamedTuple):
    """What was seen of a file: `is_there`, or else a `doubt` that it is gone, a sentence; empty where it is gone."""

    is_there: bool
    doubt: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether the file is gone beyond doubt."""
        return not self.is_there and not self.doubt


THERE, GONE = Sight(True), Sight(False)


class Presence:
    """Looks after files as they are now, with what the library knew of them before; made anew for each look around."""

    def __init__(
        self,
        library: Library,
        list_folder: Callable[[Path], list[str]] = os.listdir,
        look: Callable[[Path], os.stat_result] = os.lstat,
    ) -> None:
        """`list_folder` and `look` ask the file system, and raise OSError."""
        self._list_folder = list_folder
        self._look = look
        self._library = library
        self._places = library.places()
        self._listed: dict[Path, list[str] | OSError] = {}
        self._lost: dict[Path, bool] = {}

    @cached_property
    def known(self) -> list[Path]:
        """Every file that a document was read from, as the library knew it when they were first asked for."""
        return list(map(Path, self._library.files_of_documents()))

    def of(self, file: Path) -> Sight:
        """What is seen of a file."""
        try:
            mode = self._look(file).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return self._of_missing(file)
        except (OSError, ValueError) as error:
            return Sight(False, self.doubt_of_folder(file.parent) or f"It cannot be reached: {_words(error)}.")
        if stat.S_ISREG(mode):
            return THERE
        if stat.S_ISDIR(mode):  # a folder has taken its name
            return GONE
        if stat.S_ISLNK(mode):
            return Sight(False, f"It is {'a' if path_is(file, Path.exists) else 'a broken'} link now.")
        return Sight(False, "It is no ordinary file any more.")

    def doubt_of_folder(self, folder: Path) -> str:
        """Why a folder's files cannot be told to be there or gone; empty where they can."""
        listed = self._names(folder)
        if not isinstance(listed, OSError):
            return ""
        if isinstance(listed, FileNotFoundError):
            return f"The folder {folder} is not there. Its disk may not be mounted."
        return f"The folder {folder} cannot be listed: {_words(listed)}."

    def is_noted_as_restored(self, file: Path) -> bool:
        """Whether a document was restored although this file was gone."""
        return self._places.get(str(file)) == RESTORED

    def to_note(self, files: Iterable[Path]) -> dict[str, str | None]:
        """How the folders above these files, which are there, are to be noted where they are not yet noted so."""
        noted: dict[str, str | None] = {}
        parents = {file.parent for file in files}
        for folder in parents | {above for parent in parents for above in parent.parents}:
            now, before = _number(folder), self._places.get(str(folder))
            if now and now != before and (before is None or not self._is_lost(folder)):
                noted[str(folder)] = now
        noted.update({str(file): None for file in files if self.is_noted_as_restored(file)})
        return noted

    def _of_missing(self, file: Path) -> Sight:
        """What is seen of a file that the system does not find: the folders above it tell."""
        missing = file
        for folder in file.parents:
            listed = self._names(folder)
            if isinstance(listed, FileNotFoundError | NotADirectoryError):
                if path_is(folder, Path.is_symlink):
                    return Sight(False, f"The folder {folder} is a broken link.")
                missing = folder
            elif isinstance(listed, OSError):
                return Sight(False, self.doubt_of_folder(folder))
            else:
                return self._of_unlisted(file, missing, folder, listed)
        return Sight(False, self.doubt_of_folder(missing))

    def _of_unlisted(self, file: Path, missing: Path, folder: Path, listed: list[str]) -> Sight:
        """What is seen of a file below `folder`, the nearest that can be listed, in which `missing` is not there."""
        if missing == file and file.name in listed:
            return Sight(False, "Its folder lists it, but it cannot be reached.")
        for unmounted in file.parents:
            if unmounted == folder:
                break
            if self._places.get(str(unmounted), "").endswith(_MOUNTED):
                return Sight(False, f"The disk at {unmounted} is not mounted.")
        if not listed and str(folder) not in self._places:  # read by a Quoth that noted no folders
            return Sight(False, f"The folder {folder} is empty. Its disk may not be mounted.")
        for above in (folder, *folder.parents):
            if self._is_lost(above):
                return Sight(False, f"The folder {above} is another than the one that was read. Is its disk mounted?")
        return GONE

    def _is_lost(self, folder: Path) -> bool:
        """Whether another folder is now where one was read: another number, and at most half of the files."""
        if folder not in self._lost:
            before = self._places.get(str(folder))
            is_other = before is not None and before != _number(folder)
            self._lost[folder] = is_other and not self._holds_most(folder)
        return self._lost[folder]

    def _holds_most(self, folder: Path) -> bool:
        below = [file for file in self.known if file.is_relative_to(folder)]
        return 2 * sum(map(os.path.lexists, below)) > len(below)

    def _names(self, folder: Path) -> list[str] | OSError:
        """The names in a folder, or why it cannot be listed."""
        if folder not in self._listed:
            try:
                self._listed[folder] = self._list_folder(folder)
            except OSError as error:
                self._listed[folder] = error
        return self._listed[folder]


def _number(folder: Path) -> str | None:
    """A folder's number, and whether something is mounted on it; None where it cannot be looked up."""
    try:
        return f"{folder.stat().st_ino}{_MOUNTED if os.path.ismount(folder) else ''}"
    except OSError:
        return None


def _words(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
