"""The verbs that check: verify, doctor."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from index.errors import NoLibraryError, QuothError
from index.library.opening import open_library
from index.library.protocol import Library
from ui.cli.doctor import examine
from ui.cli.examining import checked, rebuilt
from ui.cli.plain import plain
from ui.cli.verbs import FAILED, LIBRARY, verb
from ui.cli.verifying import problems
from ui.page.facts import counted
from ui.settings import Settings
from ui.words import say


@verb("verify", *LIBRARY)
@click.argument("answer", metavar="ANSWER.json")
def verify(settings: Settings, answer: str) -> int:
    """Check every quote of a saved answer.

    ANSWER.json is what `quoth ask --json` printed (- is standard input). Each quote is compared with the library and
    with the file it came from.
    """
    source = say("command.standard_input") if answer == "-" else answer
    try:
        saved = json.loads(sys.stdin.buffer.read() if answer == "-" else Path(answer).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise QuothError(f"{source} does not hold an answer to check: {error}") from error
    with _library_there(settings) as library:
        checked, wrong, notes = problems(saved, library)
    for line in wrong + notes:
        print(plain(line), file=sys.stderr)
    verdict = counted(len(wrong), "problem") if wrong else say("command.no_problems")
    print(say("command.checked", quotes=counted(checked, "quote"), verdict=verdict))
    return FAILED if wrong else 0


@verb("doctor", *LIBRARY, "reader")
@click.option("--check", is_flag=True, help="Examine the library: every page, document, passage, word and vector.")
@click.option(
    "--rebuild", is_flag=True, help="Examine it, and make anew what can be made without loss; the old file is kept."
)
def doctor(settings: Settings, check: bool, rebuild: bool) -> int:
    """Show what is installed, and whether it works.

    It checks the packages, the weights and the library, and shows what would need the network. It exits with 1 if
    anything is wrong.
    """
    healthy, lines = examine(settings)
    print("\n".join(map(plain, lines)))
    if rebuild:
        healthy &= _shown(rebuilt(settings))
    elif check:
        healthy &= _shown(checked(settings))
    return 0 if healthy else FAILED


def _shown(result: tuple[bool, list[str]]) -> bool:
    well, lines = result
    print("\n".join(map(plain, lines)))
    return well


@contextmanager
def _library_there(settings: Settings) -> Iterator[Library | None]:
    """The library, closed at the end; None if there is none yet, and then none is made."""
    try:
        library = open_library(settings.library, create=False)
    except NoLibraryError:
        yield None
        return
    with closing(library):
        yield library
