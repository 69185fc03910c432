"""The folder of a library that keeps copies of the files dropped on the page.

A copy is at `<digest>/<name>`: the digest is made from the file's bytes and its name, so that no two uploads get into
each other's way, and the name is the one that people gave it, folders included. Until its documents are in the
library, a mark in `.waiting` says that they are not, so that a process that was killed is made up for.
"""

import hashlib
import re
import shutil
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.adding.leaving import drop_copy
from index.errors import LoadError
from index.loading import digest, path_is
from index.loading.members import inside

_WAITING = ".waiting"
_PART = "part-"  # how the names of copies begin that are not finished
_DIGITS = 32  # of the SHA-256: half of it, as Windows allows a path 260 characters in all
_LONGEST_PART = 255  # bytes of a file's or a folder's name, which most file systems allow
_LONGEST_NAME = 600  # bytes of a name with its folders; macOS allows a path 1,024 in all
_ABANDONED = 86_400.0  # seconds after which an unfinished copy is nobody's: no upload takes a day


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that the page has uploaded to `path`; `name` is what the user called it, folders included."""

    path: Path
    name: str


class Uploads:
    """The copies in one library's folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the copies; it is made for the first of them."""
        self._folder = folder.resolve()

    def keep(self, upload: Upload) -> Path:
        """A copy of an uploaded file, waiting to be added; the one that is there, if it has the same name and bytes.

        Raises LoadError for what cannot be read, OSError for what cannot be kept.
        """
        sha256 = digest(upload.path)
        name = kept_name(upload.name)
        if old := self._with_old_name(name, sha256):
            return old
        kept = self._folder / _digest_of(name, sha256) / name
        waiting = self._mark(kept)
        waiting.parent.mkdir(parents=True, exist_ok=True)
        waiting.touch()
        if not kept.is_file():
            part = waiting.with_name(f"{_PART}{uuid.uuid4().hex}")
            try:
                shutil.copyfile(upload.path, part)
                kept.parent.mkdir(parents=True, exist_ok=True)
                part.replace(kept)
            except BaseException:
                part.unlink(missing_ok=True)
                self.drop(kept)
                raise
        return kept

    def settle(self, file: Path) -> None:
        """Takes the mark from a copy whose documents are in the library."""
        self._mark(file).unlink(missing_ok=True)

    def drop(self, file: Path) -> None:
        """Deletes a copy, and the folders that are empty without it."""
        drop_copy(self._folder, file)
        self._mark(file).unlink(missing_ok=True)

    def waiting(self) -> list[Path]:
        """The copies whose adding was cut short, by path; what was never finished is cleared away."""
        found = []
        with suppress(FileNotFoundError):
            for mark in sorted((self._folder / _WAITING).iterdir()):
                if mark.name.startswith(_PART):
                    if mark.stat().st_mtime < time.time() - _ABANDONED:
                        mark.unlink(missing_ok=True)
                elif copies := [path for path in (self._folder / mark.name).rglob("*") if path.is_file()]:
                    found += copies
                else:
                    mark.unlink(missing_ok=True)
        return found

    def _mark(self, kept: Path) -> Path:
        return self._folder / _WAITING / kept.relative_to(self._folder).parts[0]

    def _with_old_name(self, name: str, sha256: str) -> Path | None:
        """A copy with the same bytes from a time when they were at `mill.txt` and `mill (2).txt`, without a digest."""
        wanted = old = self._folder / name
        number = 1
        while path_is(old, Path.is_file):
            with suppress(LoadError):
                if digest(old) == sha256:
                    return old
            number += 1
            old = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        return None


def kept_name(given: str) -> str:
    """The name of an upload as a path that can be made: relative, no `..`, no half characters, none of it too long.

    Of a name with too many folders, the last are kept.
    """
    whole = inside(Path(), re.sub("[\ud800-\udfff]", "\ufffd", given))
    parts = [_cut(part) for part in whole.parts]
    kept = parts[-1:]
    for part in reversed(parts[:-1]):
        if len("/".join([part, *kept]).encode()) > _LONGEST_NAME:
            kept.insert(0, "…")
            break
        kept.insert(0, part)
    return "/".join(kept)


def _cut(part: str) -> str:
    """One part of a path, cut before its suffix where it is too long."""
    if len(part.encode()) <= _LONGEST_PART:
        return part
    suffix = Path(part).suffix
    if len(suffix.encode()) > _LONGEST_PART // 2:
        suffix = ""
    most = _LONGEST_PART - len(f"…{suffix}".encode())
    return f"{part.encode()[:most].decode(errors='ignore')}…{suffix}"


def _digest_of(name: str, sha256: str) -> str:
    return hashlib.sha256(f"{name}\0{sha256}".encode()).hexdigest()[:_DIGITS]
