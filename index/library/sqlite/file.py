"""The library's file: what stands in its place, and how it is opened, for changes or, where it has to be, to be read.

A library that may only be read is asked all the same. SQLite cannot lock such a file in WAL mode, unless a process that
may write has it open; else it is read as it stands, and that connection serves one look: the next one asks again
whether somebody has the file open by then.
"""

import errno
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from index.errors import DamagedLibraryError, LibraryError, NoLibraryError
from index.library.sqlite.faults import FILE_NAME, WAIT, in_words

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISREG, "a file"),
)
_OURS = {"documents", "passages"}
_ANOTHER = "Name another library with --library."


class PassingConnection(sqlite3.Connection):
    """A connection that sees the file as it was when it was opened, and takes no locks: it is for one look."""


def opened(path: Path) -> sqlite3.Connection:
    """A connection to the library's file; where the file or its folder may not be written, one that only reads."""
    if _may_write(path):
        connection = _connected(path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection
    uri = path.absolute().as_uri()
    if os.access(path.parent, os.W_OK) or path.with_name(f"{FILE_NAME}-wal").exists():
        return _connected(f"{uri}?mode=ro")
    return _connected(f"{uri}?mode=ro&immutable=1", PassingConnection)


def look(folder: Path, create: bool) -> None:
    """Looks at what stands in a library's place, and touches nothing.

    Raises NoLibraryError where there is none and none is to be made (`create`), LibraryError where there cannot be
    one, DamagedLibraryError for a file that is not a library of Quoth.
    """
    file, kind = folder / FILE_NAME, _kind(folder)
    if kind and kind != "a folder":
        raise LibraryError(
            f"The library {folder} cannot be opened: it is {kind}, and a library is a folder. {_ANOTHER}"
        )
    kind = _kind(file)
    if not kind:
        if create:
            return
        raise NoLibraryError(f"There is no library in {folder}. `quoth add PATH` makes one; --library names another.")
    if kind != "a file":
        raise LibraryError(
            f"The library {folder} cannot be opened: {file} is {kind}, where a file has to be. {_ANOTHER}"
        )
    if not file.stat().st_size:
        _look_at_empty(folder, create)
        return
    try:
        with closing(_connected(file) if _may_write(file) else opened(file)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    except (sqlite3.Error, MemoryError) as error:
        raise in_words(error, folder, "opened") from error
    if (tables or version) and not (tables >= _OURS or "migrations" in tables):
        named = ", ".join(sorted(tables)[:5]) or "none"
        raise DamagedLibraryError(
            f"The library {folder} cannot be opened: {file} is a database that Quoth did not make (its tables: "
            f"{named}). It was left as it is. {_ANOTHER}"
        )


def _look_at_empty(folder: Path, create: bool) -> None:
    """Raises LibraryError for a file of no bytes, unless it comes of a process that ended while it made a library."""
    had_documents = any(folder.glob("vectors-*")) or (folder / "files").exists()
    if had_documents:
        raise DamagedLibraryError(
            f"The library {folder} cannot be opened: {folder / FILE_NAME} is empty (0 bytes), though documents were "
            f"added. Put a copy of {FILE_NAME} back, or delete it and add the documents again."
        )
    log = folder / f"{FILE_NAME}-wal"
    if not create and not (log.exists() and log.stat().st_size):
        raise NoLibraryError(
            f"There is no library in {folder} yet: {FILE_NAME} is empty (0 bytes). `quoth add PATH` makes one."
        )


def _kind(path: Path) -> str | None:
    """What stands at a path, in words; None where there is nothing. Raises LibraryError where that cannot be known."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        number = getattr(error, "errno", None)
        if number in (errno.ENOENT, errno.ENOTDIR) and not path.is_symlink():
            return None
        reasons = {
            errno.ENAMETOOLONG: "the name is too long for this system",
            errno.ELOOP: "it is a link to itself",
            errno.ENOENT: "it is a link to what is not there",
            errno.EACCES: "you have no right to look into its folder",
        }
        reason = reasons.get(number or 0) or getattr(error, "strerror", None) or str(error)
        shown = str(path) if len(str(path)) <= _LONGEST_SHOWN else f"{str(path)[:_LONGEST_SHOWN]}…"
        raise LibraryError(f"The library {shown} cannot be opened: {reason}. {_ANOTHER}") from error
    return next((words for is_kind, words in _KINDS if is_kind(mode)), "no file")


_LONGEST_SHOWN = 300  # characters of a path; a name that is too long need not fill the screen


def _may_write(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _connected(place: Path | str, factory: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    return sqlite3.connect(
        place,
        timeout=WAIT,
        isolation_level=None,
        check_same_thread=False,
        uri=isinstance(place, str),
        factory=factory,
    )
