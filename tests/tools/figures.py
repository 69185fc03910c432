"""Writes the tables that Markdown files keep between `<!-- figures:NAME -->` and `<!-- /figures -->`.

    python tests/tools/figures.py --write     # after figures, weights or packages have changed

Nothing is measured here: figures come from qa/evaluation/expected.json and tests/data/measured, and the table of
packages from their docstrings. Without --write, it says which files are stale, and exits with 1 where one is.
"""

import argparse
import ast
import re
import sys
from collections.abc import Callable
from pathlib import Path

import measures
import quality
import speed

ROOT = Path(__file__).parents[2]
PACKAGES = ("index", "qa", "ui")
FILES = ("README.md", "CONTRIBUTING.md", "qa/reading/span/weights/README.md")
_REGION = re.compile(r"(<!-- figures:(\w+) -->\n).*?(<!-- /figures -->)", re.DOTALL)


def package_folders() -> list[Path]:
    """The folder of each package, relative to the repository, in the order of a listing."""
    inits = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("__init__.py")))
    return [path.parent.relative_to(ROOT) for path in inits]


def packages() -> str:
    """A row for each package: the first paragraph of its docstring."""
    rows = ["| package | what it does |", "|---|---|"]
    for folder in package_folders():
        text = (ROOT / folder / "__init__.py").read_text(encoding="utf-8")
        paragraph = (ast.get_docstring(ast.parse(text)) or "").partition("\n\n")[0]
        rows.append(f"| `{folder.as_posix()}/` | {' '.join(paragraph.split())} |")
    return "\n".join(rows)


REGIONS: dict[str, Callable[[], str]] = {
    "measures": measures.table,
    "seeds": quality.seed_questions,
    "reader": quality.reader,
    "bench": speed.bench,
    "formats": speed.formats,
    "library": speed.library,
    "scale": speed.scale,
    "peers": speed.peers,
    "robustness": speed.robustness,
    "packages": packages,
}


def filled(text: str) -> str:
    """A file's text with each region written anew. Raises KeyError for a region that nothing here fills."""
    return _REGION.sub(lambda region: f"{region[1]}\n{REGIONS[region[2]]()}\n\n{region[3]}", text)


def regions_of(text: str) -> list[str]:
    """The names of a file's regions."""
    return [name for _, name, _ in _REGION.findall(text)]


def main() -> int:
    """Writes, or only compares; 1 where a file is stale."""
    parser = argparse.ArgumentParser(description="Fills the tables of README.md, CONTRIBUTING.md and the model card.")
    parser.add_argument("--write", action="store_true", help="write the tables that have changed")
    write, stale = parser.parse_args().write, 0
    for name in FILES:
        text = (ROOT / name).read_text(encoding="utf-8")
        if filled(text) == text:
            continue
        print(f"{name}: {'written' if write else 'stale; run python tests/tools/figures.py --write'}")
        if write:
            (ROOT / name).write_text(filled(text), encoding="utf-8")
        stale += not write
    return int(stale > 0)


if __name__ == "__main__":
    sys.exit(main())
