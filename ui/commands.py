"""What each verb of `quoth` does. Answers and lists go to standard output, everything else to standard error."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from tqdm import tqdm

from index.errors import QuothError, UnknownDocumentError
from index.library import FILE_NAME, Library
from index.loading import path_is
from index.passage_index import PassageIndex
from index.progress import Progress, Report
from ui.doctor import examine
from ui.plain import answer_text, plain
from ui.service import Service
from ui.settings import Settings
from ui.verifying import problems


def open_(settings: Settings, flags: Namespace) -> int:
    """Makes the library hold what was named, while the chat is being opened."""
    return _serve(settings, _existing(flags.paths))


def serve_(settings: Settings, flags: Namespace) -> int:
    """Opens the chat on the library as it is."""
    return _serve(settings, [])


def add_(settings: Settings, flags: Namespace) -> int:
    """Adds files and folders."""
    with _index(settings, create=True) as index, _bar() as bar:
        return _told(index.add([Path(path) for path in flags.paths], bar))


def sync_(settings: Settings, flags: Namespace) -> int:
    """Makes the library hold what folders hold."""
    failed = 0
    with _index(settings, create=True) as index:
        for path in flags.paths:
            if not Path(path).is_dir():
                raise QuothError(
                    f"{path} is not a folder. To take a deleted folder's documents out, use `quoth remove`."
                )
            with _bar() as bar:
                failed |= _told(index.sync(Path(path), bar))
    return failed


def remove_(settings: Settings, flags: Namespace) -> int:
    """Takes documents out."""
    with _index(settings) as index:
        for document_id in _ids(index, flags.documents):
            index.remove(document_id)
    return 0


def list_(settings: Settings, flags: Namespace) -> int:
    """Lists the documents."""
    with _index(settings) as index:
        found = index.documents()
        if flags.json:
            names = ("id", "title", "path", "media_type", "sha256", "characters", "passages")
            print(json.dumps([{name: getattr(each, name) for name in names} for each in found], ensure_ascii=False))
            return 0
        for each in found:
            print(f"{each.id}  {each.characters:>10,} characters  {_line(each.title)}\n{'':18}{_line(each.path)}")
        print(f"{len(found)} documents in {settings.library}", file=sys.stderr)
    return 0


def ask_(settings: Settings, flags: Namespace) -> int:
    """Answers one question, or a file of them."""
    if (flags.question is None) == (flags.jsonl is None):
        raise QuothError("Give either a question or --jsonl FILE.")
    Library(settings.library, create=False).close()
    service = Service(settings)
    try:
        documents = _ids(service.index, flags.document) if flags.document else None
        if flags.jsonl is not None:
            return _ask_lines(service, flags.jsonl, documents)
        if not service.documents():
            print(
                f"The library {settings.library} holds no documents yet; `quoth add PATH` adds some.", file=sys.stderr
            )
        answer = service.answer(flags.question, flags.history, documents)
        print(json.dumps(answer.to_json(), ensure_ascii=False) if flags.json else answer_text(answer))
        return 0
    finally:
        service.close()


def verify_(settings: Settings, flags: Namespace) -> int:
    """Checks the quotes of a saved answer; prints each that is not what it says."""
    source = "standard input" if flags.answer == "-" else flags.answer
    try:
        answer = json.loads(sys.stdin.buffer.read() if flags.answer == "-" else Path(flags.answer).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise QuothError(f"{source} holds no answer to check: {error}") from error
    there = (settings.library / FILE_NAME).exists()
    with closing(Library(settings.library)) if there else nullcontext() as library:
        checked, wrong, notes = problems(answer, library)
    for line in wrong + notes:
        print(plain(line), file=sys.stderr)
    print(
        f"{checked} quotes checked, {len(wrong)} wrong"
        if wrong
        else f"{checked} quotes checked, all stand where they say"
    )
    return 1 if wrong else 0


def doctor_(settings: Settings, flags: Namespace) -> int:
    """Says what is installed and whether it works."""
    healthy, lines = examine(settings)
    print("\n".join(lines))
    return 0 if healthy else 1


def _serve(settings: Settings, paths: Sequence[Path]) -> int:
    from ui.web import launch

    service = Service(settings)
    try:
        service.sync(paths)
        address = launch(service, settings.port, settings.browser)
        print(f"Quoth is at {address} (Ctrl-C stops it). Library: {settings.library}", file=sys.stderr)
        _show_progress(service)
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return 0
    finally:
        service.close()


def _show_progress(service: Service) -> None:
    """A bar while the first documents are read, then what could not be."""
    with _bar() as bar:
        shown = None
        while service.busy():
            now = service.progress()
            if now and now != shown:
                bar(Progress(now.done, now.total, now.name, now.seconds_left, now.part))
                shown = now
            time.sleep(0.1)
        if shown:
            bar(Progress(shown.total, shown.total, shown.name, 0.0))
    for path in service.removed:
        print(f"removed, its file being gone: {_line(path)}", file=sys.stderr)
    for failure in service.failures():
        print(f"not added: {_line(failure.path)}: {plain(failure.reason)}", file=sys.stderr)


def _ask_lines(service: Service, name: str, documents: Sequence[str] | None) -> int:
    """Answers a line at a time; a line that is no question is named, and the others go on."""
    failed = 0
    try:
        with sys.stdin if name == "-" else Path(name).open(encoding="utf-8-sig", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    asked = _question(line)
                    answer = service.ask(asked["question"], asked.get("history") or (), documents)
                except QuothError as error:
                    failed = 1
                    print(f"quoth: {name}, line {number}: {error}", file=sys.stderr)
                else:
                    printed = json.dumps({"id": asked.get("id"), **answer}, ensure_ascii=False)
                    print(printed.encode("utf-8", "replace").decode("utf-8"), flush=True)
    except OSError as error:
        raise QuothError(f"{name}: {error.strerror or error}.") from error
    return failed


def _question(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuothError(f"not JSON: {error}") from error
    history = found.get("history") or [] if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(found.get("question"), str) or not isinstance(history, list):
        raise QuothError('a line is {"id": …, "question": "…", "history": ["…", …]}.')
    return found


def _existing(paths: Sequence[str]) -> list[Path]:
    for path in paths:
        if not path_is(Path(path), Path.exists):
            raise QuothError(f"{path}: there is no such file or folder, and no such verb; see `quoth --help`.")
    return [Path(path) for path in paths]


def _line(text: str) -> str:
    """Text on one line."""
    return plain(text).replace("\n", "\ufffd")


def _ids(index: PassageIndex, named: Sequence[str]) -> list[str]:
    """The ids of documents named by id or by path."""
    paths = {path: document_id for path, (document_id, _) in index.library.paths().items()}
    known = set(paths.values())
    found = []
    for name in named:
        document_id = (
            name if name in known else paths.get(str(Path(name).absolute())) or paths.get(str(Path(name).resolve()))
        )
        if document_id is None:
            raise UnknownDocumentError(f"No document {name} stands in the library; `quoth list` shows those that do.")
        found.append(document_id)
    return list(dict.fromkeys(found))


@contextmanager
def _index(settings: Settings, create: bool = False) -> Iterator[PassageIndex]:
    index = PassageIndex(Library(settings.library, create), settings.embedder)
    try:
        yield index
    finally:
        index.close()


class _Bar:
    """A progress bar on standard error, with the time left."""

    def __init__(self) -> None:
        self._bar: tqdm | None = None

    def __call__(self, progress: Progress) -> None:
        if self._bar is None or self._bar.total != progress.total:
            self._bar = tqdm(total=progress.total, unit="file", file=sys.stderr, dynamic_ncols=True)
        part = f" {progress.part:.0%}" if progress.part else ""
        self._bar.set_postfix_str(f"{_line(progress.name)[:40]}{part}", refresh=False)
        self._bar.update(progress.done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


@contextmanager
def _bar() -> Iterator[_Bar]:
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.close()


def _told(report: Report) -> int:
    """Says what an add or a sync did; 1 where a file failed."""
    for failure in report.failures:
        print(f"not added: {plain(failure.path)}: {plain(failure.reason)}", file=sys.stderr)
    counts = ("added", "changed", "renamed", "removed", "unchanged")
    said = ", ".join(f"{len(getattr(report, name))} {name}" for name in counts if getattr(report, name))
    print(
        f"{said or 'nothing added'}; {report.embedded} passages embedded, {len(report.failures)} failed",
        file=sys.stderr,
    )
    return 1 if report.failures else 0
