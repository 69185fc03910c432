"""`import quoth` and `python -m quoth`, from anywhere that Quoth is installed."""

import subprocess
import sys
from pathlib import Path

import index
import qa
import quoth


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True)


def test_the_public_names_are_those_of_the_packages_below() -> None:
    assert quoth.__all__ == ["Answer", "Answerer", "PassageIndex"]
    assert quoth.PassageIndex is index.PassageIndex
    assert quoth.Answerer is qa.Answerer and quoth.Answer is qa.Answer
    assert not hasattr(quoth, "Library")


def test_importing_it_loads_nothing_heavy(tmp_path: Path) -> None:
    heavy = "{'torch', 'gradio', 'numpy', 'faiss', 'onnxruntime'}"
    assert run(tmp_path, "-c", f"import quoth, sys; sys.exit(bool({heavy} & sys.modules.keys()))").returncode == 0
    assert run(tmp_path, "-c", "import quoth, sys; quoth.Answerer; sys.exit('torch' in sys.modules)").returncode == 0


def test_the_module_is_the_command(tmp_path: Path) -> None:
    assert run(tmp_path, "-m", "quoth", "--version").stdout.startswith("quoth ")
    missing = run(tmp_path, "-m", "quoth", "list", "--library", str(tmp_path / "missing"))
    assert missing.returncode == 1 and "missing" in missing.stderr
