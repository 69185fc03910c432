"""The verbs that manage documents: add, sync, rename, tag, remove, restore, list."""

import json
import os
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
from index.library.removed import KEPT_FOR, RemovedDocument
from index.loading import path_is
from index.passage_index import PassageIndex
from ui.cli.bar import bar
from ui.cli.plain import kept_lines, listed, one_line, plain, removed_lines
from ui.cli.verbs import FAILED, LIBRARY, verb
from ui.page.facts import counted
from ui.service import open_index
from ui.settings import Settings
from ui.words import say

_DAYS = round(KEPT_FOR / 86_400)


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

    New files are added, changed ones are read again, renamed ones are renamed, and deleted ones are removed. A
    document whose file may only be out of reach (permissions, a disk that is not mounted) is kept, and listed.
    """
    failed = 0
    with _opened(settings, create=True) as index:
        synced = index.library.folders()
        for folder in map(Path, folders):
            if not path_is(folder, Path.is_dir) and os.path.realpath(folder) not in synced:
                raise QuothError(
                    f"{folder} is not a folder. To remove the documents of a deleted folder, use `quoth remove`."
                )
        for folder in map(Path, folders):
            index.library.set_folder(os.path.realpath(folder))
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
    print(say("command.keeping", folders=counted(len(folders), "folder")), file=sys.stderr)
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

    You can then ask only the documents that have a certain tag. DOCUMENT is an id or a path, as `quoth list` shows it.
    The TAGs replace those it has; without any, its tags are removed.
    """
    with _opened(settings) as index:
        _changed(lambda: index.library.tag(ids_of(index, [document])[0], tags))
    return 0


@verb("remove", *LIBRARY)
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option("--for-good", is_flag=True, help="Keep nothing of them, so that they can't be restored.")
def remove(settings: Settings, documents: Sequence[str], for_good: bool) -> int:
    """Remove documents from the library.

    DOCUMENT is an id or a path, as `quoth list` shows it, or a folder, for everything below it. For 30 days,
    `quoth restore` brings a removed document back. The files themselves stay where they are.
    """
    with _opened(settings) as index:
        removals = [index.remove(document_id) for document_id in ids_of(index, documents, below=True)]
        if for_good:
            index.forget_removed(removals)
    back = say("command.not_back") if for_good else say("command.back", count=_DAYS)
    print(say("command.removed", documents=counted(len(removals), "document"), back=back), file=sys.stderr)
    return 0


@verb("restore", *LIBRARY)
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
def restore(settings: Settings, documents: Sequence[str]) -> int:
    """Bring removed documents back, with their titles and tags.

    DOCUMENT is an id or a path. Without any, `quoth restore` lists the documents that can be restored; each can be for
    30 days after its removal.
    """
    with _opened(settings) as index:
        removed = index.removed()
        if not documents:
            print(
                "\n".join(one_line(line) for each in removed for line in removed_lines(each)), end="\n" * bool(removed)
            )
            print(say("command.restorable", documents=counted(len(removed), "document")), file=sys.stderr)
            return 0
        for each in [_removed_by_name(removed, name) for name in documents]:
            index.restore(each.removal)
            print(say("command.restored", title=one_line(each.title), path=one_line(each.path)), file=sys.stderr)
    return 0


def _removed_by_name(removed: Sequence[RemovedDocument], name: str) -> RemovedDocument:
    """What was last removed of an id or a path. Raises UnknownDocumentError."""
    paths = (str(Path(name).absolute()), os.path.realpath(name))
    for each in removed:
        if each.id == name or each.path in paths:
            return each
    raise UnknownDocumentError(f"No document {name} can be restored; `quoth restore` lists those that can.")


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
        held = counted(len(documents), "document")
        print(say("command.held", documents=held, library=settings.library), file=sys.stderr)
    return 0


def _changed(change: Callable[[], None]) -> None:
    """Makes a change; a title or tag that the library refuses is reported as an error."""
    try:
        change()
    except ValueError as error:
        raise QuothError(str(error)) from error


def _summed_up(report: Report) -> int:
    """Prints what an add or a sync did; 1 if a file failed, or if it can't be told whether one is gone."""
    for failure in report.failures:
        print(say("command.not_added", path=plain(failure.path), reason=plain(failure.reason)), file=sys.stderr)
    for line in kept_lines(report.kept):
        print(line, file=sys.stderr)
    for warning in report.warnings:
        print(say("command.noted", path=plain(warning.path), reason=plain(warning.reason)), file=sys.stderr)
    counts = ("added", "changed", "renamed", "removed", "unchanged", "kept")
    said = ", ".join(f"{len(getattr(report, name))} {name}" for name in counts if getattr(report, name))
    passages, failed = counted(report.embedded, "passage"), str(len(report.failures))
    summed = say("command.summed", counts=said or say("command.nothing"), passages=passages, failed=failed)
    print(summed, file=sys.stderr)
    return FAILED if report.failures or report.kept else 0


@contextmanager
def _opened(settings: Settings, create: bool = False) -> Iterator[PassageIndex]:
    """The index of the library, closed at the end.

    What does not embed needs no embedder: the index is that of the one which made the library's vectors.
    """
    index = open_index(settings, create, any_embedder=not create)
    try:
        yield index
    finally:
        index.close()


def ids_of(index: PassageIndex, named: Sequence[str], below: bool = False) -> list[str]:
    """The ids of documents named by id or by path; with `below`, also those below a folder that is named."""
    library, ids = index.library, []
    known = library.exists(named)
    for name in named:
        paths = [str(Path(name).absolute()), os.path.realpath(name)]
        at = name if name in known else next(filter(None, map(library.document_at, paths)), None)
        found = [at] if at else _ids_below(index, paths) if below else []
        if not found:
            raise UnknownDocumentError(
                f"There is no document {name} in the library; `quoth list` shows those that are."
            )
        ids += found
    return list(dict.fromkeys(ids))


def _ids_below(index: PassageIndex, folders: Sequence[str]) -> list[str]:
    documents = index.documents()
    return [each.id for each in documents if any(Path(each.path).is_relative_to(folder) for folder in folders)]
