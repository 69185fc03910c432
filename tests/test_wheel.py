"""The wheel ships every module, asset and weight."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("index", "qa", "ui")


def test_the_wheel_ships_everything(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path)], check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("quoth-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]
    wanted = {_shipped_as(path) for path in files if "__pycache__" not in path.parts}
    assert "qa/reading/span/weights/calibration.json" in wanted and "ui/page/assets/page.html" in wanted
    assert {f"{package}/py.typed" for package in (*ROOMS, "quoth")} <= wanted
    assert "quoth/__main__.py" in wanted
    assert {name for name in names if ".dist-info/" not in name} == wanted
    entry = next(name for name in names if name.endswith("entry_points.txt"))
    assert "quoth = ui.cli.main:main" in zipfile.ZipFile(wheel).read(entry).decode()
    assert any(name.endswith("licenses/LICENSE") for name in names) and any(name.endswith("NOTICE") for name in names)


def _shipped_as(path: Path) -> str:
    """A file's name in the wheel; the folder ui/quoth is the package `quoth` there."""
    return path.relative_to(ROOT).as_posix().replace("ui/quoth/", "quoth/", 1)
