"""Which library a path or an address means; the only place that knows."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryError
from index.library.examination import Examination, Rebuilt
from index.library.protocol import Library

if TYPE_CHECKING:
    from index.embedding.embedder import Vectors

_SCHEME = re.compile(r"\s*([^\W\d_][\w+.-]+)://")  # two letters at least: C:// is a drive
_CUT_SCHEME = re.compile(r"[^\W\d_][\w+.-]+:")  # what is left of it as the first part of a path


def location_of(given: str) -> Path | str:
    """What a person wrote: a folder's path, `~` filled in, or an address such as `scheme://host`, left as it is.

    Raises LibraryError for `~name` where nobody has that name.
    """
    if _SCHEME.match(given):
        return given
    try:
        return Path(given).expanduser()
    except RuntimeError as error:
        raise LibraryError(
            f"The library {given} cannot be opened: there is no user of that name on this computer."
        ) from error


def open_library(location: Path | str, create: bool = True) -> Library:
    """The library at a location, a folder's path so far; it is made where there is none, if `create`.

    Raises LibraryError when it cannot be opened or its scheme is unknown, NoLibraryError when there is none.
    """
    folder = _folder(location)
    from index.library.sqlite.library import SqliteLibrary

    return SqliteLibrary(folder, create)


def examine_library(location: Path | str) -> Examination:
    """Examines the library at a location without a change to it. Raises LibraryError as `open_library` does."""
    folder = _folder(location)
    from index.library.sqlite.examining import examine

    return examine(folder)


def rebuild_library(location: Path | str, embed: "Callable[[list[str]], Vectors]") -> Rebuilt:
    """Makes anew what a library can lose without loss; `embed` makes vectors, float32 (n, d), of passages' texts.

    Raises LibraryError where nothing can be rebuilt without loss, or another process has the library open.
    """
    folder = _folder(location)
    from index.library.sqlite.rebuilding import rebuild

    return rebuild(folder, embed)


def _folder(location: Path | str) -> Path:
    """The folder that a location means. Raises LibraryError for an address."""
    if isinstance(location, str):
        location = location_of(location)
    scheme = _scheme(location)
    if isinstance(location, str) or scheme:
        raise LibraryError(
            f"A library at {scheme}://… cannot be opened: this Quoth has no library of that kind. "
            "A library is a folder; name one with --library."
        )
    return location


def _scheme(location: Path | str) -> str:
    """The scheme of an address, of which a program may have made a path; empty where there is none."""
    if isinstance(location, str):
        return location.partition("://")[0].strip()
    first = location.parts[0] if len(location.parts) > 1 else ""
    return first.removesuffix(":") if _CUT_SCHEME.fullmatch(first) else ""
