"""The verbs that open the chat: open, serve."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from index.adding.progress import Progress
from index.errors import QuothError
from index.loading import path_is
from ui.cli.bar import bar
from ui.cli.plain import kept_lines, one_line, plain
from ui.cli.verbs import SERVING, verb
from ui.service import Service, open_service
from ui.settings import Settings
from ui.words import say


@verb("open", *SERVING)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def open_(settings: Settings, paths: Sequence[str]) -> int:
    """Open the chat on files and folders (`quoth PATH` does the same).

    The library is brought up to date with them while the chat opens.
    """
    for path in paths:
        if not path_is(Path(path), Path.exists):
            raise QuothError(f"{path}: there is no such file or folder, and no such verb; see `quoth --help`.")
    return _serve(settings, [Path(path) for path in paths])


@verb("serve", *SERVING)
def serve(settings: Settings) -> int:
    """Open the chat on the library as it is."""
    return _serve(settings, [])


def _serve(settings: Settings, paths: Sequence[Path]) -> int:
    from ui.page.web import launch  # gradio, which is slow to import and only needed here

    service = open_service(settings)
    try:
        service.intake.sync(paths)
        service.intake.watch(compare=True)
        page = launch(service, settings.port, settings.browser)
        print(say("command.served", address=page.address, library=settings.library), file=sys.stderr)
        _show_progress(service)
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return 0
    finally:
        service.close()


def _show_progress(service: Service) -> None:
    """A bar while the first documents are read, then the files that could not be read."""
    with bar() as draw:
        shown = None
        while service.intake.busy():
            now = service.intake.progress()
            if now and now != shown:
                draw(now)
                shown = now
            time.sleep(0.1)
        if shown:
            draw(Progress(shown.total, shown.total, shown.name, 0.0))
    for path in service.intake.removed:
        print(say("command.gone", path=one_line(path)), file=sys.stderr)
    for line in kept_lines(service.intake.kept()):
        print(line, file=sys.stderr)
    for failure in service.intake.failures():
        print(say("command.not_added", path=one_line(failure.path), reason=plain(failure.reason)), file=sys.stderr)
