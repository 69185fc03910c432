"""A file inside another: an archive's, a mailbox's, a mail's attachment. Nothing is ever written out to disk."""

import re
from dataclasses import dataclass
from pathlib import Path

_NO_NAME = frozenset({"", ".", ".."})
_OF_MACOS = "__MACOSX"  # the folder in which macOS keeps what only it reads


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container: `name` as the container gives it, `modified` in seconds since 1970."""

    name: str
    data: bytes
    modified: float | None = None


def inside(container: Path, name: str) -> Path:
    """The path of a member, always below its container's, whatever its name tries: no root, drive or `..`."""
    parts = [part for part in re.split(r"[/\\]", name.replace("\0", "")) if part not in _NO_NAME]
    if not parts:
        return container / "?"
    return container.joinpath(parts[0].replace(":", "_"), *parts[1:])


def is_hidden(name: str) -> bool:
    """Whether a member is the system's own, as hidden files in a folder are."""
    parts = [part for part in re.split(r"[/\\]", name) if part not in _NO_NAME]
    return any(part.startswith(".") or part == _OF_MACOS for part in parts)
