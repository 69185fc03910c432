"""The verbs that manage documents: add, sync, rename, tag, remove, list."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from index.adding.progress import Report
from index.adding.watching import Watcher
from index.errors import QuothError, UnknownDocumentError
from index.passage_index import PassageIndex
from ui.cli.bar import bar
from ui.cli.plain import listed, one_line, plain
from ui.cli.verbs import FAILED, LIBRARY, verb
from ui.page.facts import counted
from ui.service import open_index
from ui.settings import Settings


@verb("add", *LIBRARY)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def add(settings: Settings, paths: Sequence[str]) -> int:
    """Add files and folders to the library."""
    with _opened(settings, create=True) as index, bar() as show:
        return _summed_up(index.add([Path(path) for path in paths], show))


@verb("sync", *LIBRARY)
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--watch", is_flag=True, help="Then keep the folders in sync, until Ctrl-C.")
def sync(settings: Settings, folders: Sequence[str], watch: bool) -> int:
    """Bring the library up to date with folders.

    New files are added, changed ones are read again, renamed ones are renamed, and deleted ones are removed.
    """
    failed = 0
    with _opened(settings, create=True) as index:
        for folder in map(Path, folders):
            if not folder.is_dir():
                raise QuothError(
                    f"{folder} is not a folder. To remove the documents of a deleted folder, use `quoth remove`."
                )
            index.library.set_folder(str(folder.resolve()))
            with bar() as show:
                report = index.sync(folder, show)
            failed |= _summed_up(report)
        if watch:
            _keep_in_sync(index, [Path(folder).resolve() for folder in folders])
    return failed


def _keep_in_sync(index: PassageIndex, folders: Sequence[Path]) -> None:
    """Watches folders until Ctrl-C."""

    def on_change(folder: Path, paths: list[Path]) -> None:
        _summed_up(index.sync(folder, changed=paths))

    def on_trouble(folder: Path, reason: str) -> None:
        print(f"{plain(str(folder))}: {plain(reason)}", file=sys.stderr)

    watcher = Watcher(folders, on_change, on_trouble)
    print(f"Keeping {counted(len(folders), 'folder')} in sync (Ctrl-C stops it).", file=sys.stderr)
    try:
        while True:
            time.sleep(3600)
    finally:
        watcher.close()


@verb("rename", *LIBRARY)
@click.argument("document")
@click.argument("title")
def rename(settings: Settings, document: str, title: str) -> int:
    """Give a document a new title.

    DOCUMENT is an id or a path, as `quoth list` shows it. An empty TITLE restores the original one.
    """
    with _opened(settings) as index:
        _changed(lambda: index.library.rename(ids_of(index, [document])[0], title))
    return 0


@verb("tag", *LIBRARY)
@click.argument("document")
@click.argument("tags", nargs=-1, metavar="[TAG]...")
def tag(settings: Settings, document: str, tags: Sequence[str]) -> int:
    """Give a document tags.

    You can then ask only the documents with a tag. DOCUMENT is an id or a path, as `quoth list` shows it. The TAGs
    replace those it has; without any, its tags are removed.
    """
    with _opened(settings) as index:
        _changed(lambda: index.library.tag(ids_of(index, [document])[0], tags))
    return 0


@verb("remove", *LIBRARY)
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
def remove(settings: Settings, documents: Sequence[str]) -> int:
    """Remove documents from the library.

    DOCUMENT is an id or a path, as `quoth list` shows it.
    """
    with _opened(settings) as index:
        for document_id in ids_of(index, documents):
            index.remove(document_id)
    return 0


@verb("list", *LIBRARY)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(settings: Settings, as_json: bool) -> int:
    """List the documents in the library."""
    with _opened(settings) as index:
        documents = index.documents()
        if as_json:
            print(json.dumps([asdict(document) for document in documents], ensure_ascii=False))
            return 0
        for document in documents:
            print("\n".join(map(one_line, listed(document))))
        print(f"{counted(len(documents), 'document')} in {settings.library}", file=sys.stderr)
    return 0


def _changed(change: Callable[[], None]) -> None:
    """Makes a change; a title or tag that the library refuses is reported as an error."""
    try:
        change()
    except ValueError as error:
        raise QuothError(str(error)) from error


def _summed_up(report: Report) -> int:
    """Prints what an add or a sync did; 1 if a file failed."""
    for failure in report.failures:
        print(f"not added: {plain(failure.path)}: {plain(failure.reason)}", file=sys.stderr)
    for warning in report.warnings:
        print(f"added, with a note: {plain(warning.path)}: {plain(warning.reason)}", file=sys.stderr)
    counts = ("added", "changed", "renamed", "removed", "unchanged")
    said = ", ".join(f"{len(getattr(report, name))} {name}" for name in counts if getattr(report, name))
    print(
        f"{said or 'nothing added'}; {counted(report.embedded, 'passage')} embedded, {len(report.failures)} failed",
        file=sys.stderr,
    )
    return FAILED if report.failures else 0


@contextmanager
def _opened(settings: Settings, create: bool = False) -> Iterator[PassageIndex]:
    """The index of the library, closed at the end."""
    index = open_index(settings, create)
    try:
        yield index
    finally:
        index.close()


def ids_of(index: PassageIndex, named: Sequence[str]) -> list[str]:
    """The ids of documents named by id or by path."""
    library, ids = index.library, []
    known = library.exists(named)
    for name in named:
        paths = [str(Path(name).absolute()), str(Path(name).resolve())]
        document_id = name if name in known else next(filter(None, map(library.document_at, paths)), None)
        if document_id is None:
            raise UnknownDocumentError(f"There is no document {name} in the library; `quoth list` shows what there is.")
        ids.append(document_id)
    return list(dict.fromkeys(ids))
