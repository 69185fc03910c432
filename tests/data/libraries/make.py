"""Makes a stored library with the code of a commit, so that a later migration is tested from a real one.

In a checkout of that commit: PYTHONPATH=.:tests/tools python make.py OUT.sqlite, where this file was copied to.
version-1.sqlite is of commit 9ac4643 and version-2.sqlite of 935a36a, of 22 November 2026; version-3.sqlite of 50fc82c
and version-4.sqlite of 8580cfa, both of 26 November 2026.
"""

import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Any

from fakes import KeywordEmbedder

import index as room
from index import PassageIndex

open_library: Any = getattr(room, "open_library", room.Library)  # versions 1 and 2 have a class alone

TEXTS = {
    "mill.txt": "The mill was built in 1902. It grinds rye for Østby and 第三 villages.",
    "ferry.md": "# The ferry\n\nThe ferry crosses at 7.30 in the morning.\n\n## Winter\n\nIn winter it does not run.",
    "copy.txt": "The mill was built in 1902. It grinds rye for Østby and 第三 villages.",
    "gone.txt": "This one was taken out again, and left ids unused.",
}

with tempfile.TemporaryDirectory() as place:
    folder = Path("/tmp/quoth-fixture")
    folder.mkdir()
    index = PassageIndex(open_library(Path(place)), KeywordEmbedder())
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
        index.add([folder / name])
    ids = {Path(summary.path).name: summary.id for summary in index.documents()}
    index.remove(ids["gone.txt"])
    said = getattr(index.library, "catalogue", index.library)  # where version 2 keeps titles, tags and folders
    if hasattr(said, "tag"):  # version 1 has none
        said.rename(ids["ferry.md"], "The winter ferry")
        said.tag(ids["ferry.md"], ["boats", "winter"])
        said.set_folder(str(folder), True)
    index.close()
    for name in TEXTS:
        (folder / name).unlink()
    folder.rmdir()
    connection = sqlite3.connect(Path(place) / "library.sqlite")
    connection.execute("VACUUM")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    Path(sys.argv[1]).write_bytes((Path(place) / "library.sqlite").read_bytes())
