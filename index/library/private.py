"""Folders and files that only their owner may look into: a library holds the text of everything that was added."""

import os
from pathlib import Path

_FOLDER = 0o700
PRIVATE = 0o600
"""The mode of a file."""


def make_folder(folder: Path) -> None:
    """Makes a folder for its owner alone; one that is there already is its maker's business. Raises OSError."""
    folder.mkdir(_FOLDER, parents=True, exist_ok=True)


def make_file(file: Path) -> None:
    """Makes an empty file for its owner alone; one that is there already stays as it is. Raises OSError."""
    os.close(os.open(file, os.O_RDONLY | os.O_CREAT, PRIVATE))
