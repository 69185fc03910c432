"""A path → the files it means, and what in it cannot be read. Nothing that stands in a folder stops the walk."""

import os
from collections.abc import Iterator
from pathlib import Path

from index.documents.datatypes import Failure
from index.loading import kind_of

_SYSTEM_FILES = ("~$", "Thumbs.db", "desktop.ini")  # how the names of Office's lock files and Windows' own begin


def files_at(path: Path) -> Iterator[Path | Failure]:
    """Every file below a folder, or the one file that `path` is, its links followed; a Failure where it is neither."""
    try:
        found = path.resolve(strict=True)
        mode = found.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        yield Failure(str(path), "It is a broken link." if _is_link(path) else "There is no such file or folder.")
    except (OSError, RuntimeError) as error:  # before Python 3.13, a loop of links is a RuntimeError
        looping = "It is a link that leads back to itself."
        yield Failure(str(path), looping if _is_link(path) else f"It cannot be reached: {_said(error)}.")
    else:
        kind = kind_of(mode)
        if kind == "a folder":
            yield from files_in(found)
        else:
            yield Failure(str(path), f"It is {kind}, not a file.") if kind else found


def files_in(folder: Path) -> Iterator[Path | Failure]:
    """Every file below `folder` in a fixed order; hidden ones are left out.

    Links are not followed, so that nothing is read twice or from outside. A link that leads out of the folder is a
    Failure, and so is a folder that cannot be opened, and what is neither file nor folder, such as a named pipe.
    """
    root = folder.resolve()
    found, unopened = _walked(folder)
    for path in sorted(found):
        try:
            if path.is_symlink():
                reason = _why_not_followed(path, root)
            elif kind := kind_of(path.lstat().st_mode):
                reason = f"It is {kind}, not a file."
            else:
                reason = None
                yield path
        except OSError as error:
            reason = f"It cannot be reached: {_said(error)}."
        if reason:
            yield Failure(str(path), reason)
    yield from unopened


def belongs(path: Path, folder: Path) -> bool:
    """Whether `path`, below `folder`, is one that `files_in(folder)` would reach: not hidden, not behind a link."""
    inner = path.relative_to(folder).parts
    return path.resolve() == folder.resolve().joinpath(*inner) and not any(map(_is_hidden, inner))


def _walked(folder: Path) -> tuple[list[Path], list[Failure]]:
    """What stands below a folder, folders left out, and the folders that cannot be opened.

    Not `os.walk`, which calls itself for every level before Python 3.12, and so fails in a folder 1,000 deep.
    """
    found: list[Path] = []
    unopened: list[Failure] = []
    waiting = [folder]
    while waiting:
        parent = waiting.pop()
        try:
            with os.scandir(parent) as entries:
                for entry in entries:
                    if not _is_hidden(entry.name):
                        (waiting if _is_folder(entry) else found).append(parent / entry.name)
        except OSError as error:
            unopened.append(Failure(str(parent), f"The folder cannot be opened: {_said(error)}."))
    return found, sorted(unopened, key=lambda failure: failure.path)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False  # and it is looked up once more, to say why


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except (OSError, ValueError):
        return False


def _is_hidden(name: str) -> bool:
    return name.startswith((".", *_SYSTEM_FILES))


def _why_not_followed(link: Path, root: Path) -> str | None:
    """None for a link to what is read anyway, below the same folder."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "It is a broken link."
    return None if target.is_relative_to(root) else f"It is a link out of the folder, to {target}. Add that instead."


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
