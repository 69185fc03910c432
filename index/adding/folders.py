"""A folder → the files in it, and what in it cannot be read."""

import os
from collections.abc import Iterator
from pathlib import Path

from index.documents.datatypes import Failure
from index.loading import path_is

_SYSTEM_FILES = ("~$", "Thumbs.db", "desktop.ini")  # how the names of Office's lock files and Windows' own begin


def files_in(folder: Path) -> Iterator[Path | Failure]:
    """Every file below `folder` in a fixed order; hidden ones are left out.

    Links are not followed, so that nothing is read twice or from outside. A link that leads out of the folder is a
    Failure, and so is a folder that cannot be opened.
    """
    unopened: list[OSError] = []
    paths: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=unopened.append):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        links = [name for name in folders if path_is(Path(parent) / name, Path.is_symlink)]
        paths += [Path(parent) / name for name in (*names, *links) if not _is_hidden(name)]
    root = folder.resolve()
    for path in sorted(paths):
        try:
            if not path.is_symlink():
                if path.is_file():
                    yield path
            elif reason := _why_not_followed(path, root):
                yield Failure(str(path), reason)
        except OSError as error:  # a folder whose names can be read and whose files cannot be looked up
            yield Failure(str(path), f"It cannot be looked up: {error.strerror}.")
    for unread in unopened:
        yield Failure(str(unread.filename), f"The folder cannot be opened: {unread.strerror}.")


def belongs(path: Path, folder: Path) -> bool:
    """Whether `path`, below `folder`, is one that `files_in(folder)` would reach: not hidden, not behind a link."""
    inner = path.relative_to(folder).parts
    return path.resolve() == folder.resolve().joinpath(*inner) and not any(map(_is_hidden, inner))


def _is_hidden(name: str) -> bool:
    return name.startswith((".", *_SYSTEM_FILES))


def _why_not_followed(link: Path, root: Path) -> str | None:
    """None for a link to what is read anyway, below the same folder."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "It is a broken link."
    return None if target.is_relative_to(root) else f"It is a link out of the folder, to {target}. Add that instead."
