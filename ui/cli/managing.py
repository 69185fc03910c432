"""The verbs that manage documents: add, sync, remove, list, rename, tag."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from index.adding.progress import Report
from index.adding.watching import Watcher
from index.errors import QuothError, UnknownDocumentError
from index.library.opening import open_library
from index.passage_index import PassageIndex
from ui.cli.bar import bar
from ui.cli.plain import listed, one_line, plain
from ui.settings import Settings


def add_(settings: Settings, flags: Namespace) -> int:
    """Adds files and folders."""
    with opened(settings, create=True) as index, bar() as told:
        return _told(index.add([Path(path) for path in flags.paths], told))


def sync_(settings: Settings, flags: Namespace) -> int:
    """Makes the library hold what folders hold."""
    failed = 0
    with opened(settings, create=True) as index:
        for path in flags.paths:
            if not Path(path).is_dir():
                raise QuothError(
                    f"{path} is not a folder. To take a deleted folder's documents out, use `quoth remove`."
                )
            index.library.set_folder(str(Path(path).resolve()))
            with bar() as told:
                failed |= _told(index.sync(Path(path), told))
        if flags.watch:
            _keep_in_step(index, [Path(path).resolve() for path in flags.paths])
    return failed


def _keep_in_step(index: PassageIndex, folders: Sequence[Path]) -> None:
    """Watches folders until Ctrl-C."""

    def on_change(folder: Path, paths: list[Path]) -> None:
        _told(index.sync(folder, changed=paths))

    watcher = Watcher(folders, on_change)
    print(f"Keeping {len(folders)} folders in step (Ctrl-C stops it).", file=sys.stderr)
    try:
        while True:
            time.sleep(3600)
    finally:
        watcher.close()


def rename_(settings: Settings, flags: Namespace) -> int:
    """Gives a document another title."""
    with opened(settings) as index:
        try:
            index.library.rename(ids_of(index, [flags.document])[0], flags.title)
        except ValueError as error:
            raise QuothError(str(error)) from error
    return 0


def tag_(settings: Settings, flags: Namespace) -> int:
    """Gives a document its tags."""
    with opened(settings) as index:
        try:
            index.library.tag(ids_of(index, [flags.document])[0], flags.tags)
        except ValueError as error:
            raise QuothError(str(error)) from error
    return 0


def remove_(settings: Settings, flags: Namespace) -> int:
    """Takes documents out."""
    with opened(settings) as index:
        for document_id in ids_of(index, flags.documents):
            index.remove(document_id)
    return 0


def list_(settings: Settings, flags: Namespace) -> int:
    """Lists the documents."""
    with opened(settings) as index:
        found = index.documents()
        if flags.json:
            print(json.dumps([asdict(each) for each in found], ensure_ascii=False))
            return 0
        for each in found:
            print("\n".join(map(one_line, listed(each))))
        print(f"{len(found)} documents in {settings.library}", file=sys.stderr)
    return 0


def _told(report: Report) -> int:
    """Says what an add or a sync did; 1 where a file failed."""
    for failure in report.failures:
        print(f"not added: {plain(failure.path)}: {plain(failure.reason)}", file=sys.stderr)
    for warning in report.warnings:
        print(f"added, but: {plain(warning.path)}: {plain(warning.reason)}", file=sys.stderr)
    counts = ("added", "changed", "renamed", "removed", "unchanged")
    said = ", ".join(f"{len(getattr(report, name))} {name}" for name in counts if getattr(report, name))
    print(
        f"{said or 'nothing added'}; {report.embedded} passages embedded, {len(report.failures)} failed",
        file=sys.stderr,
    )
    return 1 if report.failures else 0


@contextmanager
def opened(settings: Settings, create: bool = False) -> Iterator[PassageIndex]:
    """The index of the library, closed at the end."""
    index = PassageIndex(open_library(settings.library, create), settings.embedder)
    try:
        yield index
    finally:
        index.close()


def ids_of(index: PassageIndex, named: Sequence[str]) -> list[str]:
    """The ids of documents named by id or by path."""
    library, found = index.library, []
    known = library.exists(named)
    for name in named:
        paths = [str(Path(name).absolute()), str(Path(name).resolve())]
        document_id = name if name in known else next(filter(None, map(library.document_at, paths)), None)
        if document_id is None:
            raise UnknownDocumentError(f"There is no document {name} in the library; `quoth list` shows those it has.")
        found.append(document_id)
    return list(dict.fromkeys(found))
