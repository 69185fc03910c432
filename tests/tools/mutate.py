"""Changes one thing at a time in a copy of `qa/` and `index/`, and counts the changes that the tests beside it notice.

`python tests/tools/mutate.py --sample 250 --seed 1` draws 250 places at random, makes one of cosmic-ray's mutations at
each (a number, an operator, a comparison, a loop, a decorator), and runs the tests nearest to the module: its namesake
under `tests/`, else all tests of its folder, and the contract that its room keeps. It prints the changes that no test
noticed, and the score: the share that made a test fail, or run three times its usual time. The working tree is left as
it is.
"""

import argparse
import ast
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import faiss  # noqa: F401  # loaded here, once for all forks
import hypothesis.strategies  # noqa: F401
import onnxruntime  # noqa: F401
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[2]
ROOMS = ("index", "qa")
LEFT_OUT = ("index/loading/", "index/isolation/", "qa/training/", "qa/evaluation/")
CONTRACTS = {"index/library/sqlite/": "tests/index/library/test_contract.py"}  # what every module of a room must keep
NOT_COPIED = shutil.ignore_patterns(".venv", ".git", ".quoth", "build", "*.egg-info", "__pycache__", ".*_cache")
_PATIENCE = 3.0  # times the tests' usual duration, after which a mutant is taken to run for ever
_SPARE = 10.0  # seconds on top of it, for a machine that is busy with something else


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change: cosmic-ray's `operator` at the `occurrence`-th place of a module where it can be made."""

    module: str
    line: int
    operator: str
    occurrence: int


def modules(root: Path) -> list[str]:
    """The files that are changed, relative to the root."""
    files = (path for room in ROOMS for path in sorted((root / room).rglob("*.py")) if path.name != "__init__.py")
    names = (path.relative_to(root).as_posix() for path in files)
    return [name for name in names if not name.startswith(LEFT_OUT)]


def places(root: Path, module: str) -> Iterator[list[Mutation]]:
    """The mutations that can be made in a module, those of one kind at one place together; annotations left out."""
    source = (root / module).read_text(encoding="utf-8")
    tree, annotations = get_ast(source), _annotations(source)
    found: dict[tuple[tuple[int, int], str], list[Mutation]] = defaultdict(list)
    for name in operator_names():
        operator_class = get_operator(name)
        if operator_class.arguments():
            continue
        positions = (at for node in ast_nodes(tree) for at in operator_class().mutation_positions(node))
        for occurrence, (start, _) in enumerate(positions):
            if not any(first <= start < last for first, last in annotations):
                found[start, name.split("_")[0]].append(Mutation(module, start[0], name, occurrence))
    yield from (found[place] for place in sorted(found))


def _annotations(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where types stand, (line, column) to (line, column): what is changed there changes nothing."""
    nodes: list[Any] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arg | ast.AnnAssign):
            nodes.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            nodes.append(node.returns)
    return [((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)) for node in nodes if node]


def nearest_tests(root: Path, module: str) -> tuple[str, ...]:
    """The test file that bears a module's name, else all those of its folder; and the contract of its room."""
    folder = root / "tests" / Path(module).parent
    files = list(folder.glob(f"test_{Path(module).name}")) or sorted(folder.glob("test_*.py"))
    files += [root / suite for room, suite in CONTRACTS.items() if module.startswith(room)]
    return tuple(file.relative_to(root).as_posix() for file in files)


@cache
def usual_time(copy: Path, tests: tuple[str, ...]) -> float:
    """How long the tests of unchanged code take, in seconds. Raises SystemExit where they fail."""
    began = time.monotonic()
    if run_tests(copy, tests, timeout=600) != 0:
        sys.exit(f"These fail without any change: {' '.join(tests)}")
    return time.monotonic() - began


def run_tests(copy: Path, tests: tuple[str, ...], timeout: float) -> int | None:
    """pytest's exit code in the copy, None after `timeout` seconds; tests that kill or bomb are left out, as slow."""
    process = multiprocessing.get_context("fork").Process(target=_run_pytest, args=(copy, tests))
    process.start()
    process.join(timeout)
    is_over = process.exitcode is not None
    process.kill()
    process.join()
    return process.exitcode if is_over else None


def _run_pytest(copy: Path, tests: tuple[str, ...]) -> None:
    """To be called in a process of its own, which is forked, so that the large libraries are imported but once."""
    os.chdir(copy)
    os.environ |= {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.path[0], sys.dont_write_bytecode = str(copy), True
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    flags = [
        "-qx",
        "-p",
        "no:cacheprovider",
        "--hypothesis-seed=0",
        "--hypothesis-profile=quick",
        "-k",
        "not killed and not hostile",
    ]
    os._exit(pytest.main([*flags, *tests]))


def tried(copy: Path, mutation: Mutation) -> tuple[str, str]:
    """What came of a mutation, "failed", "endless" or "survived", and the line before and after it."""
    tests = nearest_tests(copy, mutation.module)
    usual = usual_time(copy, tests) if tests else 0.0
    file = copy / mutation.module
    source = file.read_text(encoding="utf-8")
    changed = mutate_code(source, get_operator(mutation.operator)(), mutation.occurrence)
    file.write_text(changed, encoding="utf-8")
    code = run_tests(copy, tests, _PATIENCE * usual + _SPARE) if tests else 0
    file.write_text(source, encoding="utf-8")
    lines = zip(source.splitlines(), changed.splitlines(), strict=False)
    change = next((f"{old.strip()}  →  {new.strip()}" for old, new in lines if old != new), mutation.operator)
    return "endless" if code is None else "failed" if code else "survived", change


def main() -> None:
    """Prints every change that failed no test, as soon as it is known, the score of each module, and the score."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sample", type=int, default=250, help="places that are changed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", metavar="PATH", help="of the sample, those whose path begins so")
    flags = parser.parse_args()
    draw = random.Random(flags.seed)
    outcomes: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="quoth-mutants-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
        every = [draw.choice(place) for module in modules(copy) for place in places(copy, module)]
        sample = sorted(draw.sample(every, min(flags.sample, len(every))), key=lambda mutation: mutation.module)
        sample = [mutation for mutation in sample if mutation.module.startswith(flags.only)]
        for mutation in sample:
            outcome, change = tried(copy, mutation)
            outcomes[mutation.module].append(outcome)
            if outcome != "failed":
                print(f"{mutation.module}:{mutation.line} {outcome}: {change}", flush=True)
    for module, came in outcomes.items():
        print(f"{len(came) - came.count('survived'):4} of {len(came):3}  {module}")
    count = Counter(outcome for came in outcomes.values() for outcome in came)
    noticed = count["failed"] + count["endless"]
    print(
        f"{noticed} of {len(sample)} noticed ({noticed / max(1, len(sample)):.0%}), {count['endless']} of them by time;"
    )
    print(f"seed {flags.seed}, {len(every)} places in all")


if __name__ == "__main__":
    main()
