"""README, CONTRIBUTING and the model card say what the code and the measured figures say."""

import hashlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import figures
import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
WEIGHTS = ROOT / "qa" / "reading" / "span" / "weights"


@cache
def help_of(*verb: str) -> str:
    command = [sys.executable, "-m", "quoth", *verb, "--help"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def verbs() -> set[str]:
    """The verbs that `quoth --help` lists: a word after a small indent, then what it does."""
    return set(re.findall(r"^ {2,4}([a-z]+) {2,}\S", help_of(), re.MULTILINE))


@pytest.mark.parametrize("name", figures.FILES)
def test_tables_are_fresh(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert figures.filled(text) == text, f"{name} is stale: run python tests/tools/figures.py --write"


def test_every_table_has_its_place() -> None:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in figures.FILES]
    assert sorted(name for text in texts for name in figures.regions_of(text)) == sorted(figures.REGIONS)


def test_a_changed_figure_makes_the_file_stale() -> None:
    stale = README.replace("| answer a question over seeds/ | ", "| answer a question over seeds/ | 9")
    assert stale != README and figures.filled(stale) == README


def test_readme_lists_the_commands_verbs() -> None:
    rows = [line for line in README.splitlines() if line.startswith("| `quoth ")]
    listed = {verb for row in rows for verb in re.findall(r"`quoth ([a-z]+)\b", row.split(" | ")[0])}
    assert listed == verbs() - {"open"} and "ask" in listed  # `open` is what `quoth PATH…` does
    assert rows[0].startswith("| `quoth PATH…` |")


def test_readmes_options_exist() -> None:
    use = README.partition("## Use")[2].partition("**What it reads:**")[0]
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", use)) - {"--help"}
    known = set(re.findall(r"--[a-z][a-z-]+", "".join(help_of(verb) for verb in sorted(verbs()))))
    assert options <= known and "--library" in options


def test_every_package_has_a_row_and_every_row_a_package() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `((?:index|qa|ui)/[\w/]*)` \| (.+) \|$", text, re.MULTILINE))
    assert set(rows) == {f"{folder.as_posix()}/" for folder in figures.package_folders()}
    modules = {path.parent.relative_to(ROOT) for name in figures.PACKAGES for path in (ROOT / name).rglob("*.py")}
    assert modules == set(figures.package_folders()), "a folder of modules has no __init__.py"
    assert all(rows.values())


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "NOTICE", *figures.FILES[2:]])
def test_files_that_are_named_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = set(re.findall(r"(?<![\w/.])(?:index|qa|ui|tests|seeds|\.github|\.ci)/[\w./-]*[\w/]", text))
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link}
    assert not [path for path in paths if not (ROOT / path).exists()]
    assert not [link for link in links if not (ROOT / name).parent.joinpath(link).exists()]


def test_the_model_card_names_the_file_that_is_shipped() -> None:
    data = (WEIGHTS / "model.onnx").read_bytes()
    card = (WEIGHTS / "README.md").read_text(encoding="utf-8")
    assert f"{len(data):,} bytes" in card and hashlib.sha256(data).hexdigest() in card
