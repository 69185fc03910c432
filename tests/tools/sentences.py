"""Prints every sentence that Quoth can say, as one text to be read aloud: what is raised, the command's help, entries.

`python tests/tools/sentences.py` prints them all; with `raised`, `help` or `said`, only those.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]  # as in a checkout that is not installed
_SHORTEST = 12  # characters of a text that may be a sentence
_REASONS = {
    "Failure",
    "LoadError",
    "BodyError",
    "CallError",
    "Fault",
    "note",
    "warn",
    "fail",
    "QuothError",
    "LibraryError",
}
"""What is called with a reason, beside what is raised."""


def raised() -> Iterator[str]:
    """Each sentence of an error or a reason, with its place; values in braces."""
    for room in ("index", "qa", "ui"):
        for path in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            seen: set[int] = set()
            for node in ast.walk(tree):
                if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and _name(node.func) in _REASONS):
                    for line, text in _texts(node):
                        if line not in seen and len(text) >= _SHORTEST and " " in text:
                            seen.add(line)
                            yield f"{path.relative_to(ROOT)}:{line}: {text}"


def helped() -> Iterator[str]:
    """What `quoth --help` and `quoth VERB --help` print."""
    from click import Context

    from ui.cli.main import VERBS, quoth

    yield quoth.get_help(Context(quoth, info_name="quoth"))
    for verb in VERBS:
        yield verb.get_help(Context(verb, info_name=f"quoth {verb.name}"))


def said() -> Iterator[str]:
    """Every entry of `ui/words`, each language beside English."""
    from ui.words import LANGUAGES, catalogue

    for key, entry in catalogue(LANGUAGES[0]).items():
        for language in LANGUAGES:
            shown = catalogue(language).get(key)
            if shown is not None and (language == LANGUAGES[0] or shown != entry):
                yield f"{key} [{language}]: {shown if isinstance(shown, str) else ' | '.join(shown.values())}"


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts in an expression, from the outermost; parts of an f-string are one text."""
    if isinstance(node, ast.JoinedStr):
        parts = [
            f"{{{ast.unparse(part.value)}}}" if isinstance(part, ast.FormattedValue) else ast.literal_eval(part)
            for part in node.values
        ]
        yield node.lineno, "".join(map(str, parts))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


if __name__ == "__main__":
    parts = {"raised": raised, "help": helped, "said": said}
    for wanted in sys.argv[1:] or parts:
        print(f"# {wanted}\n", *parts[wanted](), sep="\n")
