"""What each verb of `quoth` does. Answers and lists go to standard output, everything else to standard error."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from index.adding.progress import Progress
from index.errors import NoLibraryError, QuothError
from index.library.opening import open_library
from index.library.protocol import Library
from index.loading import path_is
from ui.cli.bar import bar
from ui.cli.doctor import examine
from ui.cli.managing import ids_of
from ui.cli.plain import answer_text, one_line, plain
from ui.cli.verifying import problems
from ui.service import Scope, Service
from ui.settings import Settings


def open_(settings: Settings, flags: Namespace) -> int:
    """Makes the library hold what was named, while the chat is being opened."""
    return _serve(settings, _existing(flags.paths))


def serve_(settings: Settings, flags: Namespace) -> int:
    """Opens the chat on the library as it is."""
    return _serve(settings, [])


def ask_(settings: Settings, flags: Namespace) -> int:
    """Answers one question, or a file of them."""
    if (flags.question is None) == (flags.jsonl is None):
        raise QuothError("Give either a question or --jsonl FILE.")
    open_library(settings.library, create=False).close()
    service = Service(settings)
    try:
        named = ids_of(service.index, flags.document) if flags.document else ()
        scope = Scope(named, flags.tag or (), flags.since, flags.until)
        if flags.jsonl is not None:
            return _ask_lines(service, flags.jsonl, scope)
        if not service.documents():
            print(
                f"The library {settings.library} holds no documents yet; `quoth add PATH` adds some.", file=sys.stderr
            )
        answer = service.answer(flags.question, flags.history, scope)
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
    with _library_there(settings) as library:
        checked, wrong, notes = problems(answer, library)
    for line in wrong + notes:
        print(plain(line), file=sys.stderr)
    print(
        f"{checked} quotes checked, {len(wrong)} wrong"
        if wrong
        else f"{checked} quotes checked, all stand where they say"
    )
    return 1 if wrong else 0


@contextmanager
def _library_there(settings: Settings) -> Iterator[Library | None]:
    """The library, closed at the end; None where there is none yet, and none is made."""
    try:
        library = open_library(settings.library, create=False)
    except NoLibraryError:
        yield None
        return
    with closing(library):
        yield library


def doctor_(settings: Settings, flags: Namespace) -> int:
    """Says what is installed and whether it works."""
    healthy, lines = examine(settings)
    print("\n".join(lines))
    return 0 if healthy else 1


def _serve(settings: Settings, paths: Sequence[Path]) -> int:
    from ui.page.web import launch

    service = Service(settings)
    try:
        service.intake.sync(paths)
        service.intake.watch(compare=True)
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
    with bar() as tell:
        shown = None
        while service.intake.busy():
            now = service.intake.progress()
            if now and now != shown:
                tell(now)
                shown = now
            time.sleep(0.1)
        if shown:
            tell(Progress(shown.total, shown.total, shown.name, 0.0))
    for path in service.intake.removed:
        print(f"removed, its file being gone: {one_line(path)}", file=sys.stderr)
    for failure in service.intake.failures():
        print(f"not added: {one_line(failure.path)}: {plain(failure.reason)}", file=sys.stderr)


def _ask_lines(service: Service, name: str, scope: Scope) -> int:
    """Answers a line at a time; a line that is no question is named, and the others go on."""
    failed = 0
    try:
        with sys.stdin if name == "-" else Path(name).open(encoding="utf-8-sig", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    asked = _question(line)
                    answer = service.ask(asked["question"], asked.get("history") or (), scope)
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
