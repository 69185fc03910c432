import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.chunking import Chunk
from index.datatypes import Document
from index.errors import LibraryError, UnknownDocumentError
from index.library import Library, text_key

ROOT = Path(__file__).parents[2]
TEXT = "First sentence 😀. Second sentence e\u0301. 第三句。"


def document(name: str = "a", text: str = TEXT) -> Document:
    return Document(f"id-{name}", f"title {name}", f"/{name}.txt", "text/plain", f"sha-{text}", text, (0, 5))


def put(library: Library, each: Document) -> None:
    chunks = [Chunk(0, 17, ""), Chunk(18, len(each.text), "Head")]
    keys = {text_key(chunk.embedded_text(each.text)) for chunk in chunks}
    new = keys - library.known_vectors(sorted(keys))
    library.put(each, chunks, {key: np.ones(3, np.float32) for key in new}, size=10)


def rows(library: Library) -> dict[str, int]:
    tables = ("documents", "passages", "vectors", "passage_terms", "passage_vocabulary")
    return {table: library.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def test_a_document_comes_back_as_it_was(library: Library) -> None:
    put(library, document())
    assert library.document("id-a") == replace(document(), file="/a.txt")
    passages = library.passages(library.passage_ids())
    assert [library.passage_text(each) for each in passages.values()] == [TEXT[0:17], TEXT[18:]]
    assert library.summaries()[0].characters == len(TEXT)


def test_equal_texts_share_their_vectors_and_removing_leaves_no_trace(library: Library) -> None:
    put(library, document("a"))
    before = rows(library)
    put(library, document("b"))
    assert rows(library)["vectors"] == before["vectors"] and rows(library)["passages"] == 2 * before["passages"]
    library.remove("id-b")
    assert rows(library) == before
    library.remove("id-a")
    assert set(rows(library).values()) == {0}


def test_a_document_at_the_same_path_takes_the_others_place(library: Library) -> None:
    put(library, document("a"))
    put(library, Document("other", "t", "/a.txt", "text/plain", "s", "Quite another text stands here now, yes."))
    assert list(library.paths().values()) == [("other", "s")] and rows(library)["vectors"] == 2
    with pytest.raises(UnknownDocumentError):
        library.document("id-a")


def test_moving_keeps_the_document(library: Library) -> None:
    put(library, document("a"))
    ids = library.passage_ids()
    library.move("/a.txt", "/new.txt")
    assert library.paths() == {"/new.txt": ("id-a", document().sha256)} and library.passage_ids() == ids
    assert library.files() == {"/new.txt": document().sha256}


def test_a_change_that_fails_half_way_changes_nothing(library: Library) -> None:
    put(library, document("a"))
    before = rows(library)
    broken = {"key": None}
    with pytest.raises(AttributeError):
        library.put(document("b"), [], broken, size=1)
    assert rows(library) == before and library.document("id-a")


def test_unknown_documents_are_errors(library: Library) -> None:
    for action in (library.document, library.remove):
        with pytest.raises(UnknownDocumentError, match="no-such"):
            action("no-such")


def test_a_file_that_is_no_library_and_a_later_version_are_errors(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    Library(folder).connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="version 99"):
        Library(folder)
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "library.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library(damaged)
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library(tmp_path / "file")


def test_no_pickle_and_text_whole_on_disk(library: Library) -> None:
    put(library, document())
    library.close()
    data = b"".join(path.read_bytes() for path in library.folder.iterdir())
    assert TEXT.encode() in data


ADDING = """
import sys
sys.path[:0] = [{root!r}, {root!r} + "/tests/tools"]
from pathlib import Path
from fakes import KeywordEmbedder
from index import Library, PassageIndex
index = PassageIndex(Library(Path({library!r})), KeywordEmbedder())
for path in sorted(Path({folder!r}).iterdir()):
    report = index.add([path])
    for name in report.added + report.unchanged:
        print(name, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_instant_it_opens_and_holds_what_was_reported(seed: int, tmp_path: Path) -> None:
    from fakes import KeywordEmbedder

    from index.passage_index import PassageIndex

    folder, place = tmp_path / "folder", tmp_path / "library"
    folder.mkdir()
    for number in range(300):
        words = " ".join(f"Word{number} sentence {n} ends here." for n in range(30))
        (folder / f"{number:03}.txt").write_text(words)
    code = ADDING.format(root=str(ROOT), library=str(place), folder=str(folder))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.6))
    process.send_signal(signal.SIGKILL)
    reported = set(process.stdout.read().split()) | {str(folder / "000.txt")}
    process.wait()

    index = PassageIndex(Library(place), KeywordEmbedder())
    held = {summary.path for summary in index.documents()}
    assert reported <= held and index.search_words("word0", 3) and index.search("word0 sentence", 3)
    assert index.library.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    index.add([folder])
    assert len(index.documents()) == 300
    index.close()
