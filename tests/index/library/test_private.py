import os
import stat
from pathlib import Path

import numpy as np
import pytest

from index.documents.chunking import Chunk
from index.documents.datatypes import Document
from index.library.protocol import text_key
from index.library.sqlite.library import SqliteLibrary

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


def modes(folder: Path) -> dict[str, int]:
    return {path.suffix: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def fill(library: SqliteLibrary) -> None:
    document = Document("a", "a", "/a.txt", "text/plain", "sha", "Some words.")
    library.put(document, [Chunk(0, 11, "")], {text_key("Some words."): np.ones(3, np.float32)}, size=10)
    library.nearest(np.ones(3, np.float32), 1)


def test_a_library_that_is_made_is_its_owners_alone(tmp_path: Path) -> None:
    library = SqliteLibrary(tmp_path / "data" / "library")
    fill(library)
    assert stat.S_IMODE(library.folder.stat().st_mode) == 0o700
    assert modes(library.folder) == {".sqlite": 0o600, ".sqlite-wal": 0o600, ".sqlite-shm": 0o600, ".cache": 0o600}
    library.close()


def test_a_folder_that_somebody_made_stays_as_open_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    library = SqliteLibrary(tmp_path / "shared")
    fill(library)
    assert stat.S_IMODE(library.folder.stat().st_mode) == 0o755
    assert set(modes(library.folder).values()) == {0o600}
    library.close()
    (tmp_path / "shared" / "library.sqlite").chmod(0o644)
    SqliteLibrary(tmp_path / "shared").close()
    assert modes(tmp_path / "shared")[".sqlite"] == 0o644
