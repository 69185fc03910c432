"""What went wrong → a sentence for people, in the command and on the page: what, where, and what to do."""

import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import QuothError

_ROOT = Path(__file__).parents[1]
_PLACES = 3  # of Quoth's own code that an unexpected error names: the innermost ones say most


def sentence(error: BaseException) -> str:
    """An error in words. One that Quoth did not expect comes with the places in its code, to be reported."""
    if isinstance(error, QuothError):
        return str(error)
    if isinstance(error, MemoryError):
        return "There is not enough memory for this. Close other programs, or ask for less at once, and try again."
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename is not None else ""
        return f"{where}{error.strerror}."
    said = f"{type(error).__name__}: {error}".rstrip(": .")
    return f"Quoth did not expect this error: {said} (in {_places(error)}). Please report it, and include this message."


def _places(error: BaseException) -> str:
    """Where in Quoth's own code an error was raised, the outermost place first."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT) and ".venv" not in frame.filename]
    named = [f"{Path(frame.filename).relative_to(_ROOT)}:{frame.lineno}" for frame in own[-_PLACES:]]
    return ", ".join(named) or "a library that it uses"


@contextmanager
def threads_told(program: str) -> Iterator[None]:
    """Meanwhile a thread that ends with an error says so in a sentence on standard error."""

    def tell(ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None and not isinstance(ended.exc_value, SystemExit):
            sys.stderr.write(f"{program}: {sentence(ended.exc_value)}\n")

    before, threading.excepthook = threading.excepthook, tell
    try:
        yield
    finally:
        threading.excepthook = before
