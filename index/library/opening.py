"""Which library a path or an address means; the only place that knows."""

import re
from pathlib import Path

from index.errors import LibraryError
from index.library.protocol import Library

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")  # two letters at least: C:// is a drive


def location_of(given: str) -> Path | str:
    """What a person wrote: a folder's path, `~` filled in, or an address such as `scheme://host`, left as it is."""
    return given if _SCHEME.match(given) else Path(given).expanduser()


def open_library(location: Path | str, create: bool = True) -> Library:
    """The library at a location, a folder's path so far; it is made where there is none, if `create`.

    Raises LibraryError when it cannot be opened or its scheme is unknown, NoLibraryError when there is none.
    """
    if isinstance(location, str):
        location = location_of(location)
    if isinstance(location, str):
        scheme = location.partition("://")[0]
        raise LibraryError(
            f"A library at {scheme}://… cannot be opened: this Quoth has no library of that kind. "
            "A library is a folder; name one with --library."
        )
    from index.library.sqlite.library import SqliteLibrary

    return SqliteLibrary(location, create)
