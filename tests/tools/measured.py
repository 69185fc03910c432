"""What the tools beside this file measured last: JSON in tests/data/measured, where README's figures come from.

A tool writes its file when it is called with --keep. A value of null was not kept when it was measured.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data" / "measured"


def keep(name: str, figures: dict[str, Any]) -> None:
    """Writes what was measured, a row a line, in place of what was measured before."""
    parts = []
    for key, value in figures.items():
        rows = isinstance(value, list)
        written = "[\n  " + ",\n  ".join(json.dumps(row) for row in value) + "\n ]" if rows else json.dumps(value)
        parts.append(f" {json.dumps(key)}: {written}")
    (FOLDER / f"{name}.json").write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def read(name: str) -> dict[str, Any]:
    """What was measured last. Raises FileNotFoundError for a name that nothing was kept under."""
    figures: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return figures
