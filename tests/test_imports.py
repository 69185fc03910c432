"""The structure that the import statements must keep: ui → qa → index, and each heavy library in one place."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("index", "qa", "ui")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The top-level names and full names of every module that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            found.add(node.module or "")
    return found | {name.split(".")[0] for name in found}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    above = ROOMS[ROOMS.index(room) + 1 :]
    assert not imported(path) & set(above), f"{room} must not import {above}"


def test_faiss_stands_in_one_file_and_gradio_in_one_room() -> None:
    assert [path for path in FILES if "faiss" in imported(path)] == [ROOT / "index/search/vectors.py"]
    assert not [path for path in FILES if "gradio" in imported(path) and not path.is_relative_to(ROOT / "ui/page")]
    assert not [path for path in FILES if "pickle" in imported(path)]


def test_only_settings_reads_the_environment() -> None:
    readers = [
        path
        for path in FILES
        if "os.environ" in path.read_text(encoding="utf-8") or "getenv" in path.read_text(encoding="utf-8")
    ]
    assert set(readers) <= {ROOT / "ui/settings.py"}


@pytest.mark.parametrize("module", ["index", "qa"])
def test_importing_loads_no_torch(module: str) -> None:
    code = f"import sys, {module}; sys.exit('torch' in sys.modules or 'gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
